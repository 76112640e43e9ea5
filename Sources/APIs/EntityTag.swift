import HTTPMessages
import TLS

/// The entity tag of a content (RFC 9110 section 8.8.3).
struct EntityTag: Sendable, Equatable {
  /// As the field has it, quotation marks included.
  let text: String

  /// What 412 says.
  static let failure = "The content has another entity tag than If-Match names."

  init(of content: [UInt8]) { text = "\"\(Digest.hex(Array(Digest.sha256(content).prefix(16))))\"" }

  /// What a request's conditions say of the content with this tag, in the order of RFC 9110 section 13.2.2. Those with
  /// dates are ignored, because our answers say none (sections 13.1.3 and 13.1.4).
  func verdict(on request: Request) -> ConditionVerdict {
    if !isSatisfied("if-match", of: request, weakly: false, unlessGiven: true) { return .failed }
    return isSatisfied("if-none-match", of: request, weakly: true, unlessGiven: false) ? .known : .wanted
  }

  /// Whether a field names this tag; what stands for its absence otherwise. A tag of the client's that is weak is
  /// equal only in the weak comparison (section 8.8.3.2).
  private func isSatisfied(
    _ name: StaticString, of request: Request, weakly: Bool, unlessGiven absent: Bool
  ) -> Bool {
    let fields = request.fields.all(name)
    if fields.isEmpty { return absent }
    return fields.contains { field in
      // A tag holds no quotation mark, so each second part between them is one.
      let parts = field.split(separator: "\"", omittingEmptySubsequences: false)
      return field == "*"
        || stride(from: 1, to: parts.count, by: 2).contains {
          "\"\(parts[$0])\"" == text && (weakly || !parts[$0 - 1].hasSuffix("W/"))
        }
    }
  }
}

/// What to do with a request that may have conditions (RFC 9110 section 13).
enum ConditionVerdict {
  /// Answer as if there were none.
  case wanted
  /// The client has the content: 304.
  case known
  /// The client wanted another state of the content: 412.
  case failed
}
