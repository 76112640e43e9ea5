/// The opcodes of RFC 6455 section 5.2; the others are reserved.
enum Opcode: UInt8 {
  case continuation = 0x0
  case text = 0x1
  case binary = 0x2
  case close = 0x8
  case ping = 0x9
  case pong = 0xA

  /// Control frames have the opcode's highest bit (RFC 6455 section 5.5).
  var isControl: Bool { rawValue & 0x8 != 0 }
}

/// Numbers of the frame format (RFC 6455 section 5.2).
enum Frame {
  static let finalBit: UInt8 = 0x80
  static let reservedBits: UInt8 = 0x70
  /// The first of the reserved bits: the message is compressed (RFC 7692 section 6).
  static let compressedBit: UInt8 = 0x40
  static let opcodeBits: UInt8 = 0x0F
  static let maskBit: UInt8 = 0x80
  static let lengthBits: UInt8 = 0x7F
  /// The 7-bit lengths that announce a length of two and of eight bytes.
  static let length16: UInt8 = 126
  static let length64: UInt8 = 127
  /// The longest payload of a control frame; a longer one fails the connection (RFC 6455 section 5.5).
  static let controlLimit = 125
}
