import Documents
import Testing

@Suite("console scripts")
struct ConsoleScriptTests {
  typealias Command = ConsoleScript.Command
  typealias Parameter = ConsoleScript.Parameter

  @Test("a script is written with a line for each command, percent-encoded, without a last line break")
  func writing() {
    let script = ConsoleScript([
      Command("login"),
      Command("start_rdp_session", [Parameter("target", "a b&c=d+é~-._"), Parameter("x", "")]),
    ])
    #expect(
      script.text
        == "BRCS1.0\naction=login\naction=start_rdp_session&target=a%20b%26c%3Dd%2B%C3%A9~-._&x=")
  }

  @Test(
    "what was written is read again, with any bytes in names and values",
    arguments: ["plain", "a b", "+", "%", "&=", "\r\n", "\u{0}\u{1F600}é", "~!*'();:@/?#[]"])
  func roundTrip(_ text: String) throws {
    let script = ConsoleScript([Command(text, [Parameter(text, text), Parameter("empty", "")])])
    #expect(try ConsoleScript(parsing: script.text.utf8) == script)
  }

  @Test(
    "lines end with a line feed or with both, each as it likes, and one may end the last",
    arguments: ["\n", "\r\n"], ["\n", "\r\n"])
  func lineBreaks(_ first: String, _ second: String) throws {
    let script = ConsoleScript([Command("login"), Command("delete_script_file")])
    for end in ["", "\n", "\r\n"] {
      let text = "BRCS1.0\(first)action=login\(second)action=delete_script_file\(end)"
      #expect(try ConsoleScript(parsing: text.utf8) == script)
    }
  }

  @Test("what a query may hold as it is needs no encoding, and a plus sign is a plus sign")
  func reading() throws {
    let text = "BRCS1.0\naction=x&a=1+2%2b3!$'()*,;:@/?-._~"
    #expect(
      try ConsoleScript(parsing: text.utf8).commands == [
        Command("x", [Parameter("a", "1+2+3!$'()*,;:@/?-._~")])
      ])
  }

  static let wrong: [(text: String, line: Int, column: Int, key: String?, part: String)] = [
    ("", 1, 1, nil, "begins with the line BRCS1.0"),
    ("BRCS1", 1, 6, nil, "begins with the line BRCS1.0"),
    ("BRCS2.0\naction=login", 1, 5, nil, "BRCS1.0"),
    (" BRCS1.0\naction=login", 1, 1, nil, "BRCS1.0"),
    ("BRCS1.0 \naction=login", 1, 8, nil, "BRCS1.0"),
    ("BRCS1.0", 1, 8, nil, "no command follows"),
    ("BRCS1.0\n", 2, 1, nil, "this line is empty"),
    ("BRCS1.0\naction=login\n\n", 3, 1, nil, "this line is empty"),
    ("BRCS1.0\naction=login\n\naction=x", 3, 1, nil, "this line is empty"),
    ("BRCS1.0\ntarget=x&action=y", 2, 1, "target", "begins with action="),
    ("BRCS1.0\nAction=x", 2, 1, "Action", "begins with action="),
    ("BRCS1.0\n%61ction=login", 2, 1, "action", "action= as it is"),
    ("BRCS1.0\n%61ction=", 2, 1, "action", "action= as it is"),
    ("BRCS1.0\naction", 2, 7, "action", "the value is missing"),
    ("BRCS1.0\naction=", 2, 8, "action", "the action is missing"),
    ("BRCS1.0\naction=x&", 2, 10, nil, "a name is missing"),
    ("BRCS1.0\naction=x&&a=b", 2, 10, nil, "a name is missing"),
    ("BRCS1.0\naction=x&=b", 2, 10, nil, "a name is missing"),
    ("BRCS1.0\naction=x&a", 2, 11, "a", "write a= and the value"),
    ("BRCS1.0\naction=x&a=b=c", 2, 13, "a", "write %3D"),
    ("BRCS1.0\naction=x&a=b c", 2, 13, "a", "a space may not stand here; write %20"),
    ("BRCS1.0\naction=x&a b=c", 2, 11, nil, "a space"),
    ("BRCS1.0\naction=x&a=\"", 2, 12, "a", "the character \" may not stand here; write %22"),
    ("BRCS1.0\naction=x&a=é", 2, 12, "a", "a byte outside of printable ASCII may not stand here; write %C3"),
    ("BRCS1.0\naction=x&a=\t", 2, 12, "a", "write %09"),
    ("BRCS1.0\naction=x\ry", 2, 9, "action", "a carriage return without a line feed"),
    ("BRCS1.0\naction=x\r", 2, 9, "action", "a carriage return without a line feed"),
    ("BRCS1.0\naction=x&a=%", 2, 12, "a", "write %25"), ("BRCS1.0\naction=x&a=%4", 2, 12, "a", "write %25"),
    ("BRCS1.0\naction=x&a=%4g", 2, 12, "a", "write %25"),
    ("BRCS1.0\naction=x&a=1%ff", 2, 12, "a", "not UTF-8"),
  ]

  @Test("what is no script is refused with its place and its mend", arguments: wrong)
  func refusing(_ wrong: (text: String, line: Int, column: Int, key: String?, part: String)) {
    let fault = #expect(throws: ConsoleScriptFault.self) { try ConsoleScript(parsing: wrong.text.utf8) }
    #expect(fault?.line == wrong.line)
    #expect(fault?.column == wrong.column)
    #expect(fault?.key == wrong.key)
    #expect(fault?.message.contains(wrong.part) == true, "\(fault?.message ?? "")")
  }

  @Test("ten commands are read and eleven are not")
  func commands() throws {
    let ten = "BRCS1.0" + String(repeating: "\naction=login", count: 10)
    #expect(try ConsoleScript(parsing: ten.utf8).commands.count == 10)
    let fault = #expect(throws: ConsoleScriptFault.self) {
      try ConsoleScript(parsing: (ten + "\naction=x").utf8)
    }
    #expect(fault?.line == 12)
    #expect(fault?.message.contains("at most 10 commands") == true)
  }

  @Test("a text that is cut anywhere is read or refused, and never ends the process")
  func cutting() {
    let text = Array("BRCS1.0\r\naction=x&a=%C3%A4&b=\r\naction=login\r\n".utf8)
    for end in 0...text.count { _ = try? ConsoleScript(parsing: text[..<end]) }
  }
}
