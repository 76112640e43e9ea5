/// The units that a video's bit stream is made of (H.264 section 7.3.1).
enum NALUnit {
  /// The kinds that are written here, with how much they are needed for other pictures.
  enum Kind: UInt8 {
    /// A slice of a picture that needs the one before it.
    case slice = 0x61
    /// A slice of a picture that stands for itself.
    case keySlice = 0x65
    case sequenceParameters = 0x67
    case pictureParameters = 0x68
  }

  /// A unit from its payload: a byte 3 keeps apart what would look like the beginning of another unit.
  static func make(_ kind: Kind, _ payload: [UInt8]) -> [UInt8] {
    var unit: [UInt8] = []
    unit.reserveCapacity(payload.count + payload.count / 64 + 8)
    unit.append(kind.rawValue)
    var zeros = 0
    for byte in payload {
      if zeros == 2, byte <= 3 {
        unit.append(3)
        zeros = 0
      }
      unit.append(byte)
      zeros = byte == 0 ? zeros + 1 : 0
    }
    return unit
  }

  /// A unit with its length in four bytes before it, as MP4 files hold it (ISO/IEC 14496-15).
  static func framed(_ unit: [UInt8]) -> [UInt8] {
    let length = UInt32(unit.count)
    return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: length >> $0) } + unit
  }
}
