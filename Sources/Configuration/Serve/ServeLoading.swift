import ApplianceDomain
import Determinism
import Simulation

extension ServeConfiguration {
  /// Reads and checks what the user said.
  ///
  /// - Parameters:
  ///   - flags: the flags that were given, as written.
  ///   - environment: the process's environment; only variables that begin with `MOCK_APPLIANCE_` are looked at.
  /// - Throws: every problem that was found, each with the flag, the variable, or file, line and key.
  public static func load(
    flags: [ServeKey: String], environment: [String: String]
  ) throws(ConfigurationFault) -> ServeConfiguration {
    let problems = ProblemList()
    var sources = ServeSources(flags: flags, environment: environment, problems: problems)
    var settings: YAMLValue?
    var rates: YAMLValue?
    var limits: YAMLValue?
    if let file = sources.read(.config, .path) {
      if let mapping = fileMapping(file, place: sources.place(of: .config), problems: problems) {
        sources.add(mapping, directory: TextFile.directory(of: file))
        settings = mapping["settings"]
        rates = mapping["simulation_rates"]
        limits = mapping["limits"]
      }
    }
    var configuration = ServeConfiguration(sources)
    configuration.settings = Settings(file: settings, version: configuration.apiVersion)
    configuration.givenSettings = Set(Settings.keys.filter { settings?.entry($0) != nil })
    configuration.scenario.rates.read(file: rates)
    configuration.limits = ServeLimits(file: limits)
    try problems.check()
    return configuration
  }

  private static func fileMapping(_ file: String, place: String, problems: ProblemList) -> YAMLMapping? {
    do throws(Misfit) {
      let text = try TextFile.read(file)
      guard let root = YAMLFile.root(of: text, file: file, problems: problems) else { return nil }
      let keys = ServeKey.allCases.filter { $0 != .config }.map(\.rawValue)
      return YAMLMapping(root, keys: keys + ["settings", "simulation_rates", "limits"])
    } catch {
      problems.add(place, error.message)
      return nil
    }
  }

  private init(_ sources: ServeSources) {
    self.init()
    apiVersion = sources.read(.apiVersion, .choice, default: apiVersion)
    fidelity = sources.read(.fidelity, .choice, default: fidelity)
    hostname = sources.read(.hostname, .hostname)
    company = sources.read(.company, .company)
    externalURL = sources.read(.externalURL, .externalURL)
    threads = sources.read(.threads, .threads)
    seed = sources.read(.seed, .seed, default: seed)
    clockStart = sources.read(.clockStart, .rfc3339)
    clockRate = sources.read(.clockRate, .clockRate, default: clockRate)
    simulation = sources.read(.simulation, .onOff, default: simulation)
    readScenario(sources)
    connections = sources.read(.connections, .choice, default: connections)
    diagnostics = sources.read(.diagnostics, .onOff, default: diagnostics)
    logFormat = sources.read(.logFormat, .choice, default: logFormat)
    logLevel = sources.read(.logLevel, .choice, default: logLevel)
    readListeners(sources)
    readFiles(sources)
  }

  private mutating func readScenario(_ sources: ServeSources) {
    guard let text = sources.read(.scenario, .path) else { return }
    var choice = ScenarioChoice(text)
    if case .file(let path, let profile) = choice {
      choice = .file(sources.resolved(path, of: .scenario), profile: profile)
    }
    let place = sources.place(of: .scenario)
    guard let chosen = ChosenScenario(choice, place: place, problems: sources.problems) else { return }
    profile = chosen.profile
    scenario = chosen.scenario
    profiles = chosen.profiles
    officeTeams = chosen.teams
  }

  private mutating func readListeners(_ sources: ServeSources) {
    host = sources.read(.host, .address, default: host)
    port = sources.read(.port, .port, default: port)
    httpPort = sources.read(.httpPort, .port)
    controlHost = sources.read(.controlHost, .address, default: controlHost)
    controlPort = sources.read(.controlPort, .port, default: controlPort)
    controlToken = sources.read(.controlToken, .token)
    if controlToken == nil, !IPAddress.isLoopback(controlHost) {
      sources.problems.add(
        sources.place(of: .controlHost),
        "\"\(controlHost)\" lets other machines drive the appliance; add a token with --control-token "
          + "(or MOCK_APPLIANCE_CONTROL_TOKEN), or keep to 127.0.0.1")
    }
    checkPorts(sources)
  }

  /// Two listeners on one port could not both start, and the second one's message would not say why.
  private func checkPorts(_ sources: ServeSources) {
    let control: (ServeKey, Int)? = controlHost == host ? (.controlPort, controlPort) : nil
    let used = [(ServeKey.port, port), httpPort.map { (.httpPort, $0) }, control].compactMap { $0 }
    for (index, (key, port)) in used.enumerated() where port != 0 {
      guard let (other, _) = used[..<index].first(where: { $0.1 == port }) else { continue }
      sources.problems.add(
        sources.place(of: key),
        "\(port) is the port of \(other.flag) too; write another one, or 0 for a free one")
    }
  }

  private mutating func readFiles(_ sources: ServeSources) {
    if let source = sources.read(.seedData, .seedData) {
      seedData = source == .builtInExample ? source : .directory(sources.path(.seedData) ?? "")
    }
    data = sources.path(.data) ?? data
    rxjs = sources.path(.rxjs) ?? rxjs
    durability = sources.read(.durability, .choice, default: durability)
    isEphemeral = sources.read(.ephemeral, .onOff, default: isEphemeral)
    readHistory(sources)
    switch (sources.path(.certificate), sources.path(.privateKey)) {
    case (let certificate?, let privateKey?):
      certificateFiles(certificate, privateKey)
    case (_?, nil):
      sources.problems.add(
        sources.place(of: .certificate), "has no key; add --private-key with the key's file")
    case (nil, _?):
      sources.problems.add(
        sources.place(of: .privateKey), "has no certificate; add --certificate with the certificate's file")
    case (nil, nil): break
    }
  }

  /// Appliance times have no sign: the past begins in 1970 or later.
  private mutating func readHistory(_ sources: ServeSources) {
    history = sources.read(.history, .duration)
    guard let history, let clockStart, clockStart.seconds < history else { return }
    sources.problems.add(
      sources.place(of: .history), "reaches back before 1970; write a shorter one, or a later --clock-start")
  }

  private mutating func certificateFiles(_ certificate: String, _ privateKey: String) {
    self.certificate = CertificateFiles(certificate: certificate, privateKey: privateKey)
  }
}
