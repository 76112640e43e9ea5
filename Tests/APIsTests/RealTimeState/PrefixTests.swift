import APIs
import ApplianceDomain
import Changes
import Documents
import Testing

/// What an integration sees is always a prefix of what happened: none lost, none twice, none before its time.
@Suite("The stream's order")
struct PrefixTests {
  /// The rows that the stream shows, after each single change of the log.
  private struct Histories {
    private(set) var tables: [String: Mirror.Rows] = [:]

    init(_ model: StateModel) { tables = Mirror.expected(model) }

    /// What a change makes of the tables; the same where the stream does not show it.
    mutating func apply(_ change: Change) {
      guard let names = Mirror.documented[change.table] else { return }
      let id = String(change.id.value)
      guard change.kind != .delete else {
        tables[change.table.rawValue]?[id] = nil
        if tables[change.table.rawValue]?.isEmpty == true { tables[change.table.rawValue] = nil }
        return
      }
      tables[change.table.rawValue, default: [:]][id] = Mirror.fields(of: change.row.row).filter {
        names.contains($0.key)
      }
    }
  }

  private struct NoPresentation: Error {}

  @Test(
    "each message leads to what the tables were after some change, and every change is reached in its order",
    arguments: [1, 2, 3, 4] as [UInt64])
  func prefixes(seed: UInt64) throws {
    // Small messages, so that many of them divide what one batch did.
    var limits = StreamLimits.withoutPause
    limits.modelUpdateBytes = 300
    let bench = try StreamBench(limits: limits)
    let client = try bench.subscribe()
    var histories = Histories(bench.appliance.snapshot().model)
    let start = bench.appliance.log.last
    let copied = try client.updates.count
    let begun = try bench.appliance.perform(.startPresentation(name: "News", representative: 1)).outcome
    guard case .presentation(let presentation) = begun else { throw NoPresentation() }
    _ = try bench.appliance.perform(.joinPresentation(lsid: presentation, name: "Ada"))
    _ = try bench.appliance.perform(.present(lsid: presentation, representative: 1))
    var bustle = Bustle(seed: seed)
    for _ in 0..<20 {
      bustle.act(on: bench.appliance, times: 6)
      client.loop.run()
    }

    var mirror = Mirror(Array(try client.updates.prefix(copied)))
    #expect(mirror.tables == histories.tables)
    guard case .batches(let batches) = bench.appliance.log.batches(after: start) else {
      Issue.record("The log has lost what happened")
      return
    }
    var changes = batches.flatMap(\.changes)[...]
    for message in try client.updates.dropFirst(copied) {
      mirror.take(message)
      repeat {
        let change = changes.popFirst()
        histories.apply(try #require(change, "No change explains \(message)"))
      } while mirror.tables != histories.tables
    }
    let shown = Set(
      try client.updates.flatMap { $0.members ?? [] }.flatMap { $0.value.members ?? [] }.map(\.name))
    #expect(
      shown.count == Mirror.documented.count - 1, "All tables but the attributes change: \(shown)")
    // What is left is nothing that the stream shows.
    for change in changes { histories.apply(change) }
    #expect(mirror.tables == histories.tables)
    #expect(mirror.problems == [])
  }
}

extension Batch {
  fileprivate var changes: [Change] {
    guard case .entries(let entries) = content else { return [] }
    return entries.compactMap { if case .change(let change) = $0 { change } else { nil } }
  }
}
