import Documents

/// The frame of the console's pages.
struct ConsolePage {
  let title: String

  func html(_ write: (inout String) -> Void) -> String {
    var content = ""
    write(&content)
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head><meta charset="utf-8"><title>\(title)</title></head>
      <body>
      <main>
      <h1>\(title)</h1>
      \(content)</main>
      </body>
      </html>

      """
  }
}

/// The dialog in which one of several Jump Items is chosen: it asks the API again, with the choice. A single one stands
/// in it where nothing could be done with it when it was found.
struct JumpDialog {
  /// More than this are not shown; the search can be narrower.
  static let maximumShown = 100
  /// The parameter that brings the choice. `Undocumented:` it is this page's own.
  static let choice = "jump_item"

  let targets: [JumpTarget]
  let parameters: FormParameters

  var html: String {
    var html = "<form method=\"post\" action=\"/api/client_script\">\n"
    for pair in [("type", "web_console"), ("operation", "execute")]
      + parameters.pairs.map({ ($0.name, $0.value) })
    {
      html +=
        "<input type=\"hidden\" name=\"\(HTMLText.escape(pair.0))\" value=\"\(HTMLText.escape(pair.1))\">\n"
    }
    let legend = targets.count == 1 ? "One Jump Item matches." : "Several Jump Items match. Choose one."
    html += "<fieldset>\n<legend>\(legend)</legend>\n"
    for (place, target) in targets.prefix(Self.maximumShown).enumerated() {
      let label = HTMLText.escape("\(target.name) (\(target.hostname), \(target.method ?? "vpro"))")
      let checked = place == 0 ? " checked" : ""
      html +=
        "<label><input type=\"radio\" name=\"\(Self.choice)\" value=\"\(target.reference)\"\(checked)> \(label)</label><br>\n"
    }
    if targets.count > Self.maximumShown {
      html += "<p>\(targets.count - Self.maximumShown) more match; search for less.</p>\n"
    }
    return html + "</fieldset>\n<button>Start the session</button>\n</form>\n"
  }
}
