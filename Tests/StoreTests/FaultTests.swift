import ApplianceDomain
import Archives
import Changes
import Determinism
import Foundation
import GRDB
import History
import Locking
import Synchronization
import Testing

@testable import Store

/// Disks that fail, fill up or stop in the middle.
@Suite struct FaultTests {
  struct Failure: Error {}

  @Test("whichever statement fails once, nothing is lost and nothing is out of order")
  func failOnce() throws {
    var k = 1
    while true {
      let place = try Place()
      let count = Atomic(0)
      let failing = k
      let life = try place.begin(probe: {
        if count.add(1, ordering: .relaxed).newValue == failing { throw Failure() }
      })
      let recorded = Recorded()
      var last = try life.drive(into: recorded)
      // One more change, with which a failed group is tried again.
      last = try life.perform(.setIdle(representative: 12, false)).number
      life.store.close()
      let statements = count.load(ordering: .relaxed)
      try place.expectRecord(of: life.batches, upTo: last, "statement \(k) failed")
      #expect(place.reports.all.count == (statements >= k ? 2 : 0), "statement \(k) of \(statements)")
      guard statements >= k else { return }
      k += k < 12 ? 1 : 5
    }
  }

  @Test(
    "where every statement fails from the k-th on, what is kept is a beginning without gaps",
    arguments: [
      1, 2, 3, 10, 25, 50, 75, 100,
    ])
  func failForGood(_ k: Int) throws {
    let place = try Place()
    let count = Atomic(0)
    let life = try place.begin(probe: {
      if count.add(1, ordering: .relaxed).newValue >= k { throw Failure() }
    })
    let last = try life.drive()
    let answer = Answer()
    life.store.whenDurable(last) { answer.set($0) }
    #expect(answer.wait() == false)
    #expect(throws: StoreError.notWritten) {
      try life.store.sessions(.everything, withEvents: true, upTo: last)
    }
    let written = life.store.queue.writtenNumber
    #expect(written < last)
    life.store.close()
    try place.expectRecord(of: life.batches, upTo: written, mayLackStates: true, "failed from \(k) on")
  }

  @Test("a full disk is reported and answered, and everything is written when there is room again")
  func fullDisk() throws {
    let place = try Place()
    let life = try place.begin()
    let lsid = try life.start()
    try life.store.queue.waitUntilWritten(life.appliance.log.last)
    try life.store.pool.writeWithoutTransaction { database in
      let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
      try database.execute(sql: "PRAGMA max_page_count = \(pages + 4)")
    }
    let body = String(repeating: "x", count: 50_000)
    let failed = try life.perform(.sendChatMessage(lsid: lsid, from: .customer, body: body)).number
    let answer = Answer()
    life.store.whenDurable(failed) { answer.set($0) }
    #expect(answer.wait() == false)
    #expect(place.reports.all.count == 1)
    try life.store.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA max_page_count = 1000000") }
    let last = try life.perform(.sendChatMessage(lsid: lsid, from: .customer, body: "small")).number
    let again = Answer()
    life.store.whenDurable(last) { again.set($0) }
    #expect(again.wait() == true)
    #expect(place.reports.all.count == 2)
    life.store.close()
    try place.expectRecord(of: life.batches, upTo: last, "the disk was full")
  }

  @Test("a copy of the files in the middle of any transaction is a beginning without gaps")
  func killed() throws {
    let place = try Place()
    let copies = Copies()
    let store = Lock<Store?>(nil)
    let life = try place.begin(probe: { [directory = place.directory] in
      // Runs on the writing thread, so that no checkpoint moves pages between the two copies.
      guard let store = store.withLock({ $0 }) else { return }
      copies.take(of: directory, written: store.queue.writtenNumber)
    })
    store.withLock { $0 = life.store }
    _ = try life.drive()
    life.store.close()
    store.withLock { $0 = nil }
    let taken = copies.all
    #expect(taken.count > 3)
    for (copy, written) in taken {
      try copy.expectRecord(
        of: life.batches, upTo: written, mayLackStates: true, "killed after \(written)")
    }
  }

  @Test("a store that is closed answers what it could not write with false")
  func closed() throws {
    let place = try Place()
    let life = try place.begin(probe: { throw Failure() })
    let number = try life.perform(.startSession(Samples.request())).number
    life.store.close()
    let answer = Answer()
    life.store.whenDurable(number) { answer.set($0) }
    #expect(answer.wait() == false)
    #expect(throws: StoreError.closed) { try life.store.lastTime() }
    life.store.close()
  }

  @Test("many threads' changes are written in groups, and everybody is told once")
  func groups() throws {
    let place = try Place()
    let life = try place.begin()
    let told = Lock<[UInt64]>([])
    let store = life.store
    let appliance = life.appliance
    let threads = 8
    let done = Answer(count: threads)
    for thread in 0..<threads {
      Thread.detachNewThread {
        for round in 0..<40 {
          let number = try? appliance.perform(.saveAccount(Samples.account("\(thread)-\(round)"))).number
          guard let number else { continue }
          store.whenDurable(number) { isDurable in
            if isDurable { told.withLock { $0.append(number) } }
          }
        }
        done.set(true)
      }
    }
    #expect(done.wait() == true)
    store.close()
    #expect(told.withLock { $0.count } == threads * 40)
    #expect(told.withLock { Set($0).count } == threads * 40)
    #expect(try place.open().readMemory()?.accounts.count == threads * 40 + 1)
  }
}

