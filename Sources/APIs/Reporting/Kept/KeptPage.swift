import APIKit
import HTTPMessages

/// A page that shows what is kept of a session. It has one heading and no script, and reads well without its style.
struct KeptPage {
  var heading: String
  /// The name that people know the company by.
  var company: String
  /// What is under the heading.
  var content: HTML

  /// Nothing from elsewhere, whatever a message might bring in; videos come from the appliance itself.
  private static let policy =
    "default-src 'none'; style-src 'unsafe-inline'; media-src 'self'; base-uri 'none'; form-action 'none'"

  private static let style: HTML = """
    :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
    body { margin: 0 auto; padding: 1rem; max-width: 48rem; }
    video { width: 100%; height: auto; background: #10141a; }
    dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; }
    dd { margin: 0; overflow-wrap: anywhere; }
    ol.chat { list-style: none; padding: 0; }
    ol.chat li { margin: 0 0 .75rem; }
    ol.chat div, pre { white-space: pre-wrap; overflow-wrap: anywhere; }
    :focus-visible { outline: 3px solid; outline-offset: 2px; }

    """

  private var document: HTML {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(heading) – \(company)</title>
    <style>
    \(Self.style)</style>
    </head>
    <body>
    <main>
    <h1>\(heading)</h1>
    \(content)</main>
    </body>
    </html>

    """
  }

  /// The page as an answer.
  func response(to request: Request, in context: APIContext) -> Response {
    var response = Answers.answer(.html, .bytes(Array(document.text.utf8)), to: request, in: context)
    response.fields.append("Content-Security-Policy", Self.policy)
    return response
  }
}
