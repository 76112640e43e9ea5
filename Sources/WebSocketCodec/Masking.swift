/// The masking of RFC 6455 section 5.3, which is its own inverse.
enum Masking {
  /// Unmasks bytes in place.
  ///
  /// - Parameters:
  ///   - bytes: a part of a frame's payload.
  ///   - key: the masking key, its first byte lowest.
  ///   - offset: where the part begins in the frame's payload.
  static func apply(_ bytes: UnsafeMutableRawBufferPointer, key: UInt32, offset: Int) {
    // Turned so that the key's byte for the part's first byte is the lowest.
    let turn = UInt32(offset & 3) * 8
    let key32 = turn == 0 ? key : (key >> turn) | (key << (32 - turn))
    let key64 = UInt64(key32) | UInt64(key32) << 32
    var index = 0
    while index + 8 <= bytes.count {
      let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      bytes.storeBytes(of: (word ^ key64).littleEndian, toByteOffset: index, as: UInt64.self)
      index += 8
    }
    while index < bytes.count {
      bytes[index] ^= UInt8(truncatingIfNeeded: key32 >> (UInt32(index & 3) * 8))
      index += 1
    }
  }
}
