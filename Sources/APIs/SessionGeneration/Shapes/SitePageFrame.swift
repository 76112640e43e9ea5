import APIKit
import ApplianceDomain
import HTTPMessages
import HTTPTypes

/// What all pages of a public site have around their content. A page has one heading, needs no mouse, and reads well
/// without its style; only the chat has a script, and works without it too.
struct SitePageFrame {
  /// The heading, which is the title too.
  var heading: String
  /// The name that people know the company by.
  var company: String
  /// What is under the heading.
  var content: HTML
  /// The path of the page's script, if it has one.
  var script: String?

  /// Nothing from elsewhere, and no script but the site's own, whatever a text might bring in.
  private static let policy =
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'self'; connect-src 'self'; base-uri 'none'"

  private static let style: HTML = """
    :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
    body { margin: 0 auto; padding: 1rem; max-width: 42rem; }
    label { display: block; margin-top: .75rem; }
    input, select, textarea { box-sizing: border-box; width: 100%; padding: .5rem; font: inherit; }
    button { margin: .75rem 0; padding: .5rem 1rem; font: inherit; }
    :focus-visible { outline: 3px solid; outline-offset: 2px; }
    #log { list-style: none; padding: 0; }
    #log div { margin: 0 0 .5rem; white-space: pre-wrap; overflow-wrap: anywhere; }

    """

  /// The page.
  var document: HTML {
    let script: HTML = script.map { "<script src=\"\($0)\" defer></script>\n" } ?? .none
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(heading) – \(company)</title>
      <style>
      \(Self.style)</style>
      \(script)</head>
      <body>
      <main>
      <h1>\(heading)</h1>
      \(content)</main>
      </body>
      </html>

      """
  }

  /// The page as an answer.
  func response(
    _ status: HTTPResponse.Status = .ok, to request: Request, in context: APIContext, gate: (any Gate)? = nil
  ) -> Response {
    var response = Answers.answer(
      .html, .bytes(Array(document.text.utf8)), status: status, to: request, in: context, gate: gate)
    response.fields.append("Content-Security-Policy", Self.policy)
    return response
  }
}
