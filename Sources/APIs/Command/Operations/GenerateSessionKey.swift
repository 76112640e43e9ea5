import APIKit
import ApplianceDomain
import Changes
import Determinism
import Documents
import HTTPMessages

extension CommandOperation {
  /// `generate_session_key` (guide: "API Command: generate_session_key").
  ///
  /// The answer leaves when the key is durable.
  static let generateSessionKey = CommandOperation(
    action: "generate_session_key", requirement: .commandFullAccess
  ) { (call) throws(CallFault) in
    let request = try SessionKeyRequest(call.parameters, call.edition.capabilities)
    let hostname = try urlHostname(call.parameters)
    let performed = try call.perform(.generateSessionKey(request))
    guard case .sessionKey(let generated) = performed.outcome else {
      preconditionFailure("generateSessionKey answers with a key")
    }
    let base =
      hostname.map { call.context.base(for: call.request, hostname: $0) }
      ?? call.context.primaryBase(for: call.request)
    return call.xml("session_key", gate: DurabilityGate(call.context.appliance, performed.number)) { xml in
      write(generated, base: base, call.edition, &xml)
    }
  }

  /// `url_hostname`, which any host name may be: the guide does not tie it to the public sites.
  private static func urlHostname(_ parameters: FormParameters) throws(CallFault) -> String? {
    guard let hostname = parameters.filled("url_hostname") else { return nil }
    let labels = hostname.utf8.split(separator: 0x2E, omittingEmptySubsequences: false)
    guard hostname.utf8.count <= 253, labels.allSatisfy(isLabel) else {
      throw CallFault("The parameter url_hostname is \"\(hostname)\", which is not a host name.")
    }
    return hostname
  }

  /// RFC 1123 section 2.1.
  private static func isLabel(_ label: Substring.UTF8View) -> Bool {
    (1...63).contains(label.count) && label.first != 0x2D && label.last != 0x2D
      && label.allSatisfy {
        (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D
      }
  }

  private static func write(
    _ generated: GeneratedKey, base: String, _ edition: Edition, _ xml: inout XMLWriter
  ) {
    let key = generated.key
    let url = KeyURL(base: base, accessKey: key.accessKey)
    let (type, id) = QueueShape.typeAndID(generated.queue)
    let showsAll = QueueShape.showsEverything(of: generated.queue, edition)
    xml.element("type", "support")
    if showsAll { xml.element("ttl", key.ttl) }
    xml.element("expires", key.expires.seconds)
    xml.begin("queue")
    xml.attribute("available", generated.isAvailable ? 1 : 0)
    xml.text(type)
    xml.end()
    if showsAll { xml.element("queue_id", Int64(id)) }
    if let external = key.attributes.last(where: { $0.codeName == AttributeValue.externalKey }) {
      xml.element("external_key", external.value)
    }
    xml.element("short_key", key.shortKey)
    xml.begin("key_url")
    url.write(&xml)
    xml.end()
    xml.element("mail_subject", InvitationMail.subject)
    InvitationMail.writeBody(url: url, shortKey: key.shortKey, &xml)
  }
}

/// The text of the session key's email invitation, which nobody can configure.
private enum InvitationMail {
  static let subject = "Your support session is ready"

  private static let invitation = """
    A support representative is waiting to help you.

    Open this address to start the session:\u{20}
    """
  private static let alternative = "\n\nOr enter the session key "
  private static let end = " on our support page."

  static func writeBody(url: KeyURL, shortKey: String, _ xml: inout XMLWriter) {
    xml.begin("mail_body")
    xml.text(invitation)
    url.write(&xml)
    xml.text(alternative)
    xml.text(shortKey)
    xml.text(end)
    xml.end()
  }
}

/// The address at which a customer uses a session key. It is written piece by piece, as the invitation around it is: put
/// together as texts they would take as long as the rest of the answer.
private struct KeyURL {
  let base: String
  let accessKey: String

  func write(_ xml: inout XMLWriter) {
    xml.text(base)
    xml.text("/?ak=")
    xml.text(accessKey)
  }
}
