import APIKit
import ApplianceDomain
import Changes
import Documents
import HTTPTypes
import Testing

@testable import APIs

@Suite("what the operations of the Command API share")
struct CommandFrameTests {
  private static func parameters(_ query: String) -> FormParameters {
    FormParameters(decoding: Array(query.utf8))
  }

  /// A value, or the sentence that there is instead.
  private static func told<T>(_ body: () throws(CallFault) -> T) -> (value: T?, fault: String) {
    do throws(CallFault) { return (try body(), "") } catch { return (nil, error.message) }
  }

  @Test("an operation is there in the versions that document it, under each of its names")
  func availability() {
    let old = CommandOperation(
      action: "old_one", otherNames: ["old_ones"], versions: [.v1_15_1], requirement: .commandReadOnly
    ) { $0.xml("support_teams") { _ in } }
    for version in APIVersion.allCases {
      let bench = APIBench(version)
      let api = CommandAPI(context: bench.context, tickets: CustomerTickets(seed: 1), operations: [old])
      for name in ["old_one", "old_ones"] {
        let answer = bench.send(
          bench.request(.get, "/api/command", query: "action=\(name)", token: "full"), to: api.endpoints)
        #expect((answer.error == nil) == (version == .v1_15_1))
        if version != .v1_15_1 { #expect(answer.error?.contains("\"\(name)\"") == true) }
      }
    }
  }

  @Test("where the guide puts the error into the answer's root, it stands there")
  func errorParent() {
    let broken = CommandOperation(
      action: "broken", requirement: .commandReadOnly, errorParent: "support_teams"
    ) { (_) throws(CallFault) in throw CallFault("It <broke>.") }
    let bench = APIBench()
    let answer = bench.send(
      bench.request(.get, "/api/command", query: "action=broken", token: "full"),
      to: CommandAPI(context: bench.context, tickets: CustomerTickets(seed: 1), operations: [broken])
        .endpoints)
    #expect(answer.status == 200)
    #expect(answer.texts("/r:support_teams/r:error") == ["It <broke>."])
    #expect(answer.error == nil)
  }

  @Test(
    "a number is made of digits and lies in its range",
    arguments: [
      ("n=1", 1), ("n=10", 10), ("n=007", 7), ("n=", nil), ("", nil), ("n=0", nil), ("n=11", nil),
      ("n=-1", nil),
      ("n=1.0", nil), ("n=%2B1", nil), ("n=1%00", nil), ("n=99999999999999999999", nil), ("n=-", nil),
    ] as [(String, Int64?)])
  func numbers(_ query: String, _ value: Int64?) {
    let told = Self.told { () throws(CallFault) in
      try Self.parameters(query).integer("n", in: 1...10, "seconds")
    }
    #expect(told.value.flatMap { $0 } == value)
    guard value == nil, query.count > 2 else { return }
    #expect(told.fault.contains("The parameter n is \""))
    #expect(told.fault.contains("it is seconds from 1 to 10."))
  }

  @Test(
    "a required parameter that is missing or empty is named, with what it is", arguments: ["", "n=", "m=1"])
  func missing(_ query: String) {
    let number = Self.told { () throws(CallFault) in
      try Self.parameters(query).requiredInteger("n", in: 0...Int64.max)
    }
    #expect(number.fault == "The required parameter n is missing; it is a number of at least 0.")
    let text = Self.told { () throws(CallFault) in try Self.parameters(query).required("n", "a name") }
    #expect(text.fault == "The required parameter n is missing; it is a name.")
  }

  @Test(
    "a switch is 1 or 0",
    arguments: [("", false), ("s=", false), ("s=0", false), ("s=1", true), ("s=true", nil), ("s=01", nil)]
      as [(String, Bool?)])
  func switches(_ query: String, _ value: Bool?) {
    let told = Self.told { () throws(CallFault) in try Self.parameters(query).boolean("s") }
    #expect(told.value == value)
    if value == nil { #expect(told.fault.hasSuffix("it is 1 or 0.")) }
  }

  @Test(
    "a list holds known values, each once",
    arguments: [
      ("l=a,b", ["a", "b"]), ("l=b", ["b"]), ("l=a,%20b,a", ["a", "b"]), ("", nil), ("l=", nil),
      ("l=a,c", nil),
      ("l=a,", ["a"]), ("l=A", nil),
    ] as [(String, [String]?)])
  func lists(_ query: String, _ value: [String]?) {
    let told = Self.told { () throws(CallFault) in try Self.parameters(query).list("l", of: ["a", "b"]) }
    #expect(told.value.flatMap { $0 } == value)
    if value == nil, query.count > 2 {
      #expect(told.fault.contains("it is a comma-separated list of a, b."))
    }
  }

  @Test("a list without a value is none")
  func emptyList() {
    let told = Self.told { () throws(CallFault) in try Self.parameters("l=,%20,").list("l", of: ["a", "b"]) }
    #expect(told.value == .some(nil))
  }

  @Test("HEAD has the head of an answer, and changes nothing", arguments: APIVersion.allCases)
  func head(_ version: APIVersion) {
    let bench = APIBench(version)
    let before = bench.appliance.log.last
    for query in [
      "action=terminate_session&lsid=\(APIBench.owned)",
      "action=set_session_attributes&lsid=\(APIBench.owned)&session.custom.external_key=x",
      "action=generate_session_key&type=support&queue_id=team:1", "action=get_logged_in_reps",
    ] {
      let answer = bench.send(bench.request(.head, "/api/command", query: query, token: "full"))
      #expect(answer.status == 200)
      #expect(answer.head.contains("Content-Type: text/xml; charset=UTF-8\r\n"))
    }
    #expect(bench.appliance.log.last == before)
  }

  @Test("one of some values is taken as it is written")
  func choices() {
    for (query, value) in [("c=a", "a"), ("c=", nil), ("c=A", nil), ("c=c", nil)] as [(String, String?)] {
      let told = Self.told { () throws(CallFault) in try Self.parameters(query).choice("c", of: ["a", "b"]) }
      #expect(told.value.flatMap { $0 } == value)
      if value == nil, query.count > 2 { #expect(told.fault.hasSuffix("it is one of a, b.")) }
    }
  }

  @Test("an lsid is 32 hexadecimal digits in either case")
  func lsids() {
    let lsid = "c69a8e10bea9428f816cfababe9815fe"
    for text in [lsid, lsid.uppercased()] {
      #expect(Self.told { () throws(CallFault) in try Self.parameters("lsid=\(text)").lsid() }.value == lsid)
    }
    for text in [String(lsid.dropLast()), lsid + "0", String(lsid.dropLast()) + "g", "l=\(lsid)", "%C3%A9"] {
      let told = Self.told { () throws(CallFault) in try Self.parameters("lsid=\(text)").lsid() }
      #expect(told.fault.hasPrefix("The parameter lsid is \""))
      #expect(told.fault.hasSuffix("it is the 32 hexadecimal digits of a session."))
    }
    let missing = Self.told { () throws(CallFault) in try Self.parameters("").lsid() }
    #expect(missing.fault.hasPrefix("The required parameter lsid is missing"))
  }
}
