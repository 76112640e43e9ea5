import ApplianceDomain
import Archives
import Changes
import Determinism
import History
import Testing

@testable import Store

/// Records that begin with a simulated past.
@Suite struct PastTests {
  private static let began = Samples.start.advanced(bySeconds: -86_400)

  /// Writes a past of some steps; answers the last batch's number.
  private static func makePast(_ place: Place, archivesBegin: Timestamp? = nil) throws -> (LifeOnDisk, UInt64)
  {
    let store = try Store.open(
      directory: place.directory, identity: Samples.identity, archivesBegin: archivesBegin
    ) { place.reports.add($0) }
    let memory = Memory(organization: Samples.organization, settings: Settings())
    try store.initialise(memory, seed: 1, past: began)
    let life = LifeOnDisk(place: place, store: store, memory: memory, time: began)
    return (life, try life.drive())
  }

  @Test("the first life after a past is the first that anybody meets, and the next one is not")
  func firstLife() throws {
    let place = try Place()
    let (life, number) = try Self.makePast(place)
    #expect(life.memory.isFirstLife)
    #expect(try life.store.hasUnfinishedPast())
    try life.store.finishPast(upTo: number)
    #expect(try !life.store.hasUnfinishedPast())
    life.store.close()
    for (lifetime, isFirst) in [(UInt64(2), true), (3, false)] {
      let store = try place.open()
      let memory = try #require(try store.readMemory())
      #expect(memory.lifetime == lifetime)
      #expect(memory.isFirstLife == isFirst)
      #expect(memory.lastLseq == 2)
      store.close()
    }
  }

  @Test("a past that was not finished is known as such until somebody lives in it, and can be thrown away")
  func unfinished() throws {
    let place = try Place()
    let (life, _) = try Self.makePast(place)
    life.store.close()
    var store = try place.open()
    #expect(try store.hasUnfinishedPast())
    store.discard()
    store = try place.open()
    #expect(try store.recordedSeed() == nil)
    #expect(try !store.hasUnfinishedPast())
    store.close()
    let (again, _) = try Self.makePast(place)
    again.store.close()
    store = try place.open()
    #expect(try store.readMemory()?.isFirstLife == true)
    #expect(try !store.hasUnfinishedPast())
    #expect(try store.sessions(.everything, withEvents: false, upTo: 0).all().count == 2)
  }

  @Test("a life without a past before it is the first once, and a reset begins a first life without a past")
  func withoutPast() throws {
    let place = try Place()
    let life = try place.begin()
    #expect(life.memory.isFirstLife)
    #expect(try !life.store.hasUnfinishedPast())
    life.store.close()
    #expect(try place.open().readMemory()?.isFirstLife == false)
    let other = try Place()
    let (past, number) = try Self.makePast(other)
    try past.store.finishPast(upTo: number)
    let memory = Memory(organization: Samples.organization, settings: Settings())
    past.appliance.reset(
      to: memory, domain: ApplianceDomain(memory: memory, capabilities: Samples.capabilities, seed: 1),
      clockStart: Samples.start, rate: 0)
    past.store.close()
    #expect(try other.open().readMemory()?.isFirstLife == false)
  }

  @Test("archives begin when they are told to, and lead on from there as ever")
  func archives() throws {
    let place = try Place()
    let (life, number) = try Self.makePast(place, archivesBegin: Self.began.advanced(bySeconds: 1200))
    let entries = try life.store.archives(on: CivilDate(Self.began), upTo: number)
    #expect(entries.map(\.time) == [1200, 1800].map { Self.began.advanced(bySeconds: $0) })
    #expect(entries.map(\.index) == [1, 1])
    #expect(try life.store.sessions(.everything, withEvents: true, upTo: number).all().count == 2)
    #expect(place.reports.all.isEmpty)
  }
}
