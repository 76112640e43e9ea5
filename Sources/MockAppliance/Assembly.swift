import APIKit
import APIs
import ApplianceDomain
import Backups
import Changes
import Configuration
import ControlAPI
import Determinism
import Glibc
import HTTPMessages
import HTTPServing
import History
import Locking
import Logging
import Reactor
import Simulation
import Store
import Synchronization

/// The whole appliance, put together: the only place that knows both its ends.
///
/// Order of the start: what can be refused comes first (configuration, certificates, record), then the domain comes to
/// life, then the doors open.
final class Assembly: Sendable {
  /// Worker threads for what may block: reports, archives, leaps of the clock.
  private static let workerCount = 4

  let configuration: ServeConfiguration
  /// The settings of the configuration as it was last read; a reset goes back to them.
  let configuredSettings: Lock<Settings>
  let logger: Logger
  let record: OpenedRecord
  let tickets: TicketKeeper
  let certificates: Certificates
  let simulation: Simulation
  let appliance: Appliance
  let edition: Edition
  let hub: StreamHub
  let library: StateLibrary
  let addresses: Addresses
  let downloads: SessionDownloads
  let backups: BackupMaker
  let isStopping = Atomic<Bool>(false)
  let startedAt = SystemTime().nanoseconds()
  /// Where the system picks the port: it is known before anything that happens names it.
  private let reservedPort: ReservedPort?
  private let group: EventLoopGroup
  private let workers: WorkerPool
  private let server: HTTPServer
  private let metronome: Metronome

  init(
    _ configuration: ServeConfiguration, logger: Logger, signals: Signals? = nil,
    streamLimits: StreamLimits? = nil
  ) throws(StartFault) {
    self.configuration = configuration
    configuredSettings = Lock(configuration.settings)
    self.logger = logger
    edition = Edition(version: configuration.apiVersion, fidelity: configuration.fidelity)
    let seedData = try Self.seedData(configuration)
    // A pair that cannot be served is refused before a new directory is filled.
    let pair = try Certificates.ownPair(configuration)
    downloads = SessionDownloads(seed: configuration.seed)
    reservedPort = try Self.reservedPort(configuration)
    addresses = Addresses(seedData, https: reservedPort?.port ?? configuration.port)
    record = try OpenedRecord.open(
      configuration, seedData: seedData, identity: Self.identity(configuration, downloads, addresses),
      signals: signals, logger: logger)
    for problem in configuration.unknownTeams(in: record.memory.organization) { logger.warning("\(problem)") }
    addresses.remember(record.memory.organization)
    tickets = TicketKeeper(configuration, logger)
    certificates = try Certificates(
      configuration, pair, record.memory.organization, tickets.keys, logger)
    simulation = Simulation(
      seed: configuration.seed, lifetime: record.memory.lifetime, scenario: configuration.scenario,
      profile: configuration.profile, profiles: configuration.profiles, isRunning: configuration.simulation)
    appliance = Appliance(
      domain: ApplianceDomain(
        memory: record.memory, capabilities: edition.capabilities, seed: configuration.seed),
      clock: ApplianceClock(
        start: record.clockStart, rate: configuration.clockRate, monotonic: SystemTime().nanoseconds()),
      monotonic: SystemTime(), durability: record.store, participant: SimulationParticipant(simulation))
    backups = BackupMaker(
      record.store, appliance, directory: record.temporaryDirectory ?? configuration.data,
      data: configuration.data)
    hub = StreamHub(
      appliance: appliance, version: configuration.apiVersion,
      limits: streamLimits ?? StreamLimits(configuration.limits))
    library = StateLibrary(
      version: configuration.apiVersion, reactiveExtensions: .read(configuration.rxjs, logger))
    (group, workers) = try ApplianceRunner.attempt("Cannot start the threads") { () throws(SystemFault) in
      (
        try EventLoopGroup(count: configuration.threads ?? Self.coreCount),
        try WorkerPool(threads: Self.workerCount)
      )
    }
    server = HTTPServer(
      configuration: ServerConfiguration(configuration.limits), group: group, workers: workers, logger: logger
    )
    let appliance = appliance
    metronome = try ApplianceRunner.attempt("Cannot start the metronome") { () throws(SystemFault) in
      try Metronome(appliance)
    }
  }

