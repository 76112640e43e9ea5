import APIKit
import ApplianceDomain
import HTTPMessages

extension Hashing {
  /// Hashes that the tests can see through: a token's digest is its beginning, a secret's hash is the secret.
  static let seeThrough = Hashing(
    token: { TokenDigest(Array((Array($0) + [UInt8](repeating: 0, count: 32)).prefix(32))) },
    verify: { secret, hash in secret == hash.digest }, hash: { SecretHash(salt: "", digest: $0) })
}

extension FieldLines {
  /// Fields as the codec would have read them.
  init(_ pairs: [(String, String)]) {
    var bytes: [UInt8] = []
    let lines = pairs.map { name, value in
      let start = bytes.count
      bytes += name.utf8
      let middle = bytes.count
      bytes += value.utf8
      return Line(name: start..<middle, value: middle..<bytes.count)
    }
    self.init(bytes: bytes, lines: lines)
  }
}
