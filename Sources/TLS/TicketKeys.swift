public import Determinism
import Locking

/// One key of the session tickets: a name that travels, and the secrets that seal.
///
/// Who keeps the bytes can resume sessions after a restart, and read what was recorded of resumed TLS 1.2 sessions:
/// they are as secret as a private key.
public struct TicketKey: Sendable, Equatable {
  /// How many bytes a key has: 16 of name, 32 of AES-256, 32 of HMAC-SHA-256.
  public static let count = 80

  let name: [UInt8]
  let cipherKey: [UInt8]
  let macKey: [UInt8]
  /// The real time when it was made.
  public let made: Timestamp

  /// A key of exactly ``count`` unpredictable bytes; nil for another number of them.
  public init?(_ bytes: [UInt8], made: Timestamp) {
    guard bytes.count == TicketKey.count else { return nil }
    name = Array(bytes[0..<16])
    cipherKey = Array(bytes[16..<48])
    macKey = Array(bytes[48..<80])
    self.made = made
  }

  /// The bytes that make this key again.
  public var bytes: [UInt8] { name + cipherKey + macKey }
}

/// The keys of the session tickets, shared by all loops: the newest seals, all of them open.
///
/// A key seals for ``rotationSeconds`` and then opens for twice as long, so that each ticket can be opened for as long
/// as it is valid (``ticketSeconds``).
public final class TicketKeys: Sendable {
  /// How many keys open tickets. The oldest is forgotten past it, and its tickets lead to full handshakes.
  public static let limit = 3
  /// How long a key seals tickets, in seconds.
  public static let rotationSeconds: Int64 = 4 * 3600
  /// How long a ticket resumes, in seconds.
  public static let ticketSeconds: Int64 = 4 * 3600

  private let keys: Lock<[TicketKey]>

  /// Given keys, the newest first.
  ///
  /// - Parameter keys: at least one; those past ``limit`` are dropped.
  public init(_ keys: [TicketKey]) {
    precondition(!keys.isEmpty, "Session tickets need a key")
    self.keys = Lock(Array(keys.prefix(TicketKeys.limit)))
  }

  /// One fresh key, made at the real time `now`.
  public convenience init(entropy: any EntropySource, now: Timestamp) {
    self.init([TicketKeys.fresh(entropy, now)])
  }

  /// Seals with a fresh key from now on; tickets of the last ones are still opened and then renewed. Called every
  /// ``rotationSeconds``, it bounds what a stolen key can open.
  public func rotate(entropy: any EntropySource, now: Timestamp) {
    let key = TicketKeys.fresh(entropy, now)
    keys.withLock { $0 = Array(([key] + $0).prefix(TicketKeys.limit)) }
  }

  /// The keys, the newest first, for whoever keeps them over a restart.
  public var all: [TicketKey] { keys.withLock { $0 } }

  var newest: TicketKey { keys.withLock { $0[0] } }

  /// The key of that name and whether it is the newest; nil where it is unknown or forgotten.
  func find(_ name: UnsafeBufferPointer<UInt8>) -> (key: TicketKey, isNewest: Bool)? {
    keys.withLock { keys in
      for (index, key) in keys.enumerated() where key.name.elementsEqual(name) { return (key, index == 0) }
      return nil
    }
  }

  private static func fresh(_ entropy: any EntropySource, _ now: Timestamp) -> TicketKey {
    guard let key = TicketKey(entropy.bytes(TicketKey.count), made: now) else {
      preconditionFailure("An entropy source gives as many bytes as it is asked for")
    }
    return key
  }
}
