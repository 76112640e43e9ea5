import Determinism
import Documents

/// What proves that somebody is the customer of a session: a secret of 40 hex digits that only those have who started
/// it. The chat and the customer client ask for it, as ``SessionDownloads`` ask for the hash in their links.
public struct CustomerTickets: Sendable {
  /// Where the chat of a click-to-chat session is.
  static let chatPath = "/chat"
  /// Where the customer client of a session is downloaded again.
  static let clientPath = "/customer_client"

  private let seed: UInt64

  /// Tickets that come from the appliance's seed, so that two runs with one seed give the same.
  public init(seed: UInt64) { self.seed = seed }

  /// The ticket of a session.
  func ticket(_ lsid: String) -> String {
    var generator = SeededGenerator(seed: seed, stream: "customer/" + lsid)
    return generator.hex(40)
  }

  /// The URL of a session's chat.
  ///
  /// - Parameter base: scheme and authority, without a slash behind them; empty for a URL of the same site.
  func chatURL(of lsid: String, base: String) -> String { base + Self.chatPath + "?" + query(lsid) }

  /// The URL of a session's customer client. `base` is that of ``chatURL(of:base:)``.
  ///
  /// - Parameter leadsToChat: whether it redirects to the session's chat instead.
  func clientURL(of lsid: String, base: String, leadsToChat: Bool = false) -> String {
    base + Self.clientPath + "?" + query(lsid) + (leadsToChat ? "&c2cjs=1" : "")
  }

  private func query(_ lsid: String) -> String { "session=\(lsid)&ticket=\(ticket(lsid))" }

  /// The session whose ticket a call has; nil where it has none, or the wrong one. The time does not tell how much of a
  /// wrong one is right.
  func session(_ parameters: FormParameters) -> String? {
    guard let lsid = parameters.filled("session"), let given = parameters.filled("ticket") else { return nil }
    let expected = Array(ticket(lsid).utf8)
    let bytes = Array(given.utf8)
    guard bytes.count == expected.count else { return nil }
    return zip(bytes, expected).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0 ? lsid : nil
  }
}
