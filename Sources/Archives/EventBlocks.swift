import CZlib

/// The parts of which an event archive's gzip file (RFC 1952) is joined: a header, blocks that were compressed by
/// themselves (RFC 1951), a trailer.
///
/// So a file is made while its ten minutes pass, nothing of it is made twice after a restart, and its end costs nothing.
/// Where blocks begin depends on the lines alone, so that the same lines make the same bytes. It is one member, as
/// readers that stop after the first one need it.
public enum EventBlocks {
  /// The uncompressed bytes at which a block is full: enough to compress nearly as well as the whole would, and a few
  /// milliseconds of work.
  public static let blockBytes = 128 * 1024
  /// The most uncompressed bytes of a file (guide: "The decompressed file never exceeds 4 GB"). It would take 7 MB of
  /// lines a second for the whole ten minutes; what comes then is left out, and a reader begins again with the next
  /// state archive.
  public static let fileBytes: Int64 = 4 * 1024 * 1024 * 1024 - 1

  /// Deflate, no time, no name, Unix: the header names nothing that would make two files of the same lines differ.
  public static let header: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]

  /// Compresses a block's bytes. The result ends at a whole byte, and refers to nothing before it.
  public static func compress(_ bytes: [UInt8]) throws(GzipFault) -> [UInt8] {
    var deflater = try Deflater(windowBits: Deflater.raw)
    try deflater.append(bytes, flush: Z_SYNC_FLUSH)
    return deflater.take()
  }

  /// The CRC-32 of all bytes so far and then of some more; 0 at the beginning.
  public static func checksum(_ checksum: UInt32, _ bytes: [UInt8]) -> UInt32 {
    UInt32(truncatingIfNeeded: crc32(UInt(checksum), bytes, UInt32(bytes.count)))
  }

  /// An empty last block, the checksum of the uncompressed bytes, and their count.
  public static func trailer(checksum: UInt32, size: Int64) -> [UInt8] {
    let words = [checksum, UInt32(truncatingIfNeeded: size)]
    return [0x03, 0x00]
      + words.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) } }
  }
}
