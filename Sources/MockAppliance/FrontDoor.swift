import APIKit
import ApplianceDomain
import Changes
import HTTPMessages
import HTTPTypes

/// Where requests for the documented APIs come in: it knows which listener a request came by.
struct FrontDoor: Responder {
  let context: APIContext
  let router: Router

  init(context: APIContext, endpoints: [Endpoint]) {
    self.context = context
    router = Router(
      endpoints,
      notFound: { request in
        Answers.plain(.notFound, "Document Not Found", to: request, in: context)
      },
      notAllowed: { request, allow in
        Answers.plain(
          .methodNotAllowed, "\(request.path) does not know \(request.method.rawValue); it knows \(allow).",
          to: request, in: context)
      })
  }

  func respond(to request: Request) -> Response {
    // The setting http_api: whether the API answers over plain HTTP where that listener is on.
    if !request.connection.isSecure, !context.appliance.read({ domain, _ in domain.settings.httpAPI }) {
      return Answers.plain(.forbidden, "This appliance answers only over HTTPS.", to: request, in: context)
    }
    return router.respond(to: request)
  }
}