  /// The seed data with the names that `serve` was told, and with the scenario's own staff.
  static func seedData(_ configuration: ServeConfiguration) throws(StartFault) -> Organization {
    do throws(ConfigurationFault) {
      return try SeedData.load(configuration.seedData, hashing: Hashing.openSSL.hash)
        .named(company: configuration.company, hostname: configuration.hostname)
        .staffed(by: configuration.scenario.staff, seed: configuration.seed)
    } catch {
      throw .configuration(error.description)
    }
  }

  private static func reservedPort(_ configuration: ServeConfiguration) throws(StartFault) -> ReservedPort? {
    guard configuration.port == 0 else { return nil }
    return try ApplianceRunner.attempt("Cannot reserve a port on \(configuration.host)") {
      () throws(SystemFault) in
      try ListeningSocket.reserve(host: configuration.host)
    }
  }

  /// Opens the doors.
  func listen() throws(StartFault) {
    tickets.begin(on: group.loops[0], workers)
    let context = context()
    let door = FrontDoor(context: context, endpoints: endpoints(context))
    let https = try listen(
      Listener(
        host: configuration.host, port: reservedPort?.port ?? configuration.port, tls: certificates.context,
        responder: door),
      flag: "--port")
    addresses.ports.withLock { $0.https = https }
    if let port = configuration.httpPort {
      let http = try listen(
        Listener(host: configuration.host, port: port, responder: door), flag: "--http-port")
      addresses.ports.withLock { $0.http = http }
    }
    let control = try listen(
      Listener(
        host: configuration.controlHost, port: configuration.controlPort, responder: controlAPI(context),
        ownPlaces: Self.operatorPlaces),
      flag: "--control-port")
    addresses.ports.withLock { $0.control = control }
  }

  /// Connections of the control API that find room however many clients the appliance has.
  private static let operatorPlaces = 8

  private func listen(_ listener: Listener, flag: String) throws(StartFault) -> Int {
    do throws(SystemFault) { return try server.listen(listener) } catch {
      throw .failure(
        "Cannot listen on \(listener.host) port \(listener.port): \(error); give another port with \(flag), or 0"
      )
    }
  }

  /// The line that says where the listeners are.
  var readyLine: String {
    let ports = addresses.ports.withLock { $0 }
    let http = ports.http.map { "http://\(Self.bracketed(configuration.host)):\($0)" } ?? "-"
    return "ready https=https://\(Self.bracketed(configuration.host)):\(ports.https) http=\(http) "
      + "control=http://\(Self.bracketed(configuration.controlHost)):\(ports.control) pid=\(getpid())"
  }

  /// Applies what of the configuration can change at run time: settings, the scenario, certificates.
  func apply(_ changed: ServeConfiguration) {
    do {
      try certificates.reload(changed)  // First, because it alone can refuse what it is given.
      let settings = appliance.read { domain, _ in domain.settings }
      _ = try appliance.perform(.changeSettings(changed.settings(over: settings)))
      configuredSettings.withLock { $0 = changed.settings }
      simulation.configure(changed.scenario, profile: changed.profile, isForGood: true)
      logger.notice("the configuration was read again")
    } catch {
      logger.error("the configuration is not applied: \((error as? StartFault)?.sentence ?? "\(error)")")
    }
  }

  /// Ends cleanly: no more requests, what is in flight is finished, everything is written.
  func shutdown() {
    isStopping.store(true, ordering: .relaxed)
    server.shutdown(within: ApplianceRunner.shutdownSeconds)
    metronome.stop()
    tickets.stop()
    workers.close(within: 1)
    group.stop()
    appliance.recordTime()
    record.store.close()
    if configuration.isEphemeral { removeTraces() }
  }

  private static var coreCount: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  /// An IPv6 address in a URL stands in brackets.
  private static func bracketed(_ host: String) -> String { host.contains(":") ? "[\(host)]" : host }
}
