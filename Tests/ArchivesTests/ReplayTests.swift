import ApplianceDomain
import Archives
import Changes
import Determinism
import Documents
import Testing

/// What whoever rebuilds a database from archives does.
@Suite struct ReplayTests {
  @Test("replaying an event archive onto a state archive gives the next state archive exactly")
  func replay() throws {
    let office = Office()
    try office.work()
    let stops = office.collector.stops
    #expect(stops.count > 6)
    var replica = Replica(try JSONValue(parsing: gunzip(stops[0].state)))
    for stop in stops.dropFirst() {
      for line in stop.lines.split(separator: 0x0A) { try replica.apply(JSONValue(parsing: line)) }
      let expected = Replica(try JSONValue(parsing: gunzip(stop.state)))
      #expect(replica.tables == expected.tables)
    }
    #expect(replica.tables.values.contains { !$0.isEmpty })
    let types = Set(office.collector.types)
    #expect(types == ["model_insert", "model_update", "model_delete", "session_event"])
  }

  @Test("a restart begins with a truncate_model, after which its inserts make the whole model")
  func restart() throws {
    let office = Office()
    try office.work()
    let again = Office(memory: office.memory(lifetime: 2), at: office.appliance.now.advanced(bySeconds: 1))
    try again.work()
    #expect(again.collector.types.first == "truncate_model")
    var replica = Replica(try JSONValue(parsing: gunzip(office.collector.stops[1].state)))
    for stop in again.collector.stops {
      for line in stop.lines.split(separator: 0x0A) { try replica.apply(JSONValue(parsing: line)) }
      #expect(replica.tables == Replica(try JSONValue(parsing: gunzip(stop.state))).tables)
    }
  }
}

/// The tables as a reader of archives holds them: table, row id, field.
struct Replica {
  var tables: [String: [String: [String: JSONValue]]] = [:]

  init(_ state: JSONValue) {
    for table in state.members ?? [] {
      for row in table.value.members ?? [] { set(table.name, row) }
    }
  }

  mutating func apply(_ line: JSONValue) throws {
    switch try #require(line["type"]?.text) {
    case "truncate_model": tables = [:]
    case "model_insert", "model_update":
      for table in line["data"]?.members ?? [] {
        for row in table.value.members ?? [] { set(table.name, row) }
      }
    case "model_delete":
      for table in line["data"]?.members ?? [] {
        for id in table.value.array ?? [] {
          let removed = tables[table.name]?.removeValue(forKey: try #require(id.text))
          #expect(removed != nil, "a deleted row was there")
        }
        if tables[table.name]?.isEmpty == true { tables[table.name] = nil }
      }
    case "session_event": #expect(line["lsid"]?.text != nil)
    case let type: Issue.record("an event of the type \(type)")
    }
  }

  private mutating func set(_ table: String, _ row: JSONValue.Member) {
    for field in row.value.members ?? [] {
      tables[table, default: [:]][row.name, default: [:]][field.name] = field.value
    }
  }
}
