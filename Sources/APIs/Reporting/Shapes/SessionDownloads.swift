import Determinism

/// The links from a report to the downloads of a session, and the hash in them that authorises a download.
public struct SessionDownloads: Sendable {
  /// Where the downloads are.
  static let path = "/session_download"

  private let hash: @Sendable (_ lsid: String) -> String

  init(hash: @escaping @Sendable (_ lsid: String) -> String) { self.hash = hash }

  /// Hashes that come from the appliance's seed, so that two runs with one seed give the same links.
  public static func hash(seed: UInt64) -> @Sendable (_ lsid: String) -> String {
    { lsid in
      var generator = SeededGenerator(seed: seed, stream: "download/" + lsid)
      return generator.hex(40)
    }
  }

  /// The URL of a session's chat transcript, as real appliances write it.
  func chat(base: String, lsid: String, view: Bool) -> String {
    "\(base)\(Self.path)?lsid=l%3D\(lsid)%3Bh%3D\(hash(lsid))%3Bt%3Dsd%3Bm%3Dchat&dl_action=chat"
      + (view ? "&view=1" : "")
  }

  /// Whether the ticket's hash is the one for its session; the time does not tell how much of it is right.
  func authorise(_ ticket: Ticket) -> Bool {
    let expected = Array(hash(ticket.lsid).utf8)
    let given = Array(ticket.hash.utf8)
    guard given.count == expected.count else { return false }
    return zip(given, expected).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }

  /// What the parameter `lsid` of a download holds: `l=<lsid>;h=<hash>;t=sd;m=chat`.
  struct Ticket {
    let lsid: String
    let hash: String
    let kind: String
    let content: String

    init?(_ text: String) {
      var parts: [Substring: String] = [:]
      for part in text.split(separator: ";") {
        let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        if pair.count == 2 { parts[pair[0]] = String(pair[1]) }
      }
      guard let lsid = parts["l"], let hash = parts["h"], let kind = parts["t"], let content = parts["m"]
      else { return nil }
      self.lsid = lsid
      self.hash = hash
      self.kind = kind
      self.content = content
    }
  }
}
