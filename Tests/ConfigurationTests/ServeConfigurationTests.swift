import ApplianceDomain
import Configuration
import Determinism
import Simulation
import Testing

@Suite("what serve is told")
struct ServeConfigurationTests {
  private func load(
    _ flags: [ServeKey: String] = [:], environment: [String: String] = [:], file: String? = nil
  ) throws -> ServeConfiguration {
    let scratch = try Scratch()
    var flags = flags
    if let file { flags[.config] = try scratch.write("serve.yaml", file) }
    return try ServeConfiguration.load(flags: flags, environment: environment)
  }

  @Test("nothing said means the defaults")
  func defaults() throws {
    #expect(try load() == ServeConfiguration())
    #expect(try load(file: "# nothing\n") == ServeConfiguration())
  }

  @Test("a flag beats the environment, which beats the file, which beats the default")
  func precedence() throws {
    let file = "port: 1001\nseed: 1001\ncontrol_port: 1002\n"
    let environment = ["MOCK_APPLIANCE_PORT": "2001", "MOCK_APPLIANCE_SEED": "2001"]
    let configuration = try load([.port: "3001"], environment: environment, file: file)
    #expect(configuration.port == 3001)
    #expect(configuration.seed == 2001)
    #expect(configuration.controlPort == 1002)
    #expect(configuration.threads == nil)
  }

  @Test("the environment can name the file")
  func fileFromEnvironment() throws {
    let scratch = try Scratch()
    let path = try scratch.write("a.yaml", "company: acme\n")
    let configuration = try ServeConfiguration.load(flags: [:], environment: ["MOCK_APPLIANCE_CONFIG": path])
    #expect(configuration.company == "acme")
  }

  @Test("every key is read from the file as from a flag", arguments: settable)
  func everyKey(key: ServeKey, text: String, expected: ServeConfiguration) throws {
    #expect(try load([key: text]) == expected)
    #expect(try load(environment: [key.environmentVariable: text]) == expected)
    #expect(try load(file: "\(key.rawValue): \"\(text)\"\n") == expected)
  }

  @Test("relative paths in a file start from the file's directory, others from the working directory")
  func paths() throws {
    let scratch = try Scratch()
    let file = "data: state\nseed_data: people\ncertificate: /etc/a.pem\nprivate_key: a.key\n"
    let path = try scratch.write("serve.yaml", file)
    let configuration = try ServeConfiguration.load(flags: [.config: path], environment: [:])
    #expect(configuration.data == "\(scratch.path)/state")
    #expect(configuration.seedData == .directory("\(scratch.path)/people"))
    #expect(configuration.certificate?.certificate == "/etc/a.pem")
    #expect(configuration.certificate?.privateKey == "\(scratch.path)/a.key")
    #expect(try load([.data: "state"]).data == "state")
  }

