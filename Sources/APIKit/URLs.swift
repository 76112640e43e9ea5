public import ApplianceDomain
import Changes
public import HTTPMessages

extension APIContext {
  /// Scheme and authority of the URLs in the answer to a request: those that `--external-url` fixes, else those that
  /// the client asked, else the default public site's host name with the port unless it is 443.
  public func base(for request: Request) -> String {
    if let externalURL { return externalURL }
    guard let authority = request.authority, !authority.isEmpty else {
      return base(site: appliance.read { domain, _ in domain.index.site(hostname: nil) })
    }
    return (request.connection.isSecure ? "https://" : "http://") + authority
  }

  /// Scheme and authority of URLs that no request caused.
  public func base(site: PublicSite) -> String {
    Self.base(site: site, port: httpsPort(), externalURL: externalURL)
  }

  /// Scheme and authority of URLs that no request caused, for who may not ask the appliance.
  ///
  /// - Parameters:
  ///   - port: that of the HTTPS listener.
  ///   - externalURL: what `--external-url` fixes, if it does.
  public static func base(site: PublicSite, port: Int, externalURL: String?) -> String {
    if let externalURL { return externalURL }
    // Seed data without a host name are refused; whoever makes a site of their own may leave it out.
    let hostname = site.hostnames.first ?? "localhost"
    return "https://" + hostname + (port == 443 ? "" : ":\(port)")
  }

  /// The base of URLs that have the primary host name where nothing else is said: a request to another public site
  /// than the default one gets that one's host name. Names that are no site's, such as a tunnel's, stay.
  public func primaryBase(for request: Request) -> String {
    guard externalURL == nil, let authority = request.authority else { return base(for: request) }
    let primary = appliance.read { domain, _ in domain.index.primaryHostname(insteadOf: authority) }
    return primary.map { base(for: request, hostname: $0) } ?? base(for: request)
  }

  /// The base with another host name: for `url_hostname` of `generate_session_key`.
  public func base(for request: Request, hostname: String) -> String {
    let base = base(for: request)
    guard let scheme = base.firstRange(of: "://") else { return base }
    let authority = base[scheme.upperBound...]
    let port = authority.lastIndex(of: ":").map { String(authority[$0...]) } ?? ""
    let isIPv6Tail = port.contains("]")
    return String(base[..<scheme.upperBound]) + hostname + (isIPv6Tail ? "" : port)
  }
}