/// Copies of a data directory, as a kill would leave it.
private final class Copies: Sendable {
  /// How many copies are taken at most, and every how many statements.
  private static let limit = 24
  private static let step = 17

  private let state = Lock<(statements: Int, taken: [(directory: String, written: UInt64)])>((0, []))

  func take(of directory: String, written: UInt64) {
    state.withLock { state in
      state.statements += 1
      guard state.statements % Self.step == 0, state.taken.count < Self.limit else { return }
      let copy = "\(directory)-copy\(state.taken.count)"
      try? FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: true)
      for suffix in ["", "-wal"] {
        let name = "/" + Store.fileName + suffix
        try? FileManager.default.copyItem(atPath: directory + name, toPath: copy + name)
      }
      state.taken.append((copy, written))
    }
  }

  var all: [(Place, UInt64)] {
    state.withLock { $0.taken.map { (Place(directory: $0.directory), $0.written) } }
  }
}

/// Answers of other threads, waited for with a bound.
final class Answer: Sendable {
  private let condition = NSCondition()
  private let state: Lock<(missing: Int, value: Bool?)>

  init(count: Int = 1) { state = Lock((count, nil)) }

  func set(_ value: Bool) {
    condition.withLock {
      state.withLock { $0 = ($0.missing - 1, value) }
      condition.broadcast()
    }
  }

  /// The last answer, when all have come; nil where they do not come in time.
  func wait() -> Bool? {
    let limit = Date(timeIntervalSinceNow: 20)
    return condition.withLock {
      while state.withLock({ $0.missing > 0 }) { guard condition.wait(until: limit) else { return nil } }
      return state.withLock { $0.value }
    }
  }
}

extension Place {
  /// Opens the directory again and compares it with what the batches say happened up to a batch.
  ///
  /// - Parameter mayLackStates: whether the process died, so that state archives which were being written are missing.
  func expectRecord(
    of batches: [Batch], upTo last: UInt64, mayLackStates: Bool = false, _ comment: Comment
  ) throws {
    let store = try open()
    defer { store.close() }
    let verdict = try store.pool.read { try String.fetchAll($0, sql: "PRAGMA integrity_check") }
    #expect(verdict == ["ok"], comment)
    let recorded = Recorded()
    recorded.read(batches, upTo: last)
    let sessions = try store.sessions(.everything, withEvents: true, upTo: 0).all()
    #expect(sessions.map(\.record) == recorded.sessions, comment)
    #expect(sessions.map(\.events) == recorded.sessions.map { recorded.events[$0.lsid] ?? [] }, comment)
    let expected = try Expected(batches, upTo: last)
    let day = CivilDate(Samples.start)
    let entries = try store.archives(on: day, upTo: 0)
    #expect(entries.filter { $0.kind == .event }.map(\.time) == expected.windows.map(\.start), comment)
    let states = entries.filter { $0.kind == .state }
    let missing = expected.states.count - states.count
    #expect((0...(mayLackStates ? WriteQueue.Limits().snapshots : 0)).contains(missing), comment)
    for (entry, state) in zip(states, expected.states) {
      #expect(entry.time == state.time, comment)
      #expect(try store.file(.state, on: day, index: entry.index, upTo: 0) == state.file, comment)
    }
    for (place, window) in expected.windows.enumerated() {
      let told = try store.content(.event, on: day, index: place + 1, upTo: 0)
      #expect(told == window.lines.flatMap { $0 }, comment)
    }
  }
}
