import APIKit
import ApplianceDomain
import Changes
import Documents
import HTTPMessages
import HTTPTypes

/// What the program says of itself.
enum HomeRoutes {
  static func all(_ desk: ControlDesk) -> [Route] {
    [
      Route("/", [(.get, { _, _ throws(Problem) in page })]),
      Route("/v1/health", [(.get, { _, _ throws(Problem) in health(desk) })]),
      Route("/v1/info", [(.get, { _, _ throws(Problem) in info(desk) })]),
    ]
  }

  private static func health(_ desk: ControlDesk) -> Response {
    let isStopping = desk.dependencies.isStopping()
    return Answer.json(isStopping ? .serviceUnavailable : .ok) { json in
      json.member("status", isStopping ? "stopping" : "ok")
    }
  }

  private static func info(_ desk: ControlDesk) -> Response {
    let info = desk.dependencies.info()
    let (company, lifetime) = desk.appliance.read { domain, _ in
      (domain.organization.company, domain.lifetime)
    }
    return Answer.json { json in
      json.member("product", "mock-appliance")
      json.member("version", info.version)
      json.member("api_version", desk.context.edition.version.rawValue)
      json.member("fidelity", desk.context.edition.fidelity.rawValue)
      json.member("company", company.apiName)
      json.member("company_name", company.displayName)
      json.member("hostname", info.hostname)
      json.key("seed")
      json.raw("\(info.seed)".utf8)
      json.member("starts", Int(clamping: lifetime))
      json.key("ports")
      json.object { json in
        json.member("https", info.httpsPort)
        json.member("http", info.httpPort)
        json.member("control", info.controlPort)
      }
      json.member("pid", info.processID)
      json.key("uptime_seconds")
      json.number((info.uptimeSeconds * 1000).rounded() / 1000)
    }
  }

  private static let page = Response(
    status: .ok,
    preset: FieldBlock([
      "Content-Type": "text/html; charset=UTF-8", "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY",
      "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    ]),
    body: .bytes(
      Array(
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>mock-appliance: control</title>
        <style>
        :root { color-scheme: light dark }
        body { font: 1rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 2rem auto; padding: 0 1rem }
        </style>
        </head>
        <body>
        <main>
        <h1>mock-appliance</h1>
        <p>This is the control port of a simulated remote support appliance. Its API speaks JSON.</p>
        <ul>
        <li><a href="/v1/info">What is running</a></li>
        <li><a href="/v1/clock">The appliance’s clock</a></li>
        <li><a href="/v1/state">The state model</a></li>
        <li><a href="/v1/representatives">Representatives</a></li>
        <li><a href="/v1/sessions">Active sessions</a></li>
        <li><a href="/v1/accounts">API accounts</a></li>
        <li><a href="/v1/settings">Settings</a></li>
        <li><a href="/v1/simulation">The simulation</a></li>
        </ul>
        </main>
        </body>
        </html>

        """.utf8)))
}
