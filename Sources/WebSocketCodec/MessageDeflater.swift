import CZlib
public import HTTPMessages

/// Writes messages as compressed frames (RFC 7692 section 7.2.1). For one connection where context is taken over, else
/// for as many as agreed to its window or a larger one.
///
/// zlib's memory is made for the first message that is compressed: two to the power of the window's bits plus 2, and
/// 16 KiB, so 144 KiB for 15 bits and 32 KiB for 12, and 6 KiB for its state.
public final class MessageDeflater {
  /// Messages below this many bytes are not compressed: what they could win is less than a header's length.
  public static let smallest = 24
  /// zlib's level; what higher ones win on lines of JSON is a few bytes for twice the time.
  private static let level: Int32 = 5
  /// zlib's memory level: two to the power of so many plus 9 bytes, of hash table and of symbols that wait.
  private static let memoryLevel: Int32 = 5
  /// What is left out at the end of each message (RFC 7692 section 7.2.1).
  private static let tailCount = 4

  private let windowBits: Int
  private let takesOver: Bool
  private var stream: UnsafeMutablePointer<z_stream>?
  /// Whether zlib refused: messages travel as they are, which is always allowed (RFC 7692 section 6).
  private var isBroken = false

  /// A compressor by what was agreed.
  public init(_ parameters: PerMessageDeflate) {
    windowBits = parameters.serverMaxWindowBits
    takesOver = !parameters.serverNoContextTakeover
  }

  deinit {
    guard let stream else { return }
    deflateEnd(stream)
    stream.deallocate()
  }

  /// Appends a message as one frame, compressed where that makes it smaller.
  public func append(_ message: WebSocketMessage, to buffer: inout [UInt8]) {
    message.bytes.withUnsafeBytes { bytes in
      switch message {
      case .text: append(.text, bytes, to: &buffer)
      case .binary: append(.binary, bytes, to: &buffer)
      }
    }
  }

  /// The same messages, compressed where that makes them smaller.
  ///
  /// - Parameter frames: whole messages as ``WebSocketEncoder`` has written them.
  public func compressed(frames: [UInt8]) -> [UInt8] {
    var compressed: [UInt8] = []
    compressed.reserveCapacity(frames.count / 2)
    frames.withUnsafeBytes { frames in
      var start = 0
      while let (opcode, payload) = WebSocketEncoder.message(at: start, of: frames) {
        append(opcode, UnsafeRawBufferPointer(rebasing: frames[payload]), to: &compressed)
        start = payload.upperBound
      }
      precondition(start == frames.count, "The frames are our own and whole")
    }
    return compressed
  }

  /// Appends the message of a payload.
  func append(_ opcode: Opcode, _ payload: UnsafeRawBufferPointer, to buffer: inout [UInt8]) {
    let compressed = payload.count < MessageDeflater.smallest ? nil : deflate(payload)
    // What was compressed is part of the context that the peer has to have, whether it became smaller or not.
    if let compressed, takesOver || compressed.count < payload.count {
      WebSocketEncoder.appendHeader(opcode, compressed.count, isCompressed: true, to: &buffer)
      buffer.append(contentsOf: compressed)
    } else {
      WebSocketEncoder.appendHeader(opcode, payload.count, to: &buffer)
      buffer.append(contentsOf: payload)
    }
  }

  /// The compressed bytes without the tail; nil where zlib failed.
  private func deflate(_ payload: UnsafeRawBufferPointer) -> [UInt8]? {
    guard let stream = ready() else { return nil }
    var output: [UInt8] = []
    // zlib's bound is for a whole stream; a flush takes six bytes more, and asks for that much room at least.
    var room = Int(deflateBound(stream, UInt(payload.count))) + 16
    // zlib's declaration wants mutable bytes; it writes none.
    let input = UnsafeMutableRawPointer(mutating: payload.baseAddress)
    stream.pointee.next_in = input?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_in = UInt32(payload.count)
    defer {
      stream.pointee.next_in = nil
      stream.pointee.next_out = nil
    }
    repeat {
      let start = output.count
      output.append(contentsOf: repeatElement(0, count: room))
      let code = output.withUnsafeMutableBufferPointer { bytes in
        stream.pointee.next_out = bytes.baseAddress.map { $0 + start }
        stream.pointee.avail_out = UInt32(room)
        return CZlib.deflate(stream, Z_SYNC_FLUSH)
      }
      guard code == Z_OK else {
        isBroken = true
        return nil
      }
      output.removeLast(Int(stream.pointee.avail_out))
      room = 1024
    } while stream.pointee.avail_out == 0
    output.removeLast(MessageDeflater.tailCount)
    return output
  }

  /// zlib's stream, ready for the next message.
  private func ready() -> UnsafeMutablePointer<z_stream>? {
    if isBroken { return nil }
    if let stream {
      if !takesOver { deflateReset(stream) }
      return stream
    }
    let made = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    made.initialize(to: z_stream())
    let code = c_deflate_init2(
      made, MessageDeflater.level, -Int32(windowBits), MessageDeflater.memoryLevel, Z_DEFAULT_STRATEGY)
    guard code == Z_OK else {
      made.deallocate()
      isBroken = true
      return nil
    }
    stream = made
    return made
  }
}
