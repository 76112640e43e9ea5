import CZlib
import HTTPMessages

/// Decompresses the messages of one peer (RFC 7692 section 7.2.2). It has at most 7 KiB for zlib's state and the
/// window of up to 32 KiB, which zlib makes when there is something to put into it.
final class Inflater {
  /// What a piece of input came to.
  enum Outcome {
    /// All of it was taken.
    case taken
    /// The output is one byte longer than the limit; the rest of the input was not looked at.
    case tooLong
    /// The input is not what the deflate algorithm writes.
    case invalid
  }

  /// How much is decompressed at a time: the most that a small input makes us write before the limit is looked at.
  private static let chunk = 16 * 1024
  /// What the sender left out at the end of each message (RFC 7692 section 7.2.1).
  private static let tail: [UInt8] = [0x00, 0x00, 0xFF, 0xFF]
  /// zlib tells in `data_type` that it stands right behind a block.
  private static let endOfBlock: Int32 = 128

  private let stream: UnsafeMutablePointer<z_stream>
  /// Whether nothing has come since a place where blocks end and bytes do too.
  private var isBetweenBlocks = true

  /// A decompressor at the beginning of a connection; nil where there is no memory for it.
  init?(windowBits: Int) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // Older releases of zlib compress with 9 where they were asked for 8, so some clients do; a larger window takes
    // everything that a smaller one does.
    guard c_inflate_init2(stream, -Int32(max(9, windowBits))) == Z_OK else {
      stream.deallocate()
      return nil
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Decompresses a piece of a message, and appends to what came of the pieces before it.
  ///
  /// - Parameters:
  ///   - input: the piece, unmasked.
  ///   - output: the message so far.
  ///   - limit: how long the message may become, in bytes.
  func inflate(_ input: UnsafeMutableRawBufferPointer, to output: inout [UInt8], limit: Int) -> Outcome {
    guard !input.isEmpty else { return .taken }
    isBetweenBlocks = false
    stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_in = UInt32(input.count)
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Inflater.chunk) { scratch in
      defer {
        stream.pointee.next_in = nil
        stream.pointee.next_out = nil
      }
      while true {
        let room = min(scratch.count, limit + 1 - output.count)
        stream.pointee.next_out = scratch.baseAddress
        stream.pointee.avail_out = UInt32(room)
        let code = CZlib.inflate(stream, Z_SYNC_FLUSH)
        let produced = room - Int(stream.pointee.avail_out)
        output.append(contentsOf: UnsafeBufferPointer(rebasing: scratch[..<produced]))
        if output.count > limit { return .tooLong }
        switch code {
        // Room that is left says that nothing waits; a further call would make zlib forget that a block has ended.
        case Z_OK: if stream.pointee.avail_in == 0 && stream.pointee.avail_out > 0 { return .taken }
        case Z_BUF_ERROR: return .taken
        case Z_STREAM_END:
          // A block said that it is the last one. That means nothing here: others may follow, and look back past it
          // (RFC 7692 section 7.2.3.4). This call keeps the window, and costs nothing however often it is needed.
          inflateResetKeep(stream)
          isBetweenBlocks = stream.pointee.avail_in == 0
          if isBetweenBlocks { return .taken }
        default: return .invalid
        }
      }
    }
  }

  /// Ends a message: what the sender left out is put back.
  func endMessage(to output: inout [UInt8], limit: Int) -> Outcome {
    // Where no block has begun there is none to end. The RFC has senders write an empty one even then, but several
    // clients send an empty message as no bytes at all, because zlib does not flush twice.
    if !isBetweenBlocks {
      var tail = Inflater.tail
      let outcome = tail.withUnsafeMutableBytes { inflate($0, to: &output, limit: limit) }
      guard case .taken = outcome else { return outcome }
      guard stream.pointee.data_type & Inflater.endOfBlock != 0 else { return .invalid }
      isBetweenBlocks = true
    }
    return .taken
  }
}
