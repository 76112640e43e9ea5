public import Documents
public import HTTPMessages
public import HTTPTypes

/// The forms in which the documented APIs answer, with the header fields that a real appliance sends.
public enum Answers {
  /// What caches may do with nearly every answer of the documented APIs: nothing.
  private static let uncached = "must-revalidate, no-cache, no-store, post-check=0, pre-check=0, private"
  /// What may be kept, and is asked about again each time that it is used (RFC 9111 section 5.2.2.4).
  private static let revalidated = "no-cache"

  /// RFC 6797 section 7.2: the field is not for plain HTTP.
  private static let transportSecurity = ("Strict-Transport-Security", "max-age=31536000")

  private static func block(_ contentType: String?, caching: String, secure: Bool) -> FieldBlock {
    var block = FieldBlock([
      "Server": "Apache",
      "Cache-Control": caching,
      "X-Content-Type-Options": "nosniff",
      "X-Frame-Options": "SAMEORIGIN",
      "Referrer-Policy": "no-referrer-when-downgrade",
    ])
    if secure { block.append(transportSecurity.0, transportSecurity.1) }
    if let contentType { block.append("Content-Type", contentType) }
    return block
  }

  private struct Pair: Sendable {
    let secure: FieldBlock
    let plain: FieldBlock

    init(_ contentType: String?, caching: String = uncached) {
      secure = Answers.block(contentType, caching: caching, secure: true)
      plain = Answers.block(contentType, caching: caching, secure: false)
    }

    func callAsFunction(_ request: Request) -> FieldBlock { request.connection.isSecure ? secure : plain }
  }

  private static let xmlBlock = Pair("text/xml; charset=UTF-8")
  private static let jsonBlock = Pair("application/json")
  private static let htmlBlock = Pair("text/html; charset=UTF-8")
  private static let textBlock = Pair("text/plain; charset=UTF-8")
  private static let octetBlock = Pair("application/octet-stream")
  private static let shellScriptBlock = Pair("application/x-sh")
  private static let gzipBlock = Pair("application/gzip")
  private static let videoBlock = Pair("video/mp4")
  private static let scriptBlock = Pair("text/javascript; charset=UTF-8", caching: revalidated)

  // RFC 9110 section 15.4.5: 304 says nothing of the content but what caches go by.
  private static let knownBlock = Pair(nil)
  private static let knownScriptBlock = Pair(nil, caching: revalidated)

  /// The kinds of content.
  public enum Content: Sendable {
    /// `text/xml; charset=UTF-8`, sent in chunks.
    case xml
    /// `application/json`, sent in chunks.
    case json
    /// `text/html; charset=UTF-8`
    case html
    /// `text/plain; charset=UTF-8`
    case text
    /// `application/octet-stream`
    case octets
    /// `application/x-sh`
    case shellScript
    /// `application/gzip`
    case gzip
    /// `video/mp4`
    case video
    /// `text/javascript; charset=UTF-8` (RFC 9239), which caches may keep and ask about.
    case script

    fileprivate func block(_ request: Request) -> FieldBlock {
      switch self {
      case .xml: Answers.xmlBlock(request)
      case .json: Answers.jsonBlock(request)
      case .html: Answers.htmlBlock(request)
      case .text: Answers.textBlock(request)
      case .octets: Answers.octetBlock(request)
      case .shellScript: Answers.shellScriptBlock(request)
      case .gzip: Answers.gzipBlock(request)
      case .video: Answers.videoBlock(request)
      case .script: Answers.scriptBlock(request)
      }
    }
  }

  /// An answer of the documented APIs.
  public static func answer(
    _ content: Content, _ body: Response.Body, status: HTTPResponse.Status = .ok, to request: Request,
    in context: APIContext, gate: (any Gate)? = nil
  ) -> Response {
    var isXMLOrJSON = false
    switch content {
    case .xml, .json: isXMLOrJSON = true
    case .html, .text, .octets, .shellScript, .gzip, .video, .script: break
    }
    return Response(
      status: status, preset: content.block(request), body: body, gate: gate,
      closesConnection: context.closesConnections, prefersChunked: isXMLOrJSON)
  }

