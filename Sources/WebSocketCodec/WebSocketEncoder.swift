public import HTTPMessages

/// Writes frames: whole messages, not fragmented, not compressed. Those of a server are not masked (RFC 6455 section
/// 5.1); those of a client are, and take a key.
public enum WebSocketEncoder {
  /// The kind of a message, where only its header is written.
  public enum Kind: Sendable {
    /// Text; the payload must be UTF-8.
    case text
    /// Any bytes.
    case binary
  }

  /// The longest header that a frame of ours has, in bytes.
  public static let headerLimit = 10

  /// Appends a message as one frame.
  public static func append(_ message: WebSocketMessage, to buffer: inout [UInt8]) {
    switch message {
    case .text(let bytes): append(.text, bytes, to: &buffer)
    case .binary(let bytes): append(.binary, bytes, to: &buffer)
    }
  }

  /// Appends the header alone of a message whose payload of `payloadCount` bytes follows by other means.
  public static func appendHeader(_ kind: Kind, payloadCount: Int, to buffer: inout [UInt8]) {
    appendHeader(kind == .text ? Opcode.text : .binary, payloadCount, to: &buffer)
  }

  /// Appends a ping. At most 125 bytes travel; what is longer is cut (RFC 6455 section 5.5).
  public static func appendPing(_ payload: [UInt8], to buffer: inout [UInt8]) {
    append(.ping, payload.prefix(Frame.controlLimit), to: &buffer)
  }

  /// Appends a pong, which carries the ping's bytes. At most 125 bytes travel; what is longer is cut.
  public static func appendPong(_ payload: [UInt8], to buffer: inout [UInt8]) {
    append(.pong, payload.prefix(Frame.controlLimit), to: &buffer)
  }

  /// Appends a Close frame. Without a code it is empty, as an answer to an empty one should be; a code that must not
  /// travel (RFC 6455 section 7.4.1) leaves it empty too. A reason past 123 bytes is cut between characters.
  public static func appendClose(code: UInt16?, reason: String, to buffer: inout [UInt8]) {
    guard let code, ClosePayload.mayBeSent(code) else {
      append(.close, EmptyCollection(), to: &buffer)
      return
    }
    var payload: [UInt8] = [UInt8(code >> 8), UInt8(code & 0xFF)]
    for scalar in reason.unicodeScalars {
      let bytes = UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
      guard payload.count + bytes.count <= Frame.controlLimit else { break }
      payload += bytes
    }
    append(.close, payload, to: &buffer)
  }

  private static func append(_ opcode: Opcode, _ payload: some Collection<UInt8>, to buffer: inout [UInt8]) {
    appendHeader(opcode, payload.count, to: &buffer)
    buffer.append(contentsOf: payload)
  }

  /// Appends a header of our own; `isCompressed` sets the bit of RFC 7692 section 6.
  static func appendHeader(
    _ opcode: Opcode, _ count: Int, isCompressed: Bool = false, to buffer: inout [UInt8]
  ) {
    buffer.append(Frame.finalBit | (isCompressed ? Frame.compressedBit : 0) | opcode.rawValue)
    switch count {
    case ..<Int(Frame.length16):
      buffer.append(UInt8(count))
    case ...0xFFFF:
      buffer.append(Frame.length16)
      buffer.append(UInt8(count >> 8))
      buffer.append(UInt8(count & 0xFF))
    default:
      buffer.append(Frame.length64)
      for shift in stride(from: 56, through: 0, by: -8) {
        buffer.append(UInt8(truncatingIfNeeded: count >> shift))
      }
    }
  }
}

// MARK: - A client's frames

extension WebSocketEncoder {
  /// Appends a client's message as one frame, masked (RFC 6455 section 5.3).
  ///
  /// - Parameter key: 32 fresh bits of the system's entropy: what a client sends must not be foreseeable.
  public static func append(_ message: WebSocketMessage, maskedWith key: UInt32, to buffer: inout [UInt8]) {
    switch message {
    case .text(let bytes): append(.text, bytes, key, to: &buffer)
    case .binary(let bytes): append(.binary, bytes, key, to: &buffer)
    }
  }

  /// Appends a client's pong; see ``appendPong(_:to:)``.
  public static func appendPong(_ payload: [UInt8], maskedWith key: UInt32, to buffer: inout [UInt8]) {
    append(.pong, Array(payload.prefix(Frame.controlLimit)), key, to: &buffer)
  }

  /// Appends a client's Close frame; see ``appendClose(code:reason:to:)``.
  public static func appendClose(
    code: UInt16?, reason: String, maskedWith key: UInt32, to buffer: inout [UInt8]
  ) {
    var plain: [UInt8] = []
    appendClose(code: code, reason: reason, to: &plain)
    append(.close, Array(plain.dropFirst(2)), key, to: &buffer)
  }

  private static func append(_ opcode: Opcode, _ payload: [UInt8], _ key: UInt32, to buffer: inout [UInt8]) {
    let start = buffer.count
    appendHeader(opcode, payload.count, to: &buffer)
    buffer[start + 1] |= Frame.maskBit
    for shift in stride(from: 0 as UInt32, through: 24, by: 8) {
      buffer.append(UInt8(truncatingIfNeeded: key >> shift))
    }
    let masked = buffer.count
    buffer += payload
    buffer.withUnsafeMutableBytes { Masking.apply(.init(rebasing: $0[masked...]), key: key, offset: 0) }
  }
}

// MARK: - Our own frames, read again

extension WebSocketEncoder {
  /// The message whose frame begins at a place of what was written here; nil at the end.
  static func message(at start: Int, of frames: UnsafeRawBufferPointer) -> (Opcode, payload: Range<Int>)? {
    guard start + 1 < frames.count, let opcode = Opcode(rawValue: frames[start] & Frame.opcodeBits) else {
      return nil
    }
    var count = Int(frames[start + 1])
    let extended = count == Int(Frame.length16) ? 2 : count == Int(Frame.length64) ? 8 : 0
    let payload = start + 2 + extended
    guard payload <= frames.count else { return nil }
    if extended > 0 { count = frames[(start + 2)..<payload].reduce(0) { $0 << 8 | Int($1) } }
    return count <= frames.count - payload ? (opcode, payload..<(payload + count)) : nil
  }
}
