import Glibc

/// A name that a certificate is to cover: a host name or an IP address.
enum CertificateName: Equatable {
  case host(String)
  case address(String)

  /// The names that every certificate of ours covers besides those that are asked for.
  static let always = ["localhost", "127.0.0.1", "::1"]
  /// The longest host name and label (RFC 1035 section 2.3.4); longer ones are refused.
  private static let hostLimit = 253
  private static let labelLimit = 63

  /// Reads a name: an IPv4 or IPv6 address, or a host name of letters, digits, hyphens and underscores, perhaps with
  /// `*` as its first label.
  init(_ text: String) throws(CertificateFault) {
    if CertificateName.isAddress(text) {
      self = .address(text)
    } else if CertificateName.isHost(text) {
      self = .host(text.lowercased())
    } else {
      throw CertificateFault(
        file: "The host name '\(text)'", cause: "cannot stand in a certificate",
        mend: "give a name of letters, digits, hyphens and dots (in its xn-- form where it has others), "
          + "or an IP address")
    }
  }

  /// The wanted names and those of ``always``, each once, in their order.
  static func all(_ wanted: [String]) throws(CertificateFault) -> [CertificateName] {
    var names: [CertificateName] = []
    for text in wanted + always {
      let name = try CertificateName(text)
      if !names.contains(name) { names.append(name) }
    }
    return names
  }

  /// As OpenSSL reads it in the description of a subjectAltName.
  var generalName: String {
    switch self {
    case .host(let name): "DNS:\(name)"
    case .address(let address): "IP:\(address)"
    }
  }

  /// The bare name.
  var text: String {
    switch self {
    case .host(let text), .address(let text): text
    }
  }

  private static func isAddress(_ text: String) -> Bool {
    var space = in6_addr()
    return inet_pton(AF_INET, text, &space) == 1 || inet_pton(AF_INET6, text, &space) == 1
  }

  private static func isHost(_ text: String) -> Bool {
    var labels = text.utf8.split(separator: 0x2E, omittingEmptySubsequences: false)
    guard text.utf8.count <= hostLimit else { return false }
    if labels.count > 1, labels[0].elementsEqual("*".utf8) { labels.removeFirst() }
    return labels.allSatisfy { label in
      (1...labelLimit).contains(label.count)
        && label.allSatisfy { byte in
          switch byte {
          case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
          default: false
          }
        }
    }
  }
}
