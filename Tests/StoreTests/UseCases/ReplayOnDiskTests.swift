import ApplianceDomain
import Archives
import Changes
import Determinism
import DomainTesting
import Foundation
import GRDB
import Locking
import Testing

@testable import Store

/// Replaying event archives from any state archive gives every later one, whatever happened in between.
@Suite struct ReplayOnDiskTests {
  private let start = TestOrganization.start.floored(toSeconds: 1800)

  @Test("from any state archive the event archives lead to all later ones", arguments: [1, 2])
  func exact(_ seed: UInt64) throws {
    let life = try begin(Place(), seed: seed)
    life.appliance.advance(bySeconds: 5400 + 1) {}
    let shelf = try ArchiveShelf(life.store, from: CivilDate(start), upTo: life.appliance.log.last)
    #expect(shelf.states.count == 4)
    #expect(shelf.windows.count == 9)
    #expect(try shelf.replayEverything() == 6)
    try GuideTables.check(shelf.windows.flatMap(\.lines))
    let types = Set(shelf.windows.flatMap(\.lines).map(\.type))
    #expect(types == ["model_insert", "model_update", "model_delete", "session_event"])
    let tables = Set(shelf.windows.flatMap(\.lines).filter { $0.type == "model_insert" }.flatMap(\.data.keys))
    #expect(tables == Set(TableName.allCases.map(\.rawValue)), "every table had rows")
    #expect(shelf.states.allSatisfy { $0.second == start.seconds || $0.replica.tables.count > 6 })
    life.store.close()
  }

  @Test("also across ends and kills of the process, early and late, within a window and over gaps")
  func restarts() throws {
    var places = [try Place()]
    var time = start
    let gaps: [Int64] = [0, 1, 400, 1500, 4000, 30]
    for (round, gap) in gaps.enumerated() {
      let place = places[places.count - 1]
      let life = try begin(place, seed: UInt64(round + 10), at: time.advanced(bySeconds: gap))
      let copy = Copy()
      if round % 2 == 0 {
        // A kill leaves the files as they were in the middle of some transaction.
        life.store.queue.setProbe { [directory = place.directory] in
          copy.take(of: directory, at: 1000 + round * 200)
        }
      }
      life.appliance.advance(bySeconds: 1100 + Int64(round) * 190) {}
      life.store.close()
      if round % 2 == 0 { places.append(try #require(copy.place)) }
      let store = try places[places.count - 1].open()
      time = try #require(try store.lastTime()).floored(toSeconds: 1).advanced(bySeconds: 1)
      store.close()
    }
    let place = places[places.count - 1]
    let last = try begin(place, seed: 99, at: time)
    last.appliance.advance(bySeconds: 1800) {}
    let shelf = try ArchiveShelf(
      last.store, from: CivilDate(start), days: 2, upTo: last.appliance.log.last)
    let truncations = shelf.windows.flatMap(\.lines).filter { $0.type == "truncate_model" }.count
    #expect(truncations == gaps.count, "each restart is marked once")
    // How many there are depends on how large the store's groups are, and so on how busy the machine is: a kill comes
    // after so many of them.
    #expect(shelf.states.count >= 3)
    #expect(try shelf.replayEverything() == shelf.states.count * (shelf.states.count - 1) / 2)
    last.store.close()
  }

  private func begin(_ place: Place, seed: UInt64, at time: Timestamp? = nil) throws -> LifeOnDisk {
    try place.begin(
      organization: TestOrganization.organization, at: time ?? start,
      participant: Crowd(seed: seed, wishesPerTick: 1))
  }
}

/// A copy of a data directory, taken once in the middle of a transaction.
private final class Copy: Sendable {
  private let state = Lock<(statements: Int, directory: String?)>((0, nil))

  var place: Place? { state.withLock { $0.directory }.map { Place(directory: $0) } }

  /// Runs on the writing thread, so that no checkpoint moves pages between the two files.
  func take(of directory: String, at statement: Int) {
    state.withLock { state in
      state.statements += 1
      guard state.statements == statement else { return }
      let copy = "\(directory)-killed"
      try? FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: true)
      for suffix in ["", "-wal"] {
        let name = "/" + Store.fileName + suffix
        try? FileManager.default.copyItem(atPath: directory + name, toPath: copy + name)
      }
      state.directory = copy
    }
  }
}
