import APIKit
import ApplianceDomain
import Documents
import HTTPMessages
import HTTPTypes

/// Tells a customer why no session was started, and where to go from there.
struct ProblemPage {
  var sentence: String
  var company: String

  func response(_ status: HTTPResponse.Status, to request: Request, in context: APIContext) -> Response {
    let content: HTML = """
      <p role="alert">\(sentence)</p>
      <p><a href="/">All ways to get support</a></p>

      """
    return SitePageFrame(heading: "The session was not started", company: company, content: content)
      .response(status, to: request, in: context)
  }
}

/// What a phone or tablet shows instead of a download: its client is an app, which the simulated customer has.
struct AppPage {
  var lsid: String
  var company: String

  func response(to request: Request, in context: APIContext, gate: (any Gate)?) -> Response {
    let content: HTML = """
      <p>The session <code>\(lsid)</code> has begun in the support app of this device.</p>

      """
    return SitePageFrame(heading: "Support has begun", company: company, content: content)
      .response(to: request, in: context, gate: gate)
  }
}

/// Asks before the customer client is downloaded: the setting `prompt_before_session` (guide: "Session Generation API").
struct PromptPage {
  let call: StartCall
  let isByKey: Bool
  let company: String

  /// With a session key only the external key is passed along.
  private static let withKey = ["short_key", "ak", "session.custom.external_key", "external_key"]

  var response: Response {
    let carried = call.parameters.pairs.filter { pair in
      !pair.value.isEmpty && pair.name != "prompted" && (!isByKey || Self.withKey.contains(pair.name))
    }
    // A key's URL is asked with GET, like any other URL; what a form has sent goes on as a form.
    let method = call.request.path == "/" ? "get" : "post"
    let content: HTML = """
      <p>The customer client will be downloaded to this computer, and a representative can then help you.</p>
      <form method="\(method)" action="\(call.request.path)">
      \(HTML.hidden(carried))<input type="hidden" name="prompted" value="1">
      <button>Start the session</button>
      </form>
      <p><a href="/">Not now</a></p>

      """
    return SitePageFrame(
      heading: "Do you want to start a support session?", company: company, content: content
    )
    .response(to: call.request, in: call.context)
  }
}
