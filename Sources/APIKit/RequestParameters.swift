public import Documents
public import HTTPMessages
import HTTPTypes

/// Why a body's parameters cannot be read.
public enum ParameterFault: Error, Sendable {
  /// The API version does not accept such a body: 415.
  case unsupportedMediaType
}

extension FormParameters {
  /// The parameters of a request: those of the query, then those of a form body, which win.
  ///
  /// Guide 21.3: "Remote Support Command API": bodies are `application/x-www-form-urlencoded`, multipart is not
  /// supported; older versions accept it.
  public init(of request: Request, in context: APIContext) throws(ParameterFault) {
    self.init(decoding: request.query)
    guard !request.body.isEmpty, let type = request.fields.text("content-type") else { return }
    let mediaType = type.split(separator: ";")[0].lowercased().filter { $0 != " " }
    switch mediaType {
    case "application/x-www-form-urlencoded": append(contentsOf: FormParameters(decoding: request.body))
    case "multipart/form-data":
      guard context.edition.acceptsMultipart else { throw .unsupportedMediaType }
      append(contentsOf: FormParameters(multipart: request.body, contentType: type))
    default: break
    }
  }
}
