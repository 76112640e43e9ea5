import APIKit
import HTTPMessages
import HTTPTypes
import TLS

/// `/api/start_session.js`, with which foreign pages start sessions (guide: "Use JavaScript to Start Click-To-Chat,
/// Collaborative Browser Sharing, or Full Client Sessions"). All versions document the same one.
struct StartSessionLibrary: Sendable {
  let script = ServedScript(PackageResources.start_session_js)
}

/// A script that browsers may keep and ask about.
struct ServedScript: Sendable {
  private let bytes: [UInt8]
  private let tag: EntityTag

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    tag = EntityTag(of: bytes)
  }

  /// Answers a GET, without an account: pages load it before anything else.
  func answer(_ request: Request, in context: APIContext) -> Response {
    let isKnown = tag.isKnown(to: request)
    var response = Answers.answer(
      .script, isKnown ? .none : .bytes(bytes), status: isKnown ? .notModified : .ok, to: request, in: context
    )
    response.fields.append("ETag", tag.text)
    return response
  }
}

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
