import APIKit
import HTTPMessages
import HTTPTypes

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
    var response: Response
    switch tag.verdict(on: request) {
    case .wanted: response = Answers.answer(.script, .bytes(bytes), to: request, in: context)
    case .known: return Answers.notModified(.script, tag: tag.text, to: request, in: context)
    case .failed: response = Answers.plain(.preconditionFailed, EntityTag.failure, to: request, in: context)
    }
    response.fields.append("ETag", tag.text)
    return response
  }
}
