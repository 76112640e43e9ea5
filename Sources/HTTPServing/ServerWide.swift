internal import HTTPMessages
internal import HTTPTypes

/// Answers that are the server's own, whatever listens behind it.
enum ServerWide {
  /// The methods that some responder may implement.
  private static let methods: [HTTPRequest.Method] = [.get, .head, .post, .put, .patch, .delete, .options]

  /// What a connection beyond the limit hears, whatever it asks.
  static let full = Response(
    status: .serviceUnavailable,
    fields: FieldBlock(["Content-Type": "text/plain; charset=utf-8", "Retry-After": "1"]),
    body: .bytes(Array("Too many connections are open.\n".utf8)), closesConnection: true)

  /// 501 for a method that nobody here implements (RFC 9110 section 9.1; 405 is for one that only this path has not),
  /// 204 for `OPTIONS *`, which asks about the server in general (section 9.3.7); nil for everything else.
  static func answer(to request: Request) -> Response? {
    guard methods.contains(request.method) else {
      return Response(
        status: .notImplemented, fields: FieldBlock(["Content-Type": "text/plain; charset=utf-8"]),
        body: .bytes(Array("The method is not implemented.\n".utf8)))
    }
    guard request.path == "*" else { return nil }
    return Response(
      status: .noContent,
      fields: FieldBlock(["Allow": methods.map(\.rawValue).joined(separator: ", ")]))
  }
}
