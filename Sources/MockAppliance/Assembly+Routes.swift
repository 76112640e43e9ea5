import APIKit
import APIs
import ApplianceDomain
import Backups
import Changes
import Configuration
import ControlAPI
import Determinism
import Glibc
import Locking
import Reactor
import Simulation
import Synchronization

/// Which API answers where.
extension Assembly {
  func context() -> APIContext {
    APIContext(
      appliance: appliance, edition: edition, externalURL: Self.externalURL(configuration),
      httpsPort: { [self] in addresses.ports.withLock { $0.https } },
      applianceGUID: Self.guid(configuration), hashing: .openSSL, entropy: SystemEntropy(),
      closesConnections: configuration.connections == .close)
  }

  /// Everything that the HTTPS and HTTP listeners answer.
  func endpoints(_ context: APIContext) -> [Endpoint] {
    var endpoints = OAuthAPI(context: context).endpoints
    let tickets = CustomerTickets(seed: configuration.seed)
    endpoints += CommandAPI(context: context, tickets: tickets).endpoints
    endpoints += SessionGenerationAPI(context: context, history: record.store, tickets: tickets).endpoints
    endpoints += ClientScriptAPI(context: context).endpoints
    endpoints += SchemaAPI(context: context).endpoints
    endpoints += HealthCheck(context: context).endpoints
    endpoints +=
      ReportingAPI(
        context: context, history: record.store, presentations: record.store, surveys: record.store,
        teams: record.store, licenses: record.store, archives: record.store, downloads: downloads
      ).endpoints
    endpoints += StoredFiles(context: context, store: FileStore(inData: configuration.data)).endpoints
    endpoints += BackupAPI(context: context, backups: backups).endpoints
    endpoints += RealTimeStateAPI(context: context, hub: hub, library: library).endpoints
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
    let ports = addresses.ports.withLock { $0 }
    let hostname = appliance.read { domain, _ in domain.index.site(hostname: nil).hostnames.first ?? "" }
    return ControlInfo(
      version: ProductVersion.text, hostname: hostname, seed: configuration.seed, httpsPort: ports.https,
      httpPort: ports.http, controlPort: ports.control, processID: Int(getpid()),
      uptimeSeconds: Double(SystemTime().nanoseconds() - startedAt) / 1e9)
  }

  /// The simulation's control. Whoever switches it on does so now: the seconds before are over by then.
  private func simulationControl() -> SimulationControl {
    let control = SimulationControl(simulation)
    return SimulationControl(
      isRunning: control.isRunning, profile: control.profile, rates: control.rates,
      change: { [appliance] change in
        appliance.catchUp()
        return control.change(change)
      })
  }
}
