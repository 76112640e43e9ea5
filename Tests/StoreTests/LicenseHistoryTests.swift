import ApplianceDomain
import Changes
import Determinism
import GRDB
import History
import Testing

@testable import Store

@Suite("the usage of licences on the disk")
struct LicenseHistoryTests {
  private func usage(_ seconds: Int64, _ logins: Int, _ contacts: Int = 0) -> LicenseUsage {
    LicenseUsage(
      time: Samples.start.advanced(bySeconds: seconds),
      counts: LicenseCounts(logins: logins, extendedContacts: contacts))
  }

  private func all(_ store: Store, from: Int64 = 0, to: Int64? = nil, upTo number: UInt64 = 0) throws
    -> [LicenseUsage]
  {
    let cursor = try store.licenseUsage(
      from: Samples.start.advanced(bySeconds: from), to: to.map { Samples.start.advanced(bySeconds: $0) },
      upTo: number)
    var all: [LicenseUsage] = []
    while let next = try cursor.next() { all.append(next) }
    return all
  }

  @Test("what the appliance logs is read back by its time, also after the process has gone")
  func roundTrip() throws {
    let place = try Place()
    let life = try place.begin()
    try life.perform(.changeSettings(Settings(licenses: 2)))
    try life.perform(.logIn(representative: 5))
    try life.perform(.logIn(representative: 12))
    life.appliance.advance(bySeconds: 60) {}
    try life.perform(.setExtendedAvailability(representative: 5, true))
    try life.perform(.logOut(representative: 5))
    life.appliance.advance(bySeconds: 3600) {}
    let number = life.appliance.log.last
    let expected = [usage(0, 2), usage(60, 1, 1), usage(3600, 1, 1)]
    #expect(try all(life.store, upTo: number) == expected)
    life.store.close()
    let store = try place.open()
    #expect(try all(store) == expected)
    #expect(try all(store, from: 60) == Array(expected[1...]))
    #expect(try all(store, from: 60, to: 3600) == [expected[1]])
    #expect(try all(store, from: 3601) == [])
  }

  @Test("while the clock stands still, those are told who use a licence after the last change")
  func oneMoment() throws {
    let place = try Place()
    let life = try place.begin()
    try life.perform(.changeSettings(Settings(licenses: 2)))
    for id in [5, 12] { try life.perform(.setExtendedAvailability(representative: id, true)) }
    // From one reason to the other: as many as before.
    for id in [5, 12] { try life.perform(.logIn(representative: id)) }
    #expect(try all(life.store, upTo: life.appliance.log.last) == [usage(0, 2)])
    try life.perform(.logOut(representative: 12))
    #expect(try all(life.store, upTo: life.appliance.log.last) == [usage(0, 1, 1)])
  }

  @Test("of several figures of one moment the last stands, and pages do not show")
  func pages() throws {
    let place = try Place()
    let store = try place.open()
    let count = 2 * LicenseUsagePages.pageSize + 1
    let expected = (0..<count).map { usage(Int64($0), 9 + $0 % 3) }
    try store.write("Writing") { statements in
      for one in expected {
        var (higher, equal) = (one, one)
        higher.counts.logins += 1
        equal.counts = LicenseCounts(logins: one.counts.logins - 1, extendedContacts: 1)
        for figures in [higher, equal, one] { try statements.write(figures) }
      }
    }
    #expect(try all(store) == expected)
    #expect(try all(store, to: Int64(count - 1)) == Array(expected.dropLast()))
    // What is logged while a report is read does not belong to it.
    let cursor = try store.licenseUsage(from: Samples.start, to: nil, upTo: 0)
    try store.write("Writing") { try $0.write(usage(Int64(count), 20)) }
    var last: LicenseUsage?
    while let next = try cursor.next() { last = next }
    #expect(last == expected.last)
  }

  @Test("a window is found by its time, without a walk through the table or a sort")
  func plan() throws {
    let place = try Place()
    let store = try place.open()
    let plan = try store.read("Explaining") { database in
      try GRDB.Row.fetchAll(
        database, sql: "EXPLAIN QUERY PLAN " + LicenseUsagePages.sql, arguments: [0, 1]
      ).map { $0["detail"] as String }
    }
    #expect(
      plan == ["SEARCH license_usage USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)"])
  }
}
