public import HTTPMessages

/// Reads the frames of a peer, in whatever pieces they arrive, and tells whole messages (RFC 6455 section 5).
///
/// A payload is copied once, out of the caller's buffer, and at most one message and one control frame are kept.
/// Compressed messages are decompressed as they arrive (RFC 7692). It belongs to one connection: a copy would share the
/// decompressor.
public struct WebSocketDecoder {
  /// What the next byte is.
  private enum Phase {
    case first
    case second
    case length(missing: Int)
    case mask(missing: Int)
    case payload
    /// After a Close frame or a fault: the rest is ignored (RFC 6455 sections 5.5.1 and 7.1.7).
    case over
  }

  /// How much is reserved at once for an announced payload: what a peer announces but does not send costs no more.
  private static let reservation = 64 * 1024

  private let peer: Peer
  private let messageLimit: Int
  private let deflate: PerMessageDeflate?
  private var phase = Phase.first

  // The frame that is being read.
  private var isFinal = false
  private var opcode = Opcode.continuation
  private var lengthForm: UInt8 = 0
  private var length: UInt64 = 0
  private var key: UInt32 = 0
  private var received = 0

  // The message and the control frame that are being put together.
  private var messageOpcode: Opcode?
  private var message: [UInt8] = []
  private var isCompressed = false
  /// Made when the first compressed byte comes; what has no context to keep goes with its message.
  private var inflater: Inflater?
  private var text = UTF8Check()
  private var control: [UInt8] = []

  /// A decoder at the beginning of a connection.
  ///
  /// - Parameter peer: whose frames are read.
  /// - Parameter messageLimit: the longest message in bytes, over all its fragments; a longer one is a fault with
  ///   status 1009, noticed when its length is announced. Of a compressed message the decompressed bytes count.
  /// - Parameter deflate: what was agreed of permessage-deflate; nil where it was not.
  public init(of peer: Peer = .client, messageLimit: Int, deflate: PerMessageDeflate? = nil) {
    self.peer = peer
    // Far from where one more would overflow.
    self.messageLimit = min(max(0, messageLimit), .max / 2)
    self.deflate = deflate
  }

  /// Takes the next bytes and emits what they complete, in order.
  ///
  /// - Throws: a fault with the status to close with (1002, 1007 or 1009), after the events that came before it.
  ///   Later bytes are ignored then.
  public mutating func decode(
    _ bytes: UnsafeRawBufferPointer, _ emit: (WebSocketEvent) -> Void
  ) throws(WebSocketFault) {
    do throws(WebSocketFault) {
      var rest = bytes[...]
      while let byte = rest.first {
        switch phase {
        case .over: return
        case .payload: try takePayload(&rest)
        default:
          rest.removeFirst()
          try takeHeader(byte)
        }
        if case .payload = phase, UInt64(received) == length { try endFrame(emit) }
      }
    } catch {
      end()
      throw error
    }
  }
}

// MARK: - The header

extension WebSocketDecoder {
  private mutating func takeHeader(_ byte: UInt8) throws(WebSocketFault) {
    switch phase {
    case .first:
      try begin(byte)
      phase = .second
    case .second:
      try takeLength(byte)
    case .length(let missing):
      length = length << 8 | UInt64(byte)
      phase = .length(missing: missing - 1)
      if missing == 1 {
        try checkExtendedLength()
        try endLength()
      }
    case .mask(let missing):
      key |= UInt32(byte) << UInt32((4 - missing) * 8)
      phase = missing == 1 ? .payload : .mask(missing: missing - 1)
    case .payload, .over: break
    }
  }

  private mutating func begin(_ byte: UInt8) throws(WebSocketFault) {
    let marksCompression = byte & Frame.compressedBit != 0 && deflate != nil
    guard byte & Frame.reservedBits == (marksCompression ? Frame.compressedBit : 0) else {
      throw .protocolError("a reserved bit is set that no negotiated extension uses")
    }
    guard let opcode = Opcode(rawValue: byte & Frame.opcodeBits) else {
      throw .protocolError("opcode \(byte & Frame.opcodeBits) is reserved")
    }
    guard !marksCompression || opcode == .text || opcode == .binary else {
      throw .protocolError("only a message's first frame may say that it is compressed")
    }
    isFinal = byte & Frame.finalBit != 0
    if opcode.isControl {
      guard isFinal else { throw .protocolError("a control frame is fragmented") }
    } else if opcode == .continuation {
      guard messageOpcode != nil else { throw .protocolError("a continuation frame continues nothing") }
    } else {
      guard messageOpcode == nil else { throw .protocolError("a message begins inside another one") }
      messageOpcode = opcode
      isCompressed = marksCompression
      text = UTF8Check()
    }
    self.opcode = opcode
    length = 0
    key = 0
    received = 0
  }

  private mutating func takeLength(_ byte: UInt8) throws(WebSocketFault) {
    guard (byte & Frame.maskBit != 0) == (peer == .client) else {
      throw .protocolError(
        peer == .client ? "a frame of the client is not masked" : "a frame of the server is masked")
    }
    lengthForm = byte & Frame.lengthBits
    switch lengthForm {
    case Frame.length16, Frame.length64:
      guard !opcode.isControl else {
        throw .protocolError("a control frame is longer than \(Frame.controlLimit) bytes")
      }
      phase = .length(missing: lengthForm == Frame.length16 ? 2 : 8)
    default:
      length = UInt64(lengthForm)
      try endLength()
    }
  }

