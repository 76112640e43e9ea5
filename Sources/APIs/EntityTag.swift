import HTTPMessages
import TLS

/// The entity tag of a content (RFC 9110 section 8.8.3).
struct EntityTag: Sendable, Equatable {
  /// As the field has it, quotation marks included.
  let text: String

  init(of content: [UInt8]) { text = "\"\(Digest.hex(Array(Digest.sha256(content).prefix(16))))\"" }

  /// Whether the request's `If-None-Match` names it, weak or not (RFC 9110 sections 8.8.3.2 and 13.1.2).
  func isKnown(to request: Request) -> Bool {
    request.fields.all("if-none-match").contains { field in
      // A tag holds no quotation mark, so each second part between them is one.
      let parts = field.split(separator: "\"", omittingEmptySubsequences: false)
      return field == "*" || stride(from: 1, to: parts.count, by: 2).contains { "\"\(parts[$0])\"" == text }
    }
  }
}
