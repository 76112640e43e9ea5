import CZlib

/// zlib did not do what it was asked for.
public struct GzipFault: Error, Sendable, Equatable {
  /// zlib's return code.
  public let code: Int32

  /// The sentence for the log.
  public var message: String { "Compressing an archive failed: zlib answered \(code); free some memory" }
}

/// A stream of zlib's that compresses, and what has come out of it.
struct Deflater: ~Copyable {
  /// The most that zlib gives at once.
  private static let chunk = 64 * 1024
  /// zlib's window of 32 KB; 16 more asks for gzip's header and trailer, the negative for neither.
  static let gzip: Int32 = 15 + 16
  static let raw: Int32 = -15

  private let stream: UnsafeMutablePointer<z_stream>
  /// What has come out and was not taken.
  private(set) var output: [UInt8] = []

  init(windowBits: Int32) throws(GzipFault) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let code = c_deflate_init2(stream, Z_DEFAULT_COMPRESSION, windowBits, 8, Z_DEFAULT_STRATEGY)
    guard code == Z_OK else {
      stream.deallocate()
      throw GzipFault(code: code)
    }
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
  }

  /// Reads some bytes; `flush` is one of zlib's values.
  mutating func append(_ bytes: [UInt8], flush: Int32 = Z_NO_FLUSH) throws(GzipFault) {
    guard !bytes.isEmpty || flush != Z_NO_FLUSH else { return }
    var bytes = bytes  // zlib's declaration wants mutable bytes; it writes none.
    let result = bytes.withUnsafeMutableBufferPointer { input -> Result<Void, GzipFault> in
      stream.pointee.next_in = input.baseAddress
      stream.pointee.avail_in = UInt32(input.count)
      defer { stream.pointee.next_in = nil }
      return deflate(flush)
    }
    try result.get()
  }

  /// Takes what has come out so far.
  mutating func take() -> [UInt8] {
    defer { output = [] }
    return output
  }

  private mutating func deflate(_ flush: Int32) -> Result<Void, GzipFault> {
    while true {
      var code = Z_OK
      let produced = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.chunk) { buffer in
        stream.pointee.next_out = buffer.baseAddress
        stream.pointee.avail_out = UInt32(Self.chunk)
        code = CZlib.deflate(stream, flush)
        let count = Self.chunk - Int(stream.pointee.avail_out)
        output.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[..<count]))
        return count
      }
      if code == Z_STREAM_END { return .success(()) }
      guard code == Z_OK || code == Z_BUF_ERROR else { return .failure(GzipFault(code: code)) }
      // A buffer that was not filled means that all input is taken, and everything that was to be flushed is out.
      if flush != Z_FINISH, produced < Self.chunk { return .success(()) }
    }
  }
}
