import Testing

@testable import Documents

@Suite("writing XML")
struct XMLWriterTests {
  @Test("UTF-8 that lies somewhere is written as the same text is, whatever is in it")
  func borrowed() {
    let texts = [
      "", "plain", "a<b>&\"c\"", "tab\tline\nreturn\r", "\u{1}\u{1F}", "\u{FFFE}\u{FFFF}\u{FFFD}",
      "Grüße \u{1F642} & mehr",
      String(repeating: "x", count: 40) + "&", "12345678\u{7}",
    ]
    for text in texts {
      var copied = XMLWriter()
      var borrowed = XMLWriter()
      copied.begin("r")
      copied.attribute("a", text)
      copied.element("e", text)
      copied.text(text)
      copied.end()
      Array(text.utf8).withUnsafeBytes { bytes in
        borrowed.begin("r")
        borrowed.attribute("a", utf8: bytes)
        borrowed.element("e", utf8: bytes)
        borrowed.text(utf8: bytes)
        borrowed.end()
        let isRepresentable = text.unicodeScalars.allSatisfy {
          ($0.value >= 0x20 || [9, 10, 13].contains($0.value)) && $0.value != 0xFFFE && $0.value != 0xFFFF
        }
        #expect(XMLWriter.isRepresentable(utf8: bytes) == isRepresentable)
      }
      #expect(copied.bytes == borrowed.bytes)
    }
  }

  @Test("what was written since a place can be taken back")
  func goingBack() {
    var xml = XMLWriter()
    xml.begin("a")
    let empty = xml.place
    xml.element("wrong", 1)
    xml.begin("b")
    xml.begin("c")
    xml.goBack(to: empty)
    xml.attribute("n", 1 as Int64)
    xml.element("d", "x")
    let filled = xml.place
    xml.text("wrong")
    xml.goBack(to: filled)
    xml.begin("b")
    xml.end()
    xml.end()
    #expect(text(xml) == "<a n=\"1\"><d>x</d><b/></a>")
  }

  @Test("elements, attributes and the declaration look as the appliance writes them")
  func document() {
    var xml = XMLWriter()
    xml.declaration()
    xml.begin("a")
    xml.attribute("n", -5 as Int64)
    xml.attribute("t", "x")
    xml.element("empty", "")
    xml.element("text", "hello")
    xml.element("number", 7)
    xml.begin("b")
    xml.end()
    xml.end()
    #expect(
      text(xml)
        == """
        <?xml version="1.0" encoding="UTF-8"?>

        <a n="-5" t="x"><empty/><text>hello</text><number>7</number><b/></a>
        """)
  }

  @Test(
    "what would be markup, or would be changed by a parser, is escaped",
    arguments: [
      ("a & b < c > d", "a &amp; b &lt; c &gt; d", "a &amp; b &lt; c &gt; d"), ("]]>", "]]&gt;", "]]&gt;"),
      ("\"'", "\"'", "&quot;'"), ("\r\n", "&#13;\n", "&#13;&#10;"), ("a\tb", "a\tb", "a&#9;b"),
      ("é😀\u{7F}\u{85}", "é😀\u{7F}\u{85}", "é😀\u{7F}\u{85}"), ("&amp;", "&amp;amp;", "&amp;amp;"),
    ])
  func escaping(_ value: String, _ inText: String, _ inAttribute: String) {
    #expect(element(value) == "<e>\(inText)</e>")
    #expect(attribute(value) == "<e a=\"\(inAttribute)\"/>")
  }

  @Test(
    "characters that XML 1.0 cannot hold are replaced",
    arguments: ["\0", "\u{1}", "\u{8}", "\u{B}", "\u{C}", "\u{E}", "\u{1F}", "\u{FFFE}", "\u{FFFF}"])
  func unrepresentable(_ character: String) {
    #expect(!XMLWriter.isRepresentable("a\(character)b"))
    #expect(element("a\(character)b") == "<e>a\u{FFFD}b</e>")
    #expect(attribute("\(character)b\(character)") == "<e a=\"\u{FFFD}b\u{FFFD}\"/>")
  }

  @Test(
    "neighbours of what cannot be held are kept",
    arguments: [
      "\t", "\n", "\r", " ", "\u{7F}", "\u{FFFD}", "\u{FFFC}", "\u{FF00}", "\u{E000}", "\u{1FFFE}",
      "\u{10FFFF}",
    ])
  func representable(_ character: String) {
    #expect(XMLWriter.isRepresentable(character))
    if character != "\r" { #expect(element(character) == "<e>\(character)</e>") }
  }

  @Test("a document leaves in pieces")
  func pieces() {
    var xml = XMLWriter()
    xml.begin("a")
    xml.text("1")
    #expect(xml.take() == Array("<a>1".utf8))
    xml.text(2)
    xml.end()
    #expect(text(xml) == "2</a>")
  }

  private func element(_ value: String) -> String {
    var xml = XMLWriter()
    xml.element("e", value)
    return text(xml)
  }

  private func attribute(_ value: String) -> String {
    var xml = XMLWriter()
    xml.begin("e")
    xml.attribute("a", value)
    xml.end()
    return text(xml)
  }

  private func text(_ xml: borrowing XMLWriter) -> String { String(decoding: xml.bytes, as: UTF8.self) }
}
