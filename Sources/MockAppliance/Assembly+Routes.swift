import APIKit
import APIs
import ApplianceDomain
import Changes
import Configuration
import ControlAPI
import Determinism
import Glibc
import Reactor
import Simulation
import Synchronization

/// Which API answers where.
extension Assembly {
  func context() -> APIContext {
    let externalURL = configuration.externalURL.map { "\($0.scheme)://\($0.authority)" }
    return APIContext(
      appliance: appliance, edition: edition, externalURL: externalURL,
      httpsPort: { [self] in ports.withLock { $0.https } },
      applianceGUID: Self.guid(seed: configuration.seed), hashing: .openSSL, entropy: SystemEntropy(),
      closesConnections: configuration.connections == .close)
  }

  /// Everything that the HTTPS and HTTP listeners answer.
  func endpoints(_ context: APIContext) -> [Endpoint] {
    var endpoints = OAuthAPI(context: context).endpoints
    endpoints += CommandAPI(context: context).endpoints
    endpoints += SessionGenerationAPI(context: context).endpoints
    endpoints += HealthCheck(context: context).endpoints
    endpoints +=
      ReportingAPI(
        context: context, history: record.store, archives: record.store,
        downloadHash: SessionDownloads.hash(seed: configuration.seed)
      ).endpoints
    endpoints += RealTimeStateAPI(context: context, hub: hub).endpoints
    if configuration.diagnostics { endpoints.append(DiagnosticsEcho.endpoint(context: context)) }
    return endpoints
  }

  func controlAPI(_ context: APIContext) -> ControlAPI {
    ControlAPI(
      context: context,
      dependencies: ControlDependencies(
        info: { [self] in info() },
        isStopping: { [self] in isStopping.load(ordering: .relaxed) },
        pause: { [hub] in hub.waitForReaders(within: Self.readerPatience) },
        reset: { [self] in reset() },
        waitUntilDurable: { [appliance] number in
          let outcome = Monitor<Bool?>(nil)
          appliance.whenDurable(number) { succeeded in outcome.change { $0 = succeeded } }
          return outcome.wait { $0 }
        },
        streamView: StreamView(tables: hub.shownTables, fields: { [hub] in hub.shownFields(of: $0) }),
        simulation: simulationControl()),
      access: ControlAccess(
        token: configuration.controlToken,
        hostnames: record.memory.organization.publicSites.flatMap(\.hostnames)))
  }

  /// The real nanoseconds for which an advance waits, after each of its steps, for integrations that keep reading.
  private static let readerPatience: Int64 = 2_000_000_000

  private func info() -> ControlInfo {
    let ports = ports.withLock { $0 }
    let hostname = appliance.read { domain, _ in domain.index.site(hostname: nil).hostnames.first ?? "" }
    return ControlInfo(
      version: ProductVersion.text, hostname: hostname, seed: configuration.seed, httpsPort: ports.https,
      httpPort: ports.http, controlPort: ports.control, processID: Int(getpid()),
      uptimeSeconds: Double(SystemTime().nanoseconds() - startedAt) / 1e9)
  }

  private func simulationControl() -> SimulationControl {
    SimulationControl(
      isRunning: { [simulation] in simulation.isActive },
      rates: { [simulation] in
        RateNames.all.map { SimulationControl.Rate(name: $0.name, value: simulation.rates[keyPath: $0.path]) }
      },
      change: { [simulation] isRunning, changes in
        var rates = simulation.rates
        var problems: [String] = []
        for change in changes {
          guard let rate = RateNames.all.first(where: { $0.name == change.name }) else {
            problems.append(
              "\(change.name) is no rate; the rates are \(RateNames.all.map(\.name).joined(separator: ", "))")
            continue
          }
          rates[keyPath: rate.path] = change.value
        }
        problems += rates.validate().map(\.description)
        guard problems.isEmpty else { return problems }
        simulation.configure(rates)
        if let isRunning { simulation.isActive = isRunning }
        return []
      })
  }

  /// The appliance's GUID: always the same for a seed.
  private static func guid(seed: UInt64) -> String {
    var generator = SeededGenerator(seed: seed, stream: "appliance-guid")
    return [8, 4, 4, 4, 12].map { generator.hex($0) }.joined(separator: "-")
  }
}

/// The simulation's rates by the names that files and the control API use.
enum RateNames {
  /// A rate.
  struct Rate {
    let name: String
    let path: WritableKeyPath<SimulationRates, Double>
  }

  static var all: [Rate] {
    [
      Rate(name: "arrivals_per_hour", path: \.arrivalsPerHour),
      Rate(name: "pickup_seconds", path: \.pickupSeconds),
      Rate(name: "session_minutes", path: \.sessionMinutes),
      Rate(name: "chat_seconds", path: \.chatSeconds),
      Rate(name: "transfer_probability", path: \.transferProbability),
      Rate(name: "customer_leaves_first_probability", path: \.customerLeavesFirstProbability),
      Rate(name: "patience_seconds", path: \.patienceSeconds),
      Rate(name: "login_share", path: \.loginShare),
      Rate(name: "attendance_minutes", path: \.attendanceMinutes),
      Rate(name: "idle_every_minutes", path: \.idleEveryMinutes),
      Rate(name: "idle_seconds", path: \.idleSeconds),
    ]
  }
}
