import ApplianceDomain
import Changes
import Testing

@testable import APIs

@Suite("set_session_attributes and get_session_attributes")
struct AttributeCommandTests {
  static let lsid = APIBench.owned

  private func attributes(_ bench: APIBench) -> [String] {
    let answer = bench.command("action=get_session_attributes&lsid=\(Self.lsid)", token: "reader")
    #expect(answer.texts("/r:custom_attributes").count == 1)
    let names = answer.texts("/r:custom_attributes/r:custom_attribute/@code_name")
    return zip(names, answer.texts("//r:custom_attribute")).map { "\($0)=\($1)" }
  }

  private func set(_ bench: APIBench, _ query: String) -> APIBench.Answer {
    bench.command("action=set_session_attributes&lsid=\(Self.lsid)&\(query)")
  }

  @Test("what is set is shown; what is not named stays, what is empty goes", arguments: APIVersion.allCases)
  func set(_ version: APIVersion) {
    let bench = APIBench(version)
    #expect(attributes(bench) == [])
    let first = set(bench, "session.custom.external_key=ABC%26123&session.custom.field1=Custom%20Value")
    #expect(first.success == "Session attributes were set")
    #expect(attributes(bench) == ["external_key=ABC&123", "field1=Custom Value"])
    let told = bench.told { #expect(set(bench, "session.custom.field1=Other").error == nil) }
    #expect(told.changes == ["update support_session_attribute"])
    #expect(attributes(bench) == ["external_key=ABC&123", "field1=Other"])
    #expect(set(bench, "session.custom.external_key=").error == nil)
    #expect(attributes(bench) == ["field1=Other"])
    #expect(set(bench, "").success == "Session attributes were set")
    let keys = bench.events(of: Self.lsid).compactMap { event -> String? in
      if case .externalKey(let key) = event.detail { key } else { nil }
    }
    #expect(keys == ["ABC&123", ""])
  }

  @Test("an attribute is shown with the display name of its field")
  func displayNames() {
    let bench = APIBench()
    #expect(set(bench, "session.custom.external_key=A&session.custom.field2=B").error == nil)
    let answer = bench.command("action=get_session_attributes&lsid=\(Self.lsid.uppercased())")
    #expect(answer.texts("//r:custom_attribute/@display_name") == ["External Key", "Field 2"])
  }

  @Test(
    "the deprecated external_key is understood, and the documented name wins",
    arguments: [
      ("external_key=old", ["external_key=old"]), ("external_key=", []),
      ("external_key=old&session.custom.external_key=new", ["external_key=new"]),
      ("external_key=old&session.custom.external_key=", []),
      ("session.custom.external_key=a&session.custom.external_key=b", ["external_key=b"]),
      ("session.custom.field1=a&session.custom.field1=", ["external_key=before"]),
    ])
  func names(_ query: String, _ after: [String]) {
    for version in APIVersion.allCases {
      let bench = APIBench(version)
      _ = set(bench, "session.custom.external_key=before")
      #expect(set(bench, query).error == nil)
      #expect(attributes(bench) == after)
    }
  }

  @Test(
    "a value has at most 1024 characters, all of a session together at most 10 KB",
    arguments: APIVersion.allCases)
  func limits(_ version: APIVersion) {
    let bench = APIBench(version)
    let long = String(repeating: "x", count: 1024)
    #expect(set(bench, "session.custom.field1=\(long)").error == nil)
    #expect(
      set(bench, "session.custom.field2=\(long)x").error?.contains(
        "session.custom.field2 has 1025 characters") == true)
    // What looks like one character may be several.
    let accented = String(repeating: "e%CC%81", count: 512)
    #expect(set(bench, "session.custom.field2=\(accented)").error == nil)
    #expect(set(bench, "session.custom.field2=\(accented)x").error?.contains("1025 characters") == true)
    for number in 2...10 { #expect(set(bench, "session.custom.field\(number)=\(long)").error == nil) }
    // What is there already counts, too.
    #expect(set(bench, "session.custom.field11=x").error?.contains("10 KB") == true)
    #expect(set(bench, "session.custom.field10=&session.custom.field11=\(long)").error == nil)
    #expect(attributes(bench).count == 10)
  }

  @Test("an unknown field and an unknown session are named", arguments: APIVersion.allCases)
  func faults(_ version: APIVersion) {
    let bench = APIBench(version)
    let unknown = set(bench, "session.custom.field1=a&session.custom.colour=red").error
    #expect(unknown?.contains("session.custom.colour") == true)
    #expect(unknown?.contains("There are external_key, field1") == true)
    #expect(attributes(bench) == [], "a call that is refused changes nothing")
    let nowhere = String(repeating: "0", count: 32)
    for action in ["set_session_attributes", "get_session_attributes"] {
      for (query, fragment) in [
        ("lsid=\(nowhere)", "The parameter lsid is \"\(nowhere)\". There is no active session"),
        ("", "lsid is missing"), ("lsid=x", "lsid is \"x\""),
      ] {
        let answer = bench.command("action=\(action)&\(query)")
        #expect(answer.status == 200)
        #expect(answer.error?.contains(fragment) == true)
      }
    }
  }

  @Test("only accounts with full access set attributes")
  func access() {
    for version in APIVersion.allCases {
      let query = "action=set_session_attributes&lsid=\(Self.lsid)"
      #expect(APIBench(version).command(query, token: "reader").status == 403)
    }
  }
}