  private func checkExtendedLength() throws(WebSocketFault) {
    guard length >> 63 == 0 else { throw .protocolError("a length has its highest bit set") }
    let shortest: UInt64 = lengthForm == Frame.length16 ? UInt64(Frame.length16) : 0x1_0000
    guard length >= shortest else { throw .protocolError("a length is not in its shortest form") }
  }

  /// The length is known: what is too long is refused before a byte of it is kept.
  private mutating func endLength() throws(WebSocketFault) {
    if !opcode.isControl && !isCompressed {
      guard length <= UInt64(messageLimit - message.count) else { throw .tooBig(limit: messageLimit) }
      // Only for the first frame: a reservation is exact, and one for each of many small fragments would copy the
      // message as often as there are fragments.
      if message.isEmpty { message.reserveCapacity(min(Int(length), WebSocketDecoder.reservation)) }
    }
    phase = peer == .client ? .mask(missing: 4) : .payload
  }
}

// MARK: - The payload

extension WebSocketDecoder {
  private mutating func takePayload(_ rest: inout Slice<UnsafeRawBufferPointer>) throws(WebSocketFault) {
    let part = UnsafeRawBufferPointer(rebasing: rest.prefix(Int(length) - received))
    rest = rest.dropFirst(part.count)
    if opcode.isControl {
      WebSocketDecoder.append(part, to: &control, key: key, offset: received)
    } else if isCompressed, let deflate {
      try inflate(part, deflate)
    } else {
      let start = message.count
      WebSocketDecoder.append(part, to: &message, key: key, offset: received)
      try checkText(from: start)
    }
    received += part.count
  }

  private static func append(
    _ part: UnsafeRawBufferPointer, to buffer: inout [UInt8], key: UInt32, offset: Int
  ) {
    let start = buffer.count
    buffer.append(contentsOf: part)
    // A key of zeros, which is also that of a frame without one, changes nothing.
    if key == 0 { return }
    buffer.withUnsafeMutableBytes { bytes in
      Masking.apply(.init(rebasing: bytes[start...]), key: key, offset: offset)
    }
  }

  /// Checks what has been added to a message of text, as far as it lies within the limit.
  private mutating func checkText(from start: Int) throws(WebSocketFault) {
    guard messageOpcode == .text else { return }
    var check = text
    let end = min(message.count, messageLimit)
    let isValid = message.withUnsafeBytes { check.accept(.init(rebasing: $0[start..<end])) }
    text = check
    guard isValid else { throw .invalidText("a text message is not UTF-8") }
  }

  private mutating func endFrame(_ emit: (WebSocketEvent) -> Void) throws(WebSocketFault) {
    phase = .first
    if opcode.isControl {
      let payload = control
      control = []
      try endControl(payload, emit)
    } else if isFinal {
      if isCompressed { try endCompressed() }
      guard messageOpcode != .text || text.isComplete else {
        throw .invalidText("a text message ends inside a character")
      }
      let payload = message
      let isText = messageOpcode == .text
      message = []
      messageOpcode = nil
      emit(isText ? .text(payload) : .binary(payload))
    }
  }

  /// Nothing more is read, and nothing kept.
  private mutating func end() {
    phase = .over
    message = []
    inflater = nil
  }

  private mutating func endControl(
    _ payload: [UInt8], _ emit: (WebSocketEvent) -> Void
  ) throws(WebSocketFault) {
    switch opcode {
    case .ping: emit(.ping(payload))
    case .pong: emit(.pong(payload))
    default:
      let close = try ClosePayload.read(payload)
      end()
      emit(close)
    }
  }
}

// MARK: - Compressed payloads

extension WebSocketDecoder {
  /// How much is unmasked and decompressed at a time.
  private static let compressedPiece = 16 * 1024

  private mutating func inflate(
    _ part: UnsafeRawBufferPointer, _ deflate: PerMessageDeflate
  ) throws(WebSocketFault) {
    guard let inflater = inflater ?? Inflater(windowBits: deflate.clientMaxWindowBits) else {
      throw .noMemory()
    }
    self.inflater = inflater
    var start = 0
    while start < part.count {
      let piece = UnsafeRawBufferPointer(rebasing: part[start...].prefix(WebSocketDecoder.compressedPiece))
      let (key, offset, limit) = (key, received + start, messageLimit)
      let count = message.count
      let outcome = withUnsafeTemporaryAllocation(byteCount: piece.count, alignment: 8) { bytes in
        bytes.copyMemory(from: piece)
        Masking.apply(bytes, key: key, offset: offset)
        return inflater.inflate(bytes, to: &message, limit: limit)
      }
      try judge(outcome, from: count)
      start += piece.count
    }
  }

  private mutating func endCompressed() throws(WebSocketFault) {
    let count = message.count
    if let outcome = inflater?.endMessage(to: &message, limit: messageLimit) {
      try judge(outcome, from: count)
    }
    if deflate?.clientNoContextTakeover == true { inflater = nil }
  }

  /// The text comes first: it came before what else is wrong, however the input was split.
  private mutating func judge(_ outcome: Inflater.Outcome, from start: Int) throws(WebSocketFault) {
    try checkText(from: start)
    switch outcome {
    case .taken: break
    case .tooLong: throw .tooBig(limit: messageLimit)
    case .invalid: throw .invalidDeflate()
    }
  }
}
