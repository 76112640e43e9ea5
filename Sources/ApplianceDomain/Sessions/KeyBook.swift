public import Determinism

/// The session keys that can still be used.
///
/// Digits are kept as numbers: a load of generated keys spends most of its time here, and a number is hashed and compared
/// in a fraction of a text's time.
public struct KeyBook: Sendable {
  private var byDigits: [UInt32: SessionKey] = [:]
  private var digitsByAccess: [AccessDigits: UInt32] = [:]
  /// The key that was made last, valid or not; nil where none ever was.
  public private(set) var newest: SessionKey?

  init(_ keys: [SessionKey]) { for key in keys { insert(key) } }

  /// The key with these seven digits, if it is valid at a time.
  public func key(shortKey: String, at now: Timestamp) -> SessionKey? {
    Self.digits(shortKey).flatMap { key($0, at: now) }
  }

  /// The key whose URL has these 32 hex digits, if it is valid at a time.
  public func key(accessKey: String, at now: Timestamp) -> SessionKey? {
    AccessDigits(accessKey).flatMap { digitsByAccess[$0] }.flatMap { key($0, at: now) }
  }

  private func key(_ digits: UInt32, at now: Timestamp) -> SessionKey? {
    byDigits[digits].flatMap { $0.isReusable || now < $0.expires ? $0 : nil }
  }

  /// Whether the digits belong to a key, valid or not.
  func isTaken(_ shortKey: String) -> Bool { Self.digits(shortKey).map { byDigits[$0] != nil } ?? false }

  mutating func insert(_ key: SessionKey) {
    guard let digits = Self.digits(key.shortKey), let access = AccessDigits(key.accessKey) else {
      preconditionFailure("A session key has seven digits and 32 hex digits")
    }
    byDigits[digits] = key
    digitsByAccess[access] = digits
    newest = key
  }

  mutating func remove(_ key: SessionKey) {
    if let digits = Self.digits(key.shortKey) { byDigits[digits] = nil }
    if let access = AccessDigits(key.accessKey) { digitsByAccess[access] = nil }
  }

  /// The number that seven digits are; nil for anything else.
  private static func digits(_ text: String) -> UInt32? {
    var text = text
    return text.withUTF8 { bytes in
      guard bytes.count == 7 else { return nil }
      var number: UInt32 = 0
      for byte in bytes {
        guard case 0x30...0x39 = byte else { return nil }
        number = number * 10 + UInt32(byte - 0x30)
      }
      return number
    }
  }
}

/// The 32 lower-case hex digits of a key's URL.
private struct AccessDigits: Hashable {
  var high: UInt64 = 0
  var low: UInt64 = 0

  /// Nil for anything else.
  init?(_ text: String) {
    var text = text
    let isWhole = text.withUTF8 { bytes in
      guard bytes.count == 32 else { return false }
      for (place, byte) in bytes.enumerated() {
        let digit: UInt64
        switch byte {
        case 0x30...0x39: digit = UInt64(byte - 0x30)
        case 0x61...0x66: digit = UInt64(byte - 0x61 + 10)
        default: return false
        }
        if place < 16 { high = high << 4 | digit } else { low = low << 4 | digit }
      }
      return true
    }
    guard isWhole else { return nil }
  }
}
