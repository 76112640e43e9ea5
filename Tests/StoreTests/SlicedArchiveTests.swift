import ApplianceDomain
import Archives
import Changes
import Determinism
import DomainTesting
import Foundation
import GRDB
import Locking
import Synchronization
import Testing

@testable import Store

/// Archives are made beside the batches: in slices, in bounded memory, and to the same bytes however that goes.
@Suite struct SlicedArchiveTests {
  private let start = TestOrganization.start.floored(toSeconds: 1800)

  @Test("batches that follow a border are durable before its state archive is whole, which waits for nobody")
  func beside() throws {
    let (store, place) = try open()
    let model = try Self.model(sessions: 1500)
    let (gate, isWriting) = (Answer(), Answer())
    store.queue.setProbe {
      isWriting.set(true)
      _ = gate.wait()
    }
    let whole = Lock<[Int?]>([])
    for number in 1...4 { store.accept(batch(number, number == 2 ? .archiveBoundary(model) : chat(number))) }
    for number in 1...4 {
      // Runs on the writing thread, right after the group.
      store.whenDurable(UInt64(number)) { isDurable in
        guard isDurable else { return }
        let count = try? store.pool.read {
          try Int.fetchOne($0, sql: "SELECT count(*) FROM archive WHERE kind = 'state' AND is_complete = 1")
        }
        whole.withLock { $0.append(count) }
      }
    }
    #expect(isWriting.wait() == true)
    gate.set(true)
    let entries = try store.archives(on: CivilDate(start), upTo: 4)
    #expect(whole.withLock { $0 } == [0, 0, 0, 0], "the model has more text than three slices")
    #expect(entries.map(\.kind) == [.state])
    let file = try #require(
      try store.file(.state, on: CivilDate(start), index: 1, upTo: 4))
    #expect(try file == ArchiveSamples.stateFile(of: model))
    #expect(try gunzip(file).count > 4 * StateFileWriter.sliceBytes)
    store.close()
    #expect(place.reports.all.isEmpty)
  }

  @Test("no more than two state archives are in the making, however fast the borders come")
  func bounded() throws {
    let (store, place) = try open()
    defer { withExtendedLifetime(place) {} }
    let model = try Self.model(sessions: 300)
    let most = Atomic(0)
    for number in 1...10 {
      let time = start.advanced(bySeconds: Int64(number) * 1800)
      store.accept(Batch(number: UInt64(number), time: time, content: .archiveBoundary(model)))
      store.whenDurable(UInt64(number)) { _ in
        let count = try? store.pool.read {
          try Int.fetchOne($0, sql: "SELECT count(*) FROM archive WHERE kind = 'state' AND is_complete = 0")
        }
        most.max(count.flatMap { $0 } ?? 99, ordering: .relaxed)
      }
    }
    #expect(try store.archives(on: CivilDate(start), upTo: 10).filter { $0.kind == .state }.count == 10)
    #expect((1...2).contains(most.load(ordering: .relaxed)))
    store.close()
  }

  @Test("an orderly end makes the state archives that are begun whole")
  func orderlyEnd() throws {
    let (store, place) = try open()
    store.accept(batch(1, .archiveBoundary(try Self.model(sessions: 800))))
    store.close()
    let again = try place.open()
    #expect(try again.archives(on: CivilDate(start), upTo: 0).map(\.kind) == [.state])
    again.close()
  }

  @Test(
    "an event archive has the same bytes whether its lines came at once, one by one, or over two processes")
  func sameBytes() throws {
    let batches = (1...900).map { batch($0, chat($0)) }
    let end = Batch(
      number: 901, time: start.advanced(bySeconds: 600), content: .archiveBoundary(StateModel()))
    var files: [[UInt8]] = []
    for way in 0..<3 {
      var (store, place) = try open()
      for (index, batch) in batches.enumerated() {
        store.accept(batch)
        if way == 1 { try store.queue.waitUntilWritten(batch.number) }
        if way == 2, index == 500 {
          store.close()
          (store, place) = (try place.open(), place)
        }
      }
      store.accept(end)
      files.append(try #require(try store.file(.event, on: CivilDate(start), index: 1, upTo: 901)))
      store.close()
    }
    #expect(files[1] == files[0])
    #expect(files[2] == files[0])
    let text = try gunzip(files[0])
    #expect(text == batches.flatMap { ArchiveSamples.lines(of: $0) })
    #expect(text.count > 3 * EventBlocks.blockBytes)
  }

  @Test("one batch with more lines than a block holds is told in pieces")
  func largeBatch() throws {
    let (store, place) = try open()
    defer { withExtendedLifetime(place) {} }
    guard case .entries(let entries) = chat(1) else { return }
    let large = batch(1, .entries(Array(repeating: entries[0], count: 2000)))
    store.accept(large)
    store.accept(
      Batch(number: 2, time: start.advanced(bySeconds: 600), content: .archiveBoundary(StateModel())))
    let file = try #require(try store.archive(.event, on: CivilDate(start), index: 1, upTo: 2))
    var pieces: [[UInt8]] = []
    while let piece = try file.next() { pieces.append(piece) }
    #expect(pieces.count > 6)
    #expect(try gunzip(pieces.flatMap { $0 }) == ArchiveSamples.lines(of: large))
    let waiting = try store.pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM archive_lines") }
    #expect(waiting == 0)
    store.close()
  }

  @Test("an active day counts though nothing happens in it, and what is older goes away piece by piece")
  func idleDays() throws {
    let place = try Place()
    let life = try place.begin(at: start)
    _ = try life.start()
    // A leap over twelve days: the process runs through all of them.
    #expect(life.appliance.setClock(now: start.advanced(bySeconds: 12 * 86_400)))
    let last = life.appliance.log.last
    let day = CivilDate(start)
    let kept = try (0...13).filter {
      try !life.store.archives(on: day.advanced(byDays: $0), upTo: last).isEmpty
    }
    #expect(kept == Array(6...12))
    life.store.queue.waitUntilIdle()
    let orphans = try life.store.pool.read {
      try Int.fetchOne(
        $0, sql: "SELECT count(*) FROM archive_piece WHERE archive NOT IN (SELECT id FROM archive)")
    }
    #expect(orphans == 0)
    life.store.close()
    // A process that comes after an idle week without one finds them all still there, but for the oldest.
    let later = try place.begin(at: start.advanced(bySeconds: 20 * 86_400))
    later.appliance.advance(bySeconds: 600) {}
    let number = later.appliance.log.last
    let left = try (0...21).filter {
      try !later.store.archives(on: day.advanced(byDays: $0), upTo: number).isEmpty
    }
    #expect(left == [7, 8, 9, 10, 11, 12, 20])
    later.store.close()
  }

  @Test("a reader whose archive is forgotten meanwhile is told so, and gets no file that looks whole")
  func forgotten() throws {
    let (store, place) = try open()
    defer { withExtendedLifetime(place) {} }
    store.accept(batch(1, .archiveBoundary(StateModel())))
    let file = try #require(try store.archive(.state, on: CivilDate(start), index: 1, upTo: 1))
    for number in 2...9 {
      let time = start.advanced(bySeconds: Int64(number) * 86_400)
      store.accept(Batch(number: UInt64(number), time: time, content: .archiveBoundary(StateModel())))
    }
    try store.queue.waitUntilArchived(9)
    store.queue.waitUntilIdle()
    #expect(throws: StoreError.self) { try file.next() }
    store.close()
  }

  private func open() throws -> (Store, Place) {
    let place = try Place()
    let store = try place.open()
    try store.initialise(Memory(organization: TestOrganization.organization, settings: Settings()), seed: 1)
    return (store, place)
  }

  private func batch(_ number: Int, _ content: Batch.Content) -> Batch {
    Batch(number: UInt64(number), time: start, content: content)
  }

  private func chat(_ number: Int) -> Batch.Content {
    var chance = SeededGenerator(seed: UInt64(number), stream: "chat")
    return .entries([
      .sessionEvent(
        SessionEvent(
          lsid: "a", sequence: number, timestamp: start, detail: .chatMessage(body: chance.hex(400)),
          performedBy: .system))
    ])
  }

  /// A model in which many sessions wait.
  private static func model(sessions: Int) throws -> StateModel {
    var domain = TestOrganization.domain()
    for place in 0..<sessions {
      let request = SessionRequest(
        method: .queue(.team(1), as: .sessionKey), customer: CustomerInfo(name: "Customer \(place)"))
      _ = try domain.perform(.startSession(request), at: TestOrganization.start)
    }
    return domain.model
  }
}
