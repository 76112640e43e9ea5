import ApplianceDomain
import Archives
import Changes
import Determinism
import DomainTesting
import Simulation
import Testing

@testable import Store

/// The guide's "Use Cases" for archives: each figure, computed from the files alone, is what was counted in the living
/// appliance second by second.
@Suite struct UseCaseTests {
  private static let hours: Int64 = 2

  @Test("every metric of the guide comes out of the archives as it was counted in the model")
  func metrics() throws {
    let place = try Place()
    let start = TestOrganization.start.floored(toSeconds: 1800)
    let simulation = Simulation(
      seed: 1, lifetime: 1,
      scenario: Scenario(rates: SimulationRates(arrivalsPerHour: 120, idleEveryMinutes: 5)))
    let life = try place.begin(
      organization: TestOrganization.organization, at: start,
      participant: Crowd(seed: 1, simulation: simulation, wishesPerTick: 1))
    var books = Metrics()
    let end = start.advanced(bySeconds: Self.hours * 3600)
    for second in start.seconds..<end.seconds {
      // The first state archive is of the empty model, just before anything of its second.
      books.count(life.appliance.snapshot().model, at: second)
      life.appliance.advance(bySeconds: 1) {}
    }
    let read = try metrics(of: life, start: start, end: end)
    #expect(read == books)
    #expect(read.averageWork == books.averageWork)
    #expect(read.users == books.users)
    expectLife(in: books)
    life.store.close()
  }

  /// Replays the files second by second.
  private func metrics(of life: LifeOnDisk, start: Timestamp, end: Timestamp) throws -> Metrics {
    let shelf = try ArchiveShelf(
      life.store, from: CivilDate(start), upTo: life.appliance.log.last)
    var replica = try #require(shelf.states.first).replica
    var lines = shelf.windows.flatMap(\.lines)[...]
    var metrics = Metrics()
    for second in start.seconds..<end.seconds {
      while let line = lines.first, line.second <= second {
        try replica.apply(line)
        lines.removeFirst()
      }
      metrics.count(replica, at: second)
    }
    return metrics
  }

  /// That everything happened which the figures are about; else they would agree about nothing.
  private func expectLife(in books: Metrics) {
    #expect(books.work.count > 3 && books.averageWork > 1)
    #expect(books.active > 0 && books.waiting > 0 && books.disconnected > 0)
    #expect(books.logins.count > 6, "somebody came back")
    #expect(books.users.least < books.users.most)
    #expect(books.withoutSession > 0 && books.concurrent.keys.contains { $0 > 1 })
    #expect(books.autoAssign > 0 && books.available > 0 && books.idle > 0)
  }
}
