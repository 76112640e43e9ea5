import APIKit
import ApplianceDomain
import Archives
import Changes
import Configuration
import Determinism
import Locking
import Logging
import Reactor
import Simulation
import Store

/// Fills an empty data directory with a simulated past, which ends where the appliance's clock starts.
///
/// The past is a lifetime of its own, before the first: the same appliance and the same simulation, as fast as they go,
/// written as a living appliance's changes are. What belongs to the start, such as the seed data's sessions, keys and
/// logged-in representatives, is not in it. It does not matter where its making ends: what is written is a whole
/// beginning, with which an appliance can start as after a crash.
struct PastMaker {
  /// The seconds of the past between two looks at signals, and at the progress.
  private static let stepSeconds: Int64 = 600

  private let configuration: ServeConfiguration
  private let seedData: Organization
  private let identity: ApplianceIdentity
  private let signals: Signals?
  private let logger: Logger
  private let trouble = Trouble()

  init(
    _ configuration: ServeConfiguration, _ seedData: Organization, _ identity: ApplianceIdentity,
    _ signals: Signals?, _ logger: Logger
  ) {
    self.configuration = configuration
    self.seedData = seedData
    self.identity = identity
    self.signals = signals
    self.logger = logger
  }

  /// Makes the past; answers false where the directory has an appliance already, which is left alone.
  ///
  /// A past whose making ended too early, and in which nobody has lived yet, is made anew from its beginning.
  ///
  /// - Parameter seconds: how long it is.
  /// - Throws: ``StartFault/interrupted`` after a signal.
  @discardableResult
  func make(seconds: Int64, in directory: String) throws(StartFault) -> Bool {
    let began = end.advanced(bySeconds: -seconds)
    guard began.milliseconds >= 0 else { throw .configuration("the history reaches back before 1970") }
    guard let store = try emptyStore(directory) else {
      logger.notice("\(directory) has a history of its own, and no other is made")
      return false
    }
    do throws(StartFault) {
      try make(from: began, store)
      store.close()
      return true
    } catch {
      store.close()
      throw error
    }
  }

  /// The time up to which there is to be a past: the clock's start, which moves on where it is the real time.
  private var end: Timestamp { configuration.clockStart ?? SystemTime.wallClock() }

  /// The record of a directory in which nobody has lived; nil where somebody has.
  private func emptyStore(_ directory: String) throws(StartFault) -> Store? {
    let store = try open(directory)
    guard try OpenedRecord.attempt({ () throws(StoreError) in try store.recordedSeed() }) != nil else {
      return store
    }
    guard try OpenedRecord.attempt({ () throws(StoreError) in try store.hasUnfinishedPast() }) else {
      store.close()
      return nil
    }
    logger.notice("the history in \(directory) was not finished, and is made anew")
    store.discard()
    return try open(directory)
  }

  private func open(_ directory: String) throws(StartFault) -> Store {
    // Archives would be deleted again when their day is over.
    let firstDay = CivilDate(end).advanced(byDays: 1 - Int64(ArchiveCalendar.activeDays))
    return try OpenedRecord.attempt { () throws(StoreError) in
      try Store.open(directory: directory, identity: identity, archivesBegin: firstDay.start) { [trouble] in
        trouble.note($0)
      }
    }
  }

  private func make(from began: Timestamp, _ store: Store) throws(StartFault) {
    let memory = Memory(organization: seedData, settings: configuration.settings(for: seedData))
    try OpenedRecord.attempt { () throws(StoreError) in
      try store.initialise(memory, seed: configuration.seed, past: began)
    }
    let simulation = Simulation(
      seed: configuration.seed, lifetime: memory.lifetime, scenario: configuration.scenario,
      profile: configuration.profile, profiles: configuration.profiles)
    let time = ManualTime()
    let appliance = Appliance(
      domain: ApplianceDomain(
        memory: Self.withoutStart(memory),
        capabilities: Edition(version: configuration.apiVersion, fidelity: configuration.fidelity)
          .capabilities,
        seed: configuration.seed),
      clock: ApplianceClock(start: began, rate: 0, monotonic: time.nanoseconds()), monotonic: time,
      durability: store, participant: SimulationParticipant(simulation))
    var progress = PastProgress(from: began, logger, asLines: configuration.logFormat == .json)
    try run(appliance, &progress)
    // At the start itself nobody acts: only what is due by then happens, and the archives' border is passed.
    simulation.isActive = false
    appliance.advance(bySeconds: max(0 as Int64, end.seconds - appliance.now.seconds)) {}
    try OpenedRecord.attempt { () throws(StoreError) in try store.finishPast(upTo: appliance.log.last) }
    progress.finish(at: appliance.now)
  }

  /// Lets the time pass up to the second before the start.
  private func run(_ appliance: Appliance, _ progress: inout PastProgress) throws(StartFault) {
    while true {
      let (now, last) = (appliance.now, end.advanced(bySeconds: -1))
      guard now < last else { return }
      let left = (last.milliseconds - now.milliseconds + 999) / 1000
      appliance.advance(bySeconds: min(Self.stepSeconds, left)) {}
      progress.show(appliance.now, of: last)
      // A living appliance waits for its disk; here nobody would notice for an hour.
      if let sentence = trouble.sentence {
        progress.end()
        throw .failure(sentence)
      }
      while let signal = signals?.pending() {
        guard signal != .hangUp else { continue }  // The configuration is read at the start anyway.
        progress.end()
        throw .interrupted
      }
    }
  }

  /// What an appliance remembers whose start nobody has prepared: no sessions, no keys, nobody logged in for ever, and no
  /// failover, whose times count from the start.
  private static func withoutStart(_ memory: Memory) -> Memory {
    var past = memory
    past.organization.startup = Startup()
    for place in past.organization.representatives.indices {
      past.organization.representatives[place].loggedInAtStart = false
    }
    past.organization.appliances.failover = nil
    return past
  }
}

/// What the store has complained of.
private final class Trouble: Sendable {
  private let first = Lock<String?>(nil)

  var sentence: String? { first.withLock { $0 } }

  func note(_ sentence: String) { first.withLock { $0 = $0 ?? sentence } }
}
