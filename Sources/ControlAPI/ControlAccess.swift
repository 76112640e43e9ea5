import Documents
import HTTPMessages
import HTTPTypes

/// Who may use the control API.
///
/// Without a token whoever reaches the port may; it listens on loopback then. A page in a browser on the same machine
/// reaches it too, so two things are asked: the `Host` is an IP address, `localhost` or the appliance's own name (a
/// name that an attacker lets point to 127.0.0.1 is refused), and the `Origin` of a browser's request is the control
/// API itself. With a token every request but that for the health must carry it; the host may be any name then,
/// because a page that does not know the token gets nowhere.
public struct ControlAccess: Sendable {
  private let token: [UInt8]?
  private let hostnames: Set<String>

  /// The rules of access.
  ///
  /// - Parameters:
  ///   - token: the bearer token that requests must carry; nil for none.
  ///   - hostnames: names by which the port may be asked, besides `localhost` and IP addresses.
  public init(token: String? = nil, hostnames: [String] = []) {
    self.token = token.map { Array($0.utf8) }
    self.hostnames = Set((hostnames + ["localhost"]).map { $0.lowercased() })
  }

  /// The answer to a request that is not let in; nil where it is.
  func refusal(of request: Request) -> Response? {
    if let origin = request.fields.text("origin"), !isOwn(origin, request) {
      return Problem(
        "foreign-origin", .forbidden, "Pages of other sites may not use the control API",
        "The request's Origin is \"\(origin)\"; ask from a program, or from a page of the control port itself"
      ).response
    }
    if request.path == "/v1/health" { return nil }
    guard let token else { return misdirected(request) }
    guard isAuthorized(request, token) else {
      var response = Problem(
        "unauthorized", .unauthorized, "The control token is missing or wrong",
        "Send the configured control token as Authorization: Bearer TOKEN"
      ).response
      response.fields.append("WWW-Authenticate", "Bearer realm=\"control\"")
      return response
    }
    return nil
  }

  /// Compares all bytes whatever they are, so that the time tells nothing of the token.
  private func isAuthorized(_ request: Request, _ token: [UInt8]) -> Bool {
    guard let value = request.fields.first("authorization"), value.count > 7,
      FieldLines.equals(value.prefix(7), "bearer ")
    else { return false }
    let given = FieldLines.trim(value.dropFirst(7))
    guard given.count == token.count else { return false }
    return zip(given, token).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }

  private func misdirected(_ request: Request) -> Response? {
    guard let authority = request.authority, !authority.isEmpty else { return nil }
    let host = Self.host(of: authority)
    guard !hostnames.contains(host), !Self.isAddress(host) else { return nil }
    return Problem(
      "misdirected-request", .misdirectedRequest, "The control API does not answer to this host name",
      "The request's Host is \"\(authority)\"; use 127.0.0.1, localhost or the appliance's host name, or configure a control token"
    ).response
  }

  private func isOwn(_ origin: String, _ request: Request) -> Bool {
    guard let authority = request.authority, let scheme = origin.firstRange(of: "://") else { return false }
    return origin[scheme.upperBound...].lowercased() == authority.lowercased()
  }

  private static func host(of authority: String) -> String {
    let text = authority.lowercased()
    if text.hasPrefix("["), let end = text.firstIndex(of: "]") { return String(text[...end]) }
    return text.firstIndex(of: ":").map { String(text[..<$0]) } ?? text
  }

  /// An IPv4 address in four decimal parts, or anything in brackets, which only an IPv6 address may stand in.
  private static func isAddress(_ host: String) -> Bool {
    if host.hasPrefix("[") { return host.hasSuffix("]") }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
  }
}
