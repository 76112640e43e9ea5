import ApplianceDomain
import Archives
import Configuration
import Determinism
import Glibc
import Logging
import Reactor
import Store

/// The appliance's record on disk, and what it remembers at this start.
struct OpenedRecord {
  let store: Store
  let memory: Memory
  /// The appliance's time at this start.
  let clockStart: Timestamp
  /// A directory that goes with the process.
  let temporaryDirectory: String?

  /// Opens the record, and fills an empty one with the seed data, after the past that was asked for.
  ///
  /// - Parameters:
  ///   - identity: what the appliance says of itself in event archives.
  ///   - signals: those that end the making of a past; nil where none are looked at.
  static func open(
    _ configuration: ServeConfiguration, seedData: Organization, identity: ApplianceIdentity,
    signals: Signals?,
    logger: Logger
  ) throws(StartFault) -> OpenedRecord {
    let temporary = configuration.isEphemeral ? try makeTemporaryDirectory() : nil
    if let seconds = configuration.history {
      let maker = PastMaker(configuration, seedData, identity, signals, logger)
      do throws(StartFault) {
        try maker.make(seconds: seconds, in: temporary ?? configuration.data)
      } catch {
        if let temporary { Assembly.removeDirectory(temporary) }
        throw error
      }
    }
    let store = try attempt { () throws(StoreError) in
      try Store.open(
        directory: temporary ?? configuration.data, identity: identity,
        survival: configuration.durability == .power ? .power : .process,
        isEphemeral: configuration.isEphemeral, takesOver: configuration.history != nil
      ) { sentence in logger.error("\(sentence)") }
    }
    let last = try attempt { () throws(StoreError) in try store.lastTime() }
    let start = try clockStart(configuration, after: last)
    let memory = try attempt { () throws(StoreError) in
      guard var kept = try store.readMemory() else {
        let fresh = Memory(organization: seedData, settings: configuration.settings(for: seedData))
        try store.initialise(fresh, seed: configuration.seed)
        return fresh
      }
      // Flags and configuration apply at every start; everything else is the directory's own.
      kept.organization = kept.organization.named(
        company: configuration.company, hostname: configuration.hostname)
      kept.settings = configuration.settings(over: kept.settings)
      return kept
    }
    return OpenedRecord(store: store, memory: memory, clockStart: start, temporaryDirectory: temporary)
  }

  /// A start before the last recorded time would put effects before their causes: asked for, it is refused; not asked
  /// for (the real clock is behind an appliance that ran fast), the appliance goes on where it stopped.
  private static func clockStart(
    _ configuration: ServeConfiguration, after last: Timestamp?
  ) throws(StartFault) -> Timestamp {
    guard let asked = configuration.clockStart else {
      let now = SystemTime.wallClock()
      return last.map { max($0, now) } ?? now
    }
    if let last, asked < last {
      throw .configuration(
        "--clock-start \(asked.rfc3339) lies before \(last.rfc3339), the last appliance time recorded in "
          + "\(configuration.data): choose a later start, reset the appliance, or give another directory with --data"
      )
    }
    return asked
  }

  private static func makeTemporaryDirectory() throws(StartFault) -> String {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(parent)/mock-appliance-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw .failure("Cannot make a temporary directory in \(parent): \(String(cString: strerror(errno)))")
    }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  static func attempt<T>(_ body: () throws(StoreError) -> T) throws(StartFault) -> T {
    do throws(StoreError) { return try body() } catch { throw .failure(error.description) }
  }
}
