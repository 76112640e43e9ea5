import ApplianceDomain
import DomainTesting
import Foundation
import GRDB
import History
import Testing

@testable import Store

/// Activities in the record.
@Suite struct ActivityTests {
  @Test("an activity of every kind is read back as it was written, with everybody in it")
  func roundTrip() throws {
    let place = try Place()
    let store = try place.open()
    let session = SessionRecord(
      lsid: "c69a8e10bea9428f816cfababe9815fe", lseq: 1, start: Samples.start, startMethod: .sessionKey,
      publicSite: NamedID(id: 1, name: "Default"),
      customer: CustomerRecord(
        gsnumber: 4, username: "Bob", publicIP: "", privateIP: "", hostname: "", operatingSystem: "",
        info: CustomerInfo(), issue: ""))
    let events = EveryActivity.events(of: session.lsid, at: Samples.start)
    try store.initialise(Memory(organization: Samples.organization, settings: Settings()), seed: 1)
    try store.write("Writing") { statements in
      var ids = SessionIDs()
      try statements.write(session, &ids)
      for event in events { try statements.write(event, &ids) }
    }
    let read = try store.sessions(.everything, withEvents: true, upTo: 0).all()
    #expect(read.map(\.events) == [events])
    #expect(events.count == SessionActivity.Kind.allCases.count)
  }

  @Test("a kind that a newer release wrote is left out")
  func unknown() throws {
    #expect(try EventColumns.detail(kind: "mind_read", body: "[]") == nil)
  }

  @Test(
    "values that cannot be read are damage, and not something else",
    arguments: [
      "", "{}", "[1]", "[[]]", #"[["size","integer"]]"#, #"[["size","integer","1"]]"#,
      #"[["size","colour",1]]"#, #"[["files","files",[["a","1"]]]]"#, #"[["x","answers",[1]]]"#,
      #"[["x","categories",[["Drives",[]]]]]"#, #"[["x","categories",[["Drives",[["a"],[1]]]]]]"#,
    ])
  func damage(_ text: String) {
    #expect(throws: (any Error).self) { try EventColumns.detail(kind: "file_deleted", body: text) }
  }
}
