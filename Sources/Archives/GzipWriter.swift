import CZlib

/// zlib did not do what it was asked for.
public struct GzipFault: Error, Sendable, Equatable {
  /// zlib's return code.
  public let code: Int32

  /// The sentence for the log.
  public var message: String { "Compressing an archive failed: zlib answered \(code); free some memory" }
}

/// Compresses a stream of bytes into one gzip file (RFC 1952), in memory that does not grow with what it reads.
///
/// The header names no time and no file, so that the same bytes make the same file.
public struct GzipWriter: ~Copyable {
  /// The most that zlib is handed at once, and the size of the buffer that it fills.
  private static let chunk = 64 * 1024
  /// zlib's window of 32 KB; 16 more asks for gzip's header and trailer.
  private static let gzipWindowBits: Int32 = 15 + 16

  private let stream: UnsafeMutablePointer<z_stream>
  private var output: [UInt8] = []

  /// A writer that has read nothing yet.
  public init() throws(GzipFault) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let code = c_deflate_init2(stream, Z_DEFAULT_COMPRESSION, Self.gzipWindowBits, 8, Z_DEFAULT_STRATEGY)
    guard code == Z_OK else {
      stream.deallocate()
      throw GzipFault(code: code)
    }
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
  }

  /// Reads some bytes.
  public mutating func append(_ bytes: [UInt8]) throws(GzipFault) {
    guard !bytes.isEmpty else { return }
    var bytes = bytes  // zlib's declaration wants mutable bytes; it writes none.
    let result = bytes.withUnsafeMutableBufferPointer { input -> Result<Void, GzipFault> in
      stream.pointee.next_in = input.baseAddress
      stream.pointee.avail_in = UInt32(input.count)
      defer { stream.pointee.next_in = nil }
      return deflate(Z_NO_FLUSH)
    }
    try result.get()
  }

  /// The whole file.
  public consuming func finish() throws(GzipFault) -> [UInt8] {
    try deflate(Z_FINISH).get()
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
      // A buffer that was not filled means that all input is taken.
      if flush == Z_NO_FLUSH, produced < Self.chunk { return .success(()) }
    }
  }
}
