import ArgumentParser
import Determinism
import HTTPClient
import Testing

@testable import ApplianceCLI

@Suite("watch and load on the command line")
struct WatchTests {
  private func lines(_ message: String) -> [String] {
    ChangeText.lines(of: Array(message.utf8), at: Timestamp(milliseconds: 1_700_000_000_045))
  }

  @Test("each row is a line with time, verb, table, id and fields")
  func changes() {
    let time = "2023-11-14T22:13:20.045Z"
    #expect(
      lines(
        #"{"type":"model_update","insert":{"queue":{"7":{"name":"A B","code_name":"","id":null,"n":-3},"8":{"x":"y"}}}}"#
      )
        == [#"\#(time) insert queue 7 name="A B" code_name="" id=null n=-3"#, "\(time) insert queue 8 x=y"])
    #expect(
      lines(#"{"type":"model_update","update":{"a":{"1":{"s":"q\"=\n","t":"é"}}}}"#)
        == [#"\#(time) update a 1 s="q\"=\n" t=é"#])
    #expect(
      lines(#"{"type":"model_update","delete":{"a":["1","2"]}}"#) == [
        "\(time) delete a 1", "\(time) delete a 2",
      ])
    #expect(lines(#"{"type":"truncate_model"}"#) == ["\(time) truncate_model"])
    #expect(lines("no JSON") == ["\(time) no JSON"])
  }

  @Test(
    "lengths of time have units, and none means seconds",
    arguments: [("500ms", 0.5), ("10s", 10), ("2m", 120), ("1h", 3600), ("3", 3), ("0.5s", 0.5)])
  func spans(text: String, seconds: Double) { #expect(TimeSpan(argument: text)?.seconds == seconds) }

  @Test("what is no length of time is refused", arguments: ["", "s", "-1s", "1d", "nan", "inf", "1 s"])
  func noSpans(text: String) { #expect(TimeSpan(argument: text) == nil) }

  @Test(
    "what does not belong together is refused",
    arguments: [
      ["watch", "h", "--client-id", "a"], ["watch", "h", "--password", "a"],
      ["watch", "h", "--token", "t", "--ca", "f", "--insecure"],
      ["load", "h", "--token", "t", "--integrations", "100001"],
      ["load", "h", "--requests", "/x", "--rate", "0"], ["load", "h", "--requests", "/x", "--for", "0s"],
      ["load", "h", "--username", "u", "--password", "p", "--requests", "/x"],
      ["load", "h", "--requests", "/x", "--threads", "0"], ["load", "h", "--requests", "/x y"],
    ])
  func refused(arguments: [String]) {
    #expect(throws: (any Error).self) { try MockApplianceCommand.parseAsRoot(arguments) }
  }

  @Test("what belongs together is taken")
  func taken() throws {
    let load = try #require(
      try MockApplianceCommand.parseAsRoot([
        "load", "h:1", "--requests", "/x?y", "--rate", "5", "--for", "2s",
      ])
        as? LoadCommand)
    #expect(try load.requestURL()?.target == "/x?y")
    let watch = try #require(
      try MockApplianceCommand.parseAsRoot([
        "watch", "h", "--token", "t", "--api-version", "1.16.0", "--company", "c",
      ])
        as? WatchCommand)
    #expect(try watch.access.greeting() == .company("c"))
  }
}
