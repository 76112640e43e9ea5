import Documents
import HTTPMessages
import HTTPTypes

/// The parameters of a query: every name is known.
struct Query {
  private let parameters: FormParameters

  init(of request: Request, known: [String]) throws(Problem) {
    parameters = FormParameters(decoding: request.query)
    for (name, _) in parameters.pairs where !known.contains(name) {
      throw Problem(
        "unknown-parameter", .badRequest, "A query parameter is not known",
        "\"\(name)\" is not known here\(Problem.nearest(to: name, of: known))")
    }
  }

  subscript(name: String) -> String? { parameters[name] }
}
