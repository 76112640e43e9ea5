public import HTTPMessages
public import HTTPTypes

/// One place that answers: a path, the methods that it knows, and what it does.
public struct Endpoint: Sendable {
  /// The path, without a query; a last segment `*` stands for any further segments, a segment `{name}` for exactly
  /// one that is not empty.
  public let path: String
  /// The methods; GET includes HEAD.
  public let methods: [HTTPRequest.Method]
  /// The answer to a request with one of the methods.
  public let handle: @Sendable (Request) -> Response

  /// An endpoint.
  public init(
    _ path: String, _ methods: [HTTPRequest.Method], handle: @escaping @Sendable (Request) -> Response
  ) {
    self.path = path
    self.methods = methods
    self.handle = handle
  }

  /// An endpoint whose path has segments `{name}`, which the handler is given by their names.
  public init(
    _ path: String, _ methods: [HTTPRequest.Method],
    handle: @escaping @Sendable (Request, PathParameters) -> Response
  ) {
    let template = PathTemplate(path)
    self.init(path, methods) { request in handle(request, template.match(request.path) ?? .none) }
  }
}

/// Finds the endpoint for a request. Routes are checked when the router is built; a path has one endpoint.
public struct Router: Responder {
  private let exact: [String: Endpoint]
  private let templates: [(template: PathTemplate, endpoint: Endpoint)]
  private let prefixes: [(prefix: String, endpoint: Endpoint)]
  private let notFound: @Sendable (Request) -> Response
  private let notAllowed: @Sendable (Request, _ allow: String) -> Response

  /// A router over some endpoints.
  ///
  /// - Parameters:
  ///   - notFound: answers where no endpoint has the path.
  ///   - notAllowed: answers where the endpoint does not know the method; the response gets its `Allow` here.
  public init(
    _ endpoints: [Endpoint], notFound: @escaping @Sendable (Request) -> Response,
    notAllowed: @escaping @Sendable (Request, String) -> Response
  ) {
    var exact: [String: Endpoint] = [:]
    var templates: [(PathTemplate, Endpoint)] = []
    var prefixes: [(String, Endpoint)] = []
    for endpoint in endpoints {
      if endpoint.path.hasSuffix("/*") {
        prefixes.append((String(endpoint.path.dropLast()), endpoint))
      } else if PathTemplate.isTemplate(endpoint.path) {
        templates.append((PathTemplate(endpoint.path), endpoint))
      } else {
        precondition(
          exact.updateValue(endpoint, forKey: endpoint.path) == nil, "Two endpoints for \(endpoint.path)")
      }
    }
    self.exact = exact
    self.templates = templates
    self.prefixes = prefixes.sorted { $0.0.utf8.count > $1.0.utf8.count }
    self.notFound = notFound
    self.notAllowed = notAllowed
  }

  /// The answer of the endpoint, or 404, or 405 with `Allow` (RFC 9110 section 15.5.6); OPTIONS lists the methods.
  public func respond(to request: Request) -> Response {
    // RFC 9110 section 9.3.7: `*` asks about the server in general, as a ping does.
    if request.path == "*" { return Response(status: .noContent) }
    guard let endpoint = exact[request.path] ?? templated(request.path) ?? prefixed(request.path) else {
      return notFound(request)
    }
    if endpoint.methods.contains(request.method) { return endpoint.handle(request) }
    if request.method == .head, endpoint.methods.contains(.get) { return endpoint.handle(request) }
    let allow = Self.allow(endpoint.methods)
    if request.method == .options {
      return Response(status: .noContent, fields: FieldBlock(["Allow": allow]))
    }
    var response = notAllowed(request, allow)
    response.fields.append("Allow", allow)
    return response
  }

  private func templated(_ path: String) -> Endpoint? {
    templates.isEmpty ? nil : templates.first { $0.template.match(path) != nil }?.endpoint
  }

  private func prefixed(_ path: String) -> Endpoint? {
    prefixes.first { path.hasPrefix($0.prefix) }?.endpoint
  }

  private static func allow(_ methods: [HTTPRequest.Method]) -> String {
    var names = methods.map(\.rawValue)
    if methods.contains(.get) { names.append("HEAD") }
    names.append("OPTIONS")
    return names.joined(separator: ", ")
  }
}
