public import Determinism

/// How bearer tokens are made.
public enum BearerToken {
  /// How many characters a token has: with 62 letters and digits, some 238 bits of entropy.
  public static let length = 40

  /// A new token from the system's entropy: letters and digits only, as the guide's example has them.
  public static func make(_ entropy: any EntropySource) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)
    var token: [UInt8] = []
    while token.count < length {
      // Bytes of 248 and more are dropped, so that every character is equally likely.
      for byte in entropy.bytes(64) where byte < 248 && token.count < length {
        token.append(alphabet[Int(byte) % alphabet.count])
      }
    }
    return String(decoding: token, as: UTF8.self)
  }
}
