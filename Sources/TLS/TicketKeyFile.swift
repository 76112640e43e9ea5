public import Determinism

/// The file in which the keys of the session tickets outlive a restart, readable by this user only.
///
/// Text: a title, a line for each key (when it was made in seconds since 1970, and its bytes in hex; the newest first),
/// and the SHA-256 of all that, so that what a crash or a hand has spoiled never seals a ticket.
public struct TicketKeyFile: Sendable {
  private static let title = "session ticket keys 1"
  private static let name = "tickets.key"

  private let directory: String
  /// Where it is.
  public var path: String { "\(directory)/\(TicketKeyFile.name)" }

  /// The file of a data directory, beside its certificates.
  public init(dataDirectory: String) { directory = CertificateAuthority.directory(inData: dataDirectory) }

  /// The keys, the newest first; nil where none were ever kept.
  ///
  /// - Throws: a sentence that names the file, the cause and the mend. A server may do without what was kept: its
  ///   clients then shake hands in full once more.
  public func read() throws(CertificateFault) -> [TicketKey]? {
    guard KeptFile.exists(path) else { return nil }
    let bytes: [UInt8]
    do throws(FileFault) { bytes = try KeptFile.read(path) } catch {
      throw CertificateFault(
        file: path, cause: "cannot be read (\(error.reason))",
        mend: "make it readable for this user, or remove it: new keys are made")
    }
    guard let keys = TicketKeyFile.keys(bytes) else {
      throw CertificateFault(
        file: path, cause: "holds no session ticket keys or is damaged",
        mend: "nothing need be done: new keys take its place, and clients shake hands in full once more")
    }
    return keys
  }

  /// Puts these keys in the place of those before; a crash leaves the ones or the others.
  public func write(_ keys: [TicketKey]) throws(CertificateFault) {
    do throws(FileFault) {
      try KeptFile.makeDirectory(directory)
      try KeptFile.write(
        TicketKeyFile.text(keys), directory: directory, name: TicketKeyFile.name, mode: 0o600)
    } catch {
      throw CertificateFault(
        file: path, cause: "cannot be kept (\(error.operation): \(error.reason))",
        mend: "check that the data directory is writable for this user and that its disk has room")
    }
  }

  static func text(_ keys: [TicketKey]) -> [UInt8] {
    var text = "\(title)\n"
    for key in keys { text += "\(key.made.seconds) \(Digest.hex(key.bytes))\n" }
    text += "\(Digest.hex(Digest.sha256(text)))\n"
    return Array(text.utf8)
  }

  /// The keys of a text; nil where it is not exactly one that ``text(_:)`` makes.
  static func keys(_ bytes: [UInt8]) -> [TicketKey]? {
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    var keys: [TicketKey] = []
    for line in lines.dropFirst().dropLast() {
      let words = line.split(separator: " ")
      guard words.count == 2, let made = Int64(words[0]), made.magnitude < 1 << 40,
        let secret = Digest.bytes(hex: String(words[1])),
        let key = TicketKey(secret, made: Timestamp(seconds: made))
      else { return nil }
      keys.append(key)
    }
    // The comparison covers the title, the checksum and every space that was skipped above.
    return (1...TicketKeys.limit).contains(keys.count) && text(keys) == bytes ? keys : nil
  }
}

extension TicketKeys {
  /// Kept keys as far as they still serve at the real time `now`, and a fresh one where the newest has sealed for long
  /// enough. A key that comes from the future, by more than clocks are set back, serves no more.
  public convenience init(kept: [TicketKey], entropy: any EntropySource, now: Timestamp) {
    let reach = Int64(TicketKeys.limit) * TicketKeys.rotationSeconds
    let good = kept.filter { key in
      key.made < now.advanced(bySeconds: TicketKeys.rotationSeconds)
        && now < key.made.advanced(bySeconds: reach)
    }
    if good.isEmpty {
      self.init(entropy: entropy, now: now)
    } else {
      self.init(good)
      if secondsToRotation(now: now) == 0 { rotate(entropy: entropy, now: now) }
    }
  }

  /// How long the newest key may still seal, in seconds; 0 where its time is over.
  public func secondsToRotation(now: Timestamp) -> Int64 {
    let age = (now.milliseconds - newest.made.milliseconds) / 1000
    return min(max(TicketKeys.rotationSeconds - age, 0), TicketKeys.rotationSeconds)
  }
}