  @Test(
    "user name and password are accepted by default in the older versions only",
    arguments: APIVersion.allCases)
  func legacyLogin(version: APIVersion) throws {
    #expect(try load([.apiVersion: version.rawValue]).settings.legacyLogin == (version != .v1_21_1))
    let file = "settings: { legacy_login: \(version == .v1_21_1) }\n"
    #expect(
      try load([.apiVersion: version.rawValue], file: file).settings.legacyLogin == (version == .v1_21_1))
  }

  @Test("settings and simulation rates are read from the file")
  func sections() throws {
    let file = """
      settings:
        xml_api: false
        state_archive_api: false
        integration_limit: 2
        session_key_maximum_ttl: 600
        licenses: 3
        prompt_before_session: true
        archive_delay: 0
        http_api: off
        record_screen_sharing: false
        record_show_my_screen: false
        record_command_shell: false
        record_presentations: false
        recording_retention: 60
      simulation_rates:
        arrivals_per_hour: 12.5
        login_share: 1
      """
    let configuration = try load(file: file)
    let expected = Settings(
      xmlAPI: false, stateArchiveAPI: false, integrationLimit: 2, sessionKeyMaximumTTL: 600, licenses: 3,
      promptBeforeSession: true, archiveDelay: 0, httpAPI: false, recordScreenSharing: false,
      recordShowMyScreen: false, recordCommandShell: false, recordPresentations: false,
      recordingRetention: 60)
    #expect(configuration.settings == expected)
    #expect(configuration.scenario.rates.arrivalsPerHour == 12.5)
    #expect(configuration.scenario.rates.loginShare == 1)
  }

  @Test("the seed data say how many licences there are, unless the file does")
  func licenses() throws {
    var organization = Organization(company: Company(apiName: "a", displayName: "A"), publicSites: [])
    #expect(try load().settings(for: organization).licenses == 10)
    organization.licenses = 4
    #expect(try load().settings(for: organization).licenses == 4)
    let file = "settings: { licenses: 7 }\n"
    #expect(try load(file: file).settings(for: organization).licenses == 7)
  }

  @Test("limits are read from the file, and what it leaves out keeps the server's own")
  func limits() throws {
    let file = """
      limits:
        connections: 5
        head_bytes: 2048
        target_bytes: 300
        fields: 20
        body_bytes: 4096
        handshake_seconds: 1
        idle_seconds: 2.5
        head_seconds: 3
        body_seconds: 4
        stream_piece_bytes: 16
        stream_send_ahead_bytes: 2048
        stream_backlog_batches: 10
        stream_backlog_bytes: 70000
      """
    let limits = try load(file: file).limits
    var expected = ServeLimits()
    expected.connections = 5
    expected.headBytes = 2048
    expected.targetBytes = 300
    expected.fields = 20
    expected.bodyBytes = 4096
    expected.handshakeSeconds = 1
    expected.idleSeconds = 2.5
    expected.headSeconds = 3
    expected.bodySeconds = 4
    expected.streamPieceBytes = 16
    expected.streamSendAheadBytes = 2048
    expected.streamBacklogBatches = 10
    expected.streamBacklogBytes = 70_000
    #expect(limits == expected)
    #expect(try load(file: file + "\n  write_stall_seconds: 5\n").limits.writeStallSeconds == 5)
    #expect(try load(file: "limits:\n").limits == ServeLimits())
  }

  @Test("a token lets the control API listen to other machines")
  func controlToken() throws {
    let configuration = try load([.controlHost: "0.0.0.0", .controlToken: "s3cret"])
    #expect(configuration.controlToken == "s3cret")
    for loopback in ["localhost", "127.3.2.1", "::1"] { _ = try load([.controlHost: loopback]) }
  }

  @Test("a variable that resembles none of ours is somebody else's")
  func foreignVariable() throws {
    #expect(try load(environment: ["MOCK_APPLIANCE_BINARY": "x", "PORT": "x"]) == ServeConfiguration())
  }

  private static let settable: [(ServeKey, String, ServeConfiguration)] = [
    (.apiVersion, "1.21.1", changed { $0.apiVersion = .v1_21_1 }),
    (.fidelity, "observed", changed { $0.fidelity = .observed }),
    (.host, "::", changed { $0.host = "::" }),
    (.port, "0", changed { $0.port = 0 }),
    (.httpPort, "8080", changed { $0.httpPort = 8080 }),
    (.controlHost, "localhost", changed { $0.controlHost = "127.0.0.1" }),
    (.controlPort, "65535", changed { $0.controlPort = 65_535 }),
    (.controlToken, "t/+=", changed { $0.controlToken = "t/+=" }),
    (.hostname, "a-1.test", changed { $0.hostname = "a-1.test" }),
    (.company, "acme_2", changed { $0.company = "acme_2" }),
    (.seedData, "example", changed { $0.seedData = .builtInExample }),
    (.seedData, "/srv/people", changed { $0.seedData = .directory("/srv/people") }),
    (.data, "/srv/state", changed { $0.data = "/srv/state" }),
    (.threads, "4", changed { $0.threads = 4 }),
    (.durability, "power", changed { $0.durability = .power }),
    (.history, "90d", changed { $0.history = 7_776_000 }),
    (.history, "1w", changed { $0.history = 604_800 }),
    (.history, "36h", changed { $0.history = 129_600 }),
    (.history, "90m", changed { $0.history = 5400 }),
    (.history, "3650d", changed { $0.history = 315_360_000 }),
    (.ephemeral, "on", changed { $0.isEphemeral = true }),
    (.seed, "18446744073709551615", changed { $0.seed = .max }),
    (.clockStart, "2016-10-01T00:00:00Z", changed { $0.clockStart = Timestamp(seconds: 1_475_280_000) }),
    (.clockRate, "0", changed { $0.clockRate = 0 }),
    (.clockRate, "2.5", changed { $0.clockRate = 2.5 }),
    (.simulation, "off", changed { $0.simulation = false }),
    (
      .scenario, "busy",
      changed {
        $0.profile = "busy"
        $0.scenario = BuiltInScenarios.profiles["busy"] ?? Scenario()
      }
    ),
    (.connections, "keep-alive", changed { $0.connections = .keepAlive }),
    (.diagnostics, "true", changed { $0.diagnostics = true }),
    (.logFormat, "json", changed { $0.logFormat = .json }),
    (.logLevel, "debug", changed { $0.logLevel = .debug }),
  ]

  private static func changed(_ body: (inout ServeConfiguration) -> Void) -> ServeConfiguration {
    var configuration = ServeConfiguration()
    body(&configuration)
    return configuration
  }
}
