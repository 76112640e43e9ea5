import ApplianceDomain
import Archives
import CZlib
import Changes
import Determinism
import Documents
import Testing

@testable import Store

/// Archives by the plainest means.
enum ArchiveSamples {
  /// The lines of a batch whose events have no recordings.
  static func lines(of batch: Batch) -> [UInt8] {
    var json = JSONWriter()
    let writer = EventLines(Samples.identity) { _ in nil }
    for entry in batch.entries { writer.write(entry, at: batch.time, to: &json) }
    return json.take()
  }

  /// The gzip file of a state archive, made in one go.
  static func stateFile(of model: StateModel) throws -> [UInt8] {
    let writer = try StateFileWriter(model)
    while !writer.isDone { try writer.advance() }
    return writer.take()
  }
}

extension ArchiveFile {
  /// The whole file.
  func whole() throws -> [UInt8] {
    var bytes: [UInt8] = []
    while let piece = try next() { bytes += piece }
    return bytes
  }
}

extension ArchiveReading {
  /// An archive's whole file; nil where there is none.
  func file(_ kind: ArchiveKind, on date: CivilDate, index: Int, upTo number: UInt64) throws -> [UInt8]? {
    try archive(kind, on: date, index: index, upTo: number)?.whole()
  }

  /// What an archive's file holds; nil where there is none.
  func content(_ kind: ArchiveKind, on date: CivilDate, index: Int, upTo number: UInt64) throws -> [UInt8]? {
    try file(kind, on: date, index: index, upTo: number).map(gunzip)
  }
}

struct GunzipFault: Error {}

/// The bytes of a gzip file of one member, by zlib itself.
func gunzip(_ file: [UInt8]) throws -> [UInt8] {
  var file = file
  var stream = z_stream()
  guard c_inflate_init2(&stream, 15 + 16) == Z_OK else { throw GunzipFault() }
  defer { inflateEnd(&stream) }
  var output: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 64 * 1024)
  var code = Z_OK
  file.withUnsafeMutableBufferPointer { input in
    stream.next_in = input.baseAddress
    stream.avail_in = UInt32(input.count)
    while code == Z_OK {
      code = buffer.withUnsafeMutableBufferPointer { space in
        stream.next_out = space.baseAddress
        stream.avail_out = UInt32(space.count)
        return inflate(&stream, Z_NO_FLUSH)
      }
      output += buffer.prefix(buffer.count - Int(stream.avail_out))
    }
  }
  guard code == Z_STREAM_END, stream.avail_in == 0 else { throw GunzipFault() }
  return output
}
