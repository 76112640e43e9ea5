public import Determinism

/// The session keys that can still be used.
public struct KeyBook: Sendable {
  private var byShortKey: [String: SessionKey] = [:]
  private var shortKeyByAccessKey: [String: String] = [:]
  /// The key that was made last, valid or not; nil where none ever was.
  public private(set) var newest: SessionKey?

  init(_ keys: [SessionKey]) { for key in keys { insert(key) } }

  /// The key with these seven digits, if it is valid at a time.
  public func key(shortKey: String, at now: Timestamp) -> SessionKey? {
    byShortKey[shortKey].flatMap { $0.isReusable || now < $0.expires ? $0 : nil }
  }

  /// The key whose URL has these 32 hex digits, if it is valid at a time.
  public func key(accessKey: String, at now: Timestamp) -> SessionKey? {
    shortKeyByAccessKey[accessKey].flatMap { key(shortKey: $0, at: now) }
  }

  /// Whether the digits belong to a key, valid or not.
  func isTaken(_ shortKey: String) -> Bool { byShortKey[shortKey] != nil }

  mutating func insert(_ key: SessionKey) {
    byShortKey[key.shortKey] = key
    shortKeyByAccessKey[key.accessKey] = key.shortKey
    newest = key
  }

  mutating func remove(_ key: SessionKey) {
    byShortKey[key.shortKey] = nil
    shortKeyByAccessKey[key.accessKey] = nil
  }
}
