public import Documents
public import HTTPMessages
import HTTPTypes

/// Why a body's parameters cannot be read.
public enum ParameterFault: Error, Sendable {
  /// The API version does not accept such a body: 415.
  case unsupportedMediaType
}

extension Request {
  /// Type and subtype of the content, in lower case and without parameters (RFC 9110 section 8.3.1); nil where the
  /// request does not say, or says nothing.
  public var mediaType: String? {
    guard let value = fields.first("content-type") else { return nil }
    let essence = FieldLines.trim(value.prefix { $0 != 0x3B })
    return essence.isEmpty ? nil : String(decoding: essence, as: UTF8.self).lowercased()
  }
}

extension FormParameters {
  /// The parameters of a request: those of the query, then those of a form body, which win.
  ///
  /// Guide 21.3: "Remote Support Command API": bodies are `application/x-www-form-urlencoded`, multipart is not
  /// supported; older versions accept it. `Undocumented:` a NUL, which no text of the record can hold, becomes U+FFFD,
  /// as bytes do that are not UTF-8.
  public init(of request: Request, in context: APIContext) throws(ParameterFault) {
    try self.init(verbatim: request, in: context)
    self = withoutNUL
  }

  /// The parameters of a request, as they were sent.
  public init(verbatim request: Request, in context: APIContext) throws(ParameterFault) {
    self.init(decoding: request.query)
    guard !request.body.isEmpty, let type = request.fields.text("content-type") else { return }
    switch request.mediaType {
    case "application/x-www-form-urlencoded": append(contentsOf: FormParameters(decoding: request.body))
    case "multipart/form-data":
      guard context.edition.acceptsMultipart else { throw .unsupportedMediaType }
      append(contentsOf: FormParameters(multipart: request.body, contentType: type))
    default: break
    }
  }
}
