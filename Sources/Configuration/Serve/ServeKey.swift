/// The settings of `serve`. The raw value is the key in the configuration file; flag and environment variable follow.
public enum ServeKey: String, CaseIterable, Sendable {
  // One case for each flag; each is described where it is read, in ServeConfiguration.
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  case config, apiVersion = "api_version", fidelity
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  case host, port, httpPort = "http_port", controlPort = "control_port", controlHost = "control_host"
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  case controlToken = "control_token", hostname, company, seedData = "seed_data", data
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  case certificate, privateKey = "private_key", externalURL = "external_url", rxjs
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  case threads, durability, ephemeral, history, seed
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  case clockStart = "clock_start", clockRate = "clock_rate", simulation, scenario
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  case connections, diagnostics
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  case logFormat = "log_format", logLevel = "log_level"

  /// `--api-version`.
  public var flag: String { "--" + rawValue.split(separator: "_").joined(separator: "-") }

  /// `MOCK_APPLIANCE_API_VERSION`.
  public var environmentVariable: String { ServeKey.environmentPrefix + rawValue.uppercased() }

  /// What the environment variables begin with.
  public static let environmentPrefix = "MOCK_APPLIANCE_"
}
