public import ApplianceDomain
public import Determinism
public import Simulation

/// All that `serve` can be told, checked. ``load(flags:environment:)`` makes it.
public struct ServeConfiguration: Sendable, Equatable {
  /// The documented version to serve (`--api-version`).
  public var apiVersion = APIVersion.v1_21_1
  /// Which truth holds where guides and wire differ (`--fidelity`).
  public var fidelity = Fidelity.documented
  /// The IP address of the HTTPS and HTTP listeners (`--host`; `localhost` becomes 127.0.0.1).
  public var host = "127.0.0.1"
  /// The port of the HTTPS listener; 0 picks a free one (`--port`).
  public var port = 8443
  /// The port of the plain HTTP listener, 0 for a free one; nil is off (`--http-port`).
  public var httpPort: Int?
  /// The IP address of the control API (`--control-host`; `localhost` becomes 127.0.0.1).
  public var controlHost = "127.0.0.1"
  /// The port of the control API; 0 picks a free one (`--control-port`).
  public var controlPort = 8444
  /// The bearer token of the control API; always there where `controlHost` is no loopback address.
  public var controlToken: String?
  /// The primary host name of the default public site; nil leaves it to the seed data (`--hostname`).
  public var hostname: String?
  /// The Company API Name; nil leaves it to the seed data (`--company`).
  public var company: String?
  /// What the appliance is populated with (`--seed-data`).
  public var seedData = SeedDataSource.builtInExample
  /// The data directory (`--data`).
  public var data = "./var"
  /// The TLS pair to serve; nil means the one that the product makes (`--certificate`, `--private-key`).
  public var certificate: CertificateFiles?
  /// Scheme and authority of the URLs inside answers; nil means those of the request (`--external-url`).
  public var externalURL: ExternalURL?
  /// The complete build of RxJS 4 that `/api/state.js` is combined with (`--rxjs`); the start does not fail without it.
  public var rxjs = "/usr/share/javascript/rx/dist/rx.all.compat.min.js"
  /// How many event loops; nil means one for each core (`--threads`).
  public var threads: Int?
  /// What an acknowledged change survives (`--durability`).
  public var durability = DurabilityChoice.process
  /// Whether nothing is kept after the exit (`--ephemeral`): the record is in a temporary directory, and certificates
  /// that the process makes are under `data` only while it runs.
  public var isEphemeral = false
  /// The seconds of simulated past that an empty data directory is filled with; nil for none (`--history`).
  public var history: Int64?
  /// The seed of all randomness (`--seed`).
  public var seed: UInt64 = 1
  /// The appliance's time at its start; nil means the real time (`--clock-start`).
  public var clockStart: Timestamp?
  /// Appliance seconds per real second; 0 is frozen (`--clock-rate`).
  public var clockRate = 1.0
  /// Whether the appliance makes activity of its own (`--simulation`).
  public var simulation = true
  /// The name of the profile that is simulated (`--scenario`).
  public var profile = BuiltInScenarios.defaultProfile
  /// What it says, with the `simulation_rates:` of the file on top.
  public var scenario = BuiltInScenarios.profiles[BuiltInScenarios.defaultProfile] ?? Scenario()
  /// All profiles that can be chosen at run time, by name: the built-in ones, and those of the scenario file.
  public var profiles = BuiltInScenarios.profiles
  /// The teams that the offices of the chosen profile name, where it comes from a file of the user's own.
  public var officeTeams: [TeamMention] = []
  /// What clients may take of the server (`limits:` in the file).
  public var limits = ServeLimits()
  /// What becomes of a connection after an answer of the documented APIs (`--connections`).
  public var connections = ConnectionsChoice.close
  /// Whether `/_diagnostics/echo` is there (`--diagnostics`).
  public var diagnostics = false
  /// The form of the log (`--log-format`).
  public var logFormat = LogFormat.text
  /// The least important messages that the log shows (`--log-level`).
  public var logLevel = LogLevel.info
  /// The switches of the administration pages at the start (`settings:` in the file).
  public var settings = Settings()
  /// The keys under `settings:` that the file has, so that a later start changes no other.
  public var givenSettings: Set<String> = []

  /// What `serve` does when it is told nothing.
  public init() {}
}

/// Where seed data comes from.
public enum SeedDataSource: Sendable, Equatable {
  /// The `example` set inside the binary.
  case builtInExample
  /// A directory of YAML files.
  case directory(String)
}

/// A TLS pair of the user's own, as paths of PEM files.
public struct CertificateFiles: Sendable, Equatable {
  /// The certificate, with its chain behind it.
  public let certificate: String
  /// Its private key.
  public let privateKey: String
}

/// Scheme and authority of a URL.
public struct ExternalURL: Sendable, Equatable {
  /// `https` or `http`.
  public let scheme: String
  /// Host and, where it was given, port.
  public let authority: String
}

/// The values of `--durability`.
public enum DurabilityChoice: String, CaseIterable, Sendable {
  /// What is acknowledged survives the death of the process.
  case process
  /// What is acknowledged survives the loss of power.
  case power
}

/// The values of `--connections`.
public enum ConnectionsChoice: String, CaseIterable, Sendable {
  /// An answer closes its connection, as the guides demand.
  case close
  /// Connections stay open for more requests.
  case keepAlive = "keep-alive"
}

/// The values of `--log-format`.
public enum LogFormat: String, CaseIterable, Sendable {
  /// A line for people.
  case text
  /// A JSON object on each line.
  case json
}

/// The values of `--log-level`, by swift-log's names.
public enum LogLevel: String, CaseIterable, Sendable {
  // From the least to the most important.
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  case trace, debug, info, notice, warning, error, critical
}
