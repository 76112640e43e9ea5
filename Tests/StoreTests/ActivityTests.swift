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
    #expect(try detail("mind_read", []) == nil)
  }

  @Test(
    "values that cannot be read are damage, and not something else",
    arguments: [
      "Q", "T", "T\u{1}", "T\u{1}a", "T\u{1}a\u{5}four", "I\u{1}a\u{1}x", "I\u{1}a\u{0}",
      "L\u{1}a\u{2}\u{1}b",
      "A\u{1}a\u{2}\u{1}b", "F\u{1}a\u{4}\u{1}b\u{1}1", "C\u{1}a\u{1}\u{5}", "C\u{1}a\u{2}\u{1}b",
    ])
  func damage(_ text: String) {
    #expect(throws: EventBody.Damage.self) { try detail("file_deleted", Array(text.utf8)) }
  }

  @Test("a length that never ends is damage")
  func endless() {
    #expect(throws: EventBody.Damage.self) {
      try detail("file_deleted", [0x54] + [UInt8](repeating: 0xFF, count: 20))
    }
  }

  private func detail(_ kind: String, _ body: [UInt8]) throws -> SessionEvent.Detail? {
    try Array(kind.utf8).withUnsafeBytes { kind in
      try body.withUnsafeBytes { try EventBody.detail(kind: RowText(kind), body: RowText($0)) }
    }
  }
}
