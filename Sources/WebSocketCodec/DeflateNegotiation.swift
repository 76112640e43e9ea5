public import HTTPMessages

/// The negotiation of permessage-deflate, server's side (RFC 7692 sections 5 and 7.1).
public enum DeflateNegotiation {
  /// What an offer came to.
  public struct Agreement: Equatable, Sendable {
    /// What holds on the connection.
    public var parameters: PerMessageDeflate
    /// The value of `Sec-WebSocket-Extensions` in the answer.
    public var fieldValue: String
  }

  /// Accepts the first offer that can be accepted; nil where none can, and the connection goes without.
  ///
  /// - Parameters:
  ///   - offers: what the client offers, the best first, other extensions among them.
  ///   - policy: what the endpoint agrees to at most.
  public static func accept(_ offers: [ExtensionOffer], policy: PerMessageDeflate) -> Agreement? {
    for offer in offers where offer.name == "permessage-deflate" {
      if let agreement = accept(offer, policy) { return agreement }
    }
    return nil
  }

  /// An offer is declined for an unknown, repeated or malformed parameter (RFC 7692 section 7.1), and for a window
  /// that we cannot compress with (section 7.1.2.1).
  private static func accept(_ offer: ExtensionOffer, _ policy: PerMessageDeflate) -> Agreement? {
    var agreed = policy
    // Who does not offer to be limited must not be (section 7.1.2.2).
    agreed.clientMaxWindowBits = 15
    var seen: Set<String> = []
    var limitsServer = policy.serverMaxWindowBits < 15
    var limitsClient = false
    for parameter in offer.parameters {
      guard seen.insert(parameter.name).inserted else { return nil }
      switch (parameter.name, parameter.value) {
      case ("server_no_context_takeover", nil): agreed.serverNoContextTakeover = true
      // Only a hint of the client, which keeps nothing itself: repeated, it lets us keep nothing too.
      case ("client_no_context_takeover", nil): agreed.clientNoContextTakeover = true
      case ("server_max_window_bits", let value?):
        // 8 is valid, but zlib makes no raw deflate of so small a window.
        guard let bits = bits(value), PerMessageDeflate.serverWindowBits.contains(bits) else { return nil }
        agreed.serverMaxWindowBits = min(bits, policy.serverMaxWindowBits)
        limitsServer = true
      case ("client_max_window_bits", nil):
        agreed.clientMaxWindowBits = policy.clientMaxWindowBits
        limitsClient = policy.clientMaxWindowBits < 15
      case ("client_max_window_bits", let value?):
        guard let bits = bits(value) else { return nil }
        agreed.clientMaxWindowBits = min(bits, policy.clientMaxWindowBits)
        limitsClient = true
      default: return nil
      }
    }
    var value = "permessage-deflate"
    if agreed.serverNoContextTakeover { value += "; server_no_context_takeover" }
    if agreed.clientNoContextTakeover { value += "; client_no_context_takeover" }
    if limitsServer { value += "; server_max_window_bits=\(agreed.serverMaxWindowBits)" }
    if limitsClient { value += "; client_max_window_bits=\(agreed.clientMaxWindowBits)" }
    return Agreement(parameters: agreed, fieldValue: value)
  }

  /// A number from 8 to 15 without leading zeros.
  private static func bits(_ text: String) -> Int? {
    PerMessageDeflate.clientWindowBits.first { String($0) == text }
  }
}