  /// Tells a client that the content which it has is still the one: 304.
  ///
  /// - Parameters:
  ///   - content: the kind that 200 would have.
  ///   - tag: its entity tag.
  public static func notModified(
    _ content: Content, tag: String, to request: Request, in context: APIContext
  ) -> Response {
    var isScript = false
    if case .script = content { isScript = true }
    return Response(
      status: .notModified, preset: isScript ? knownScriptBlock(request) : knownBlock(request),
      fields: FieldBlock(["ETag": tag]), body: .none, closesConnection: context.closesConnections)
  }

  /// A file of a type that is not among the kinds of content. Caches may keep it, and ask about it again.
  ///
  /// - Parameter type: a media type that is known, never one that a peer has named.
  public static func file(
    _ type: String, _ body: Response.Body, to request: Request, in context: APIContext
  ) -> Response {
    Response(
      status: .ok, preset: block(type, caching: revalidated, secure: request.connection.isSecure), body: body,
      closesConnection: context.closesConnections)
  }

  /// An XML document with one root in a namespace; `write` fills the root.
  public static func xml(
    _ root: StaticString, namespace: String, to request: Request, in context: APIContext,
    gate: (any Gate)? = nil, _ write: (inout XMLWriter) -> Void
  ) -> Response {
    var writer = XMLWriter()
    writer.declaration()
    writer.begin(root)
    writer.attribute("xmlns", namespace)
    write(&writer)
    writer.end()
    return answer(.xml, .bytes(writer.bytes), to: request, in: context, gate: gate)
  }

  /// `<error>` as the root: how the appliance says that it could not do what was asked (status 200).
  public static func xmlError(
    _ message: String, namespace: String, to request: Request, in context: APIContext
  ) -> Response {
    xml("error", namespace: namespace, to: request, in: context) { $0.text(message) }
  }

  /// A JSON document.
  public static func json(
    status: HTTPResponse.Status = .ok, to request: Request, in context: APIContext, gate: (any Gate)? = nil,
    _ write: (inout JSONWriter) -> Void
  ) -> Response {
    var writer = JSONWriter()
    writer.beginObject()
    write(&writer)
    writer.endObject()
    return answer(.json, .bytes(writer.bytes), status: status, to: request, in: context, gate: gate)
  }

  /// What is wrong with a token, in the words of RFC 6750 section 3.1.
  public enum TokenFault: String, Sendable {
    /// It is unknown, has expired or was revoked, or its account is disabled: 401.
    case invalidToken = "invalid_token"
    /// Its account lacks the permission: 403.
    case insufficientScope = "insufficient_scope"
  }

  /// The guide's JSON error for a missing, invalid or expired token (401) and for a missing permission (403).
  ///
  /// The challenge names no fault where the request has no token, or where the token is not to blame (RFC 6750
  /// section 3.1).
  public static func accessDenied(
    _ status: HTTPResponse.Status, because fault: TokenFault? = nil, to request: Request,
    in context: APIContext
  ) -> Response {
    var response = json(status: status, to: request, in: context) { json in
      json.key("error")
      json.string("access_denied")
      json.key("message")
      json.string("The resource owner or authorization server denied the request.")
    }
    if status == .unauthorized || fault != nil {
      let reason = fault.map { ", error=\"\($0.rawValue)\"" } ?? ""
      response.fields.append("WWW-Authenticate", "Bearer realm=\"api\"" + reason)
    }
    return response
  }

  /// A short page for people, where a path has nothing to show or does not know the method.
  public static func plain(
    _ status: HTTPResponse.Status, _ sentence: String, to request: Request, in context: APIContext
  ) -> Response {
    answer(.text, .bytes(Array((sentence + "\n").utf8)), status: status, to: request, in: context)
  }
}
