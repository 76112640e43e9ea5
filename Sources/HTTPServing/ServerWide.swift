internal import HTTPMessages
internal import HTTPTypes

/// Answers that are the server's own, whatever listens behind it; the responder only gives them their form.
enum ServerWide {
  /// The methods that some responder may implement.
  private static let methods: [HTTPRequest.Method] = [.get, .head, .post, .put, .patch, .delete, .options]

  /// What a connection beyond the limit hears, whatever it asks.
  static func full(_ responder: any Responder) -> Response {
    var response = responder.refuse(.serviceUnavailable, "Too many connections are open.")
    response.fields.append("Retry-After", "1")
    response.closesConnection = true
    return response
  }

  /// 501 for a method that nobody here implements (RFC 9110 section 9.1; 405 is for one that only this path has not),
  /// 415 for content in a coding, of which none is read (section 15.5.16), 204 for `OPTIONS *`, which asks about the
  /// server in general (section 9.3.7); nil for everything else.
  static func answer(to request: Request, _ responder: any Responder) -> Response? {
    guard methods.contains(request.method) else {
      return responder.refuse(.notImplemented, "The method is not implemented.")
    }
    if !request.body.isEmpty, let coding = request.fields.text("content-encoding"),
      coding.lowercased() != "identity"
    {
      var response = responder.refuse(
        .unsupportedMediaType, "The content is coded (Content-Encoding); send it as it is.")
      response.fields.append("Accept-Encoding", "identity")
      return response
    }
    guard request.path == "*" else { return nil }
    return Response(
      status: .noContent,
      fields: FieldBlock(["Allow": methods.map(\.rawValue).joined(separator: ", ")]))
  }
}
