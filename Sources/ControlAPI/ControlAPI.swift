public import APIKit
public import HTTPMessages
public import HTTPTypes

/// The control API: JSON under `/v1` on a port of its own, and a page at `/` that says what it is.
///
/// Every write is answered only when it is durable. Errors are problem documents (RFC 9457).
public struct ControlAPI: Responder {
  private let access: ControlAccess
  private let router: Router

  /// The control API of an appliance.
  public init(context: APIContext, dependencies: ControlDependencies, access: ControlAccess = ControlAccess())
  {
    self.access = access
    let desk = ControlDesk(context, dependencies)
    let routes: [Route] =
      HomeRoutes.all(desk) + ClockRoutes.all(desk) + SettingsRoutes.all(desk) + StateRoutes.all(desk)
      + SimulationRoutes.all(desk) + RepresentativeRoutes.all(desk) + SessionRoutes.all(desk)
      + PresentationRoutes.all(desk) + FailoverRoutes.all(desk) + JumpRoutes.all(desk)
      + TeamRoutes.all(desk)
      + AccountRoutes.all(desk) + TokenRoutes.all(desk)
    router = Router(
      routes.map(\.endpoint), notFound: { Problem.notFound($0.path).response },
      notAllowed: { request, allow in
        Problem(
          "method-not-allowed", .methodNotAllowed, "The path does not know this method",
          "\(request.path) does not know \(request.method.rawValue); it knows \(allow)"
        ).response
      })
  }

  /// The answer to a request; those who may not ask are told so first.
  public func respond(to request: Request) -> Response {
    access.refusal(of: request) ?? router.respond(to: request)
  }

  /// What the server refuses by itself is a problem like others: named by its status.
  public func refuse(_ status: HTTPResponse.Status, _ sentence: String) -> Response {
    let title = status.reasonPhrase
    return Problem(title.lowercased().replacing(" ", with: "-"), status, title, sentence).response
  }
}

/// A path, and what each of its methods does.
struct Route {
  typealias Handler = @Sendable (Request, PathParameters) throws(Problem) -> Response

  let endpoint: Endpoint

  init(_ path: String, _ handlers: [(method: HTTPRequest.Method, handle: Handler)]) {
    endpoint = Endpoint(path, handlers.map(\.method)) { request, parameters in
      let method = request.method == .head ? .get : request.method
      guard let handler = handlers.first(where: { $0.method == method }) else {
        return Problem.notFound(request.path).response
      }
      do throws(Problem) {
        return try handler.handle(request, parameters)
      } catch {
        return error.response
      }
    }
  }
}
