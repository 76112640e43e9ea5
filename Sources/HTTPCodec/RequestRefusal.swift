public import HTTPTypes

/// Why a request is not answered but refused by the codec. After the answer the connection ends: where the next
/// request would begin is unknown.
public struct RequestRefusal: Error, Equatable, Sendable {
  /// The status of the answer.
  public var status: HTTPResponse.Status
  /// The reason, a sentence for the answer and the log; it repeats nothing that the client sent.
  public var reason: String

  /// A refusal with its parts.
  public init(_ status: HTTPResponse.Status, _ reason: String) {
    self.status = status
    self.reason = reason
  }

  static func malformed(_ reason: String) -> RequestRefusal { RequestRefusal(.badRequest, reason) }
}
