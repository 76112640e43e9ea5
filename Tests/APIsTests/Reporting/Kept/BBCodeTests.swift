import Testing

@testable import APIs

@Suite("BBCode in transcripts")
struct BBCodeTests {
  @Test(
    "the documented forms are shown",
    arguments: [
      ("[b]bold[/b]", "<b>bold</b>"), ("[I]it[/i] [u]un[/U]", "<i>it</i> <u>un</u>"),
      ("[color=blue]x[/color]", "<span style=\"color: blue\">x</span>"),
      ("[color=#0000FF]x[/color]", "<span style=\"color: #0000ff\">x</span>"),
      ("[ul][li]1[/li][li]2[/li][/ul]", "<ul><li>1</li><li>2</li></ul>"),
      (
        "[url]https://a.test/?a=1&b=2[/url]",
        "<a href=\"https://a.test/?a=1&amp;b=2\" rel=\"noopener noreferrer\">https://a.test/?a=1&amp;b=2</a>"
      ),
      ("[b][i]x[/i][/b]", "<b><i>x</i></b>"),
    ])
  func forms(_ message: String, _ html: String) {
    #expect(BBCode.html(message).text == html)
  }

  @Test(
    "everything else stays text, escaped",
    arguments: [
      ("<script>alert('&')</script>", "&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;"),
      ("[url]javascript:alert(1)[/url]", "[url]javascript:alert(1)[/url]"),
      ("[url]https://a b[/url]", "[url]https://a b[/url]"), ("[url]https://a", "[url]https://a"),
      (
        "[url]https://a\"onclick=\"x[/url]",
        "<a href=\"https://a&quot;onclick=&quot;x\" rel=\"noopener noreferrer\">https://a&quot;onclick=&quot;x</a>"
      ),
      ("[color=red;background:url(x)]x[/color]", "[color=red;background:url(x)]x[/color]"),
      ("[color=#12345]x[/color]", "[color=#12345]x[/color]"), ("[color=]x[/color]", "[color=]x[/color]"),
      ("[color]x[/color]", "[color]x[/color]"), ("[img]x[/img]", "[img]x[/img]"),
      ("a[0] = b[1]", "a[0] = b[1]"),
      ("[li]x[/li]", "[li]x[/li]"), ("[b", "[b"), ("[", "["), ("[/b][b]", "[/b][b]"),
      ("[[b]x[/b]", "[<b>x</b>"),
    ])
  func text(_ message: String, _ html: String) {
    #expect(BBCode.html(message).text == html)
  }

  @Test("elements are closed in their order, however tags cross")
  func crossing() {
    #expect(BBCode.html("[b][i]x[/b][/i]").text == "<b>[i]x</b>[/i]")
    #expect(BBCode.html("[b]x[b]y[/b]").text == "[b]x<b>y</b>")
    let deep = String(repeating: "[b]", count: 50) + "x" + String(repeating: "[/b]", count: 50)
    let html = BBCode.html(deep).text
    #expect(html.components("<b>") == BBCode.deepest && html.components("</b>") == BBCode.deepest)
    #expect(html.components("[b]") == 50 - BBCode.deepest)
  }

  @Test("a long message of unfinished tags takes no time")
  func long() {
    for piece in ["[", "[b]", "[/b]", "[url]", "[color=red]", "[ul][li]"] {
      let message = String(repeating: piece, count: 2000)
      #expect(BBCode.html(message).text == message)
    }
  }
}

extension String {
  fileprivate func components(_ part: String) -> Int { ranges(of: part).count }
}
