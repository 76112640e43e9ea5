import ArgumentParser
import Configuration

// Values are taken as text: Configuration reads flags, variables and files alike, and complains alike.

/// What the appliance is.
struct BehaviourFlags: ParsableArguments {
  @Option(help: ArgumentHelp("YAML configuration file.", valueName: "file"))
  var config: String?
  @Option(help: ArgumentHelp("1.15.1, 1.16.0 or 1.21.1 (default: 1.21.1).", valueName: "version"))
  var apiVersion: String?
  @Option(
    help: ArgumentHelp(
      "Where guides and real appliances differ: documented or observed (default: documented).",
      valueName: "which"))
  var fidelity: String?
  @Option(help: ArgumentHelp("Whether people are simulated: on or off (default: on).", valueName: "on|off"))
  var simulation: String?
  @Option(
    help: ArgumentHelp(
      "What is simulated: quiet, busy, stress or silent, or FILE#PROFILE of your own (default: quiet).",
      valueName: "profile"))
  var scenario: String?
  @Option(
    help: ArgumentHelp(
      "Whether answers close the connection: close or keep-alive (default: close).", valueName: "what"))
  var connections: String?
  @Option(
    help: ArgumentHelp("Adds /_diagnostics/echo, for conformance tools (default: off).", valueName: "on|off"))
  var diagnostics: String?

  var flags: [ServeKey: String?] {
    [
      .config: config, .apiVersion: apiVersion, .fidelity: fidelity, .simulation: simulation,
      .scenario: scenario,
      .connections: connections, .diagnostics: diagnostics,
    ]
  }
}

/// Where it listens, and what it is called.
struct AddressFlags: ParsableArguments {
  @Option(help: ArgumentHelp("IP address of HTTPS and HTTP (default: 127.0.0.1).", valueName: "address"))
  var host: String?
  @Option(help: ArgumentHelp("HTTPS port; 0 picks a free one (default: 8443).", valueName: "port"))
  var port: String?
  @Option(
    help: ArgumentHelp("Plain HTTP port; 0 picks a free one (default: no plain HTTP).", valueName: "port"))
  var httpPort: String?
  @Option(
    help: ArgumentHelp(
      "IP address of the control API; other than loopback it needs a token (default: 127.0.0.1).",
      valueName: "address"))
  var controlHost: String?
  @Option(help: ArgumentHelp("Control API port; 0 picks a free one (default: 8444).", valueName: "port"))
  var controlPort: String?
  @Option(
    help: ArgumentHelp(
      "Bearer token of the control API. Other users of the machine can see flags: prefer the variable.",
      valueName: "token"))
  var controlToken: String?
  @Option(help: ArgumentHelp("Primary host name (default: that of the seed data).", valueName: "name"))
  var hostname: String?
  @Option(help: ArgumentHelp("Company API name (default: that of the seed data).", valueName: "name"))
  var company: String?
  @Option(
    name: .customLong("external-url"),
    help: ArgumentHelp(
      "Scheme and authority of URLs inside answers (default: those of the request).", valueName: "url"))
  var externalURL: String?

  var flags: [ServeKey: String?] {
    [
      .host: host, .port: port, .httpPort: httpPort, .controlHost: controlHost, .controlPort: controlPort,
      .controlToken: controlToken, .hostname: hostname, .company: company, .externalURL: externalURL,
    ]
  }
}

/// What it holds, and where it keeps that.
struct StorageFlags: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Directory of seed data, or example, the built-in set (default: example).", valueName: "dir"))
  var seedData: String?
  @Option(help: ArgumentHelp("Data directory (default: ./var).", valueName: "dir"))
  var data: String?
  @Flag(help: "Keep nothing after the exit.")
  var ephemeral = false
  @Option(
    help: ArgumentHelp(
      "Fills an empty data directory with a simulated past, such as 90d (default: none).",
      valueName: "duration"))
  var history: String?
  @Option(
    help: ArgumentHelp(
      "What an acknowledged change survives: process or power (default: process).", valueName: "what"))
  var durability: String?
  @Option(
    help: ArgumentHelp("Certificate of your own, PEM, with --private-key (default: made).", valueName: "file")
  )
  var certificate: String?
  @Option(help: ArgumentHelp("Key of --certificate, PEM.", valueName: "file"))
  var privateKey: String?
  @Option(
    help: ArgumentHelp(
      "Complete build of RxJS 4, for /api/state.js (default: that of Debian's libjs-rx).", valueName: "file"))
  var rxjs: String?

  var flags: [ServeKey: String?] {
    [
      .seedData: seedData, .data: data, .ephemeral: ephemeral ? "on" : nil, .durability: durability,
      .history: history,
      .certificate: certificate, .privateKey: privateKey, .rxjs: rxjs,
    ]
  }
}

/// Its clock and its chance.
struct TimeFlags: ParsableArguments {
  // What follows is the value, even where it begins with a dash: then it is refused with a reason.
  @Option(
    parsing: .unconditional, help: ArgumentHelp("Seed of all randomness (default: 1).", valueName: "number"))
  var seed: String?
  @Option(
    help: ArgumentHelp(
      "The appliance's time at the start, such as 2016-10-01T00:00:00Z (default: now).", valueName: "time"))
  var clockStart: String?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Appliance seconds for each real second; 0 is frozen (default: 1).", valueName: "number"))
  var clockRate: String?

  var flags: [ServeKey: String?] { [.seed: seed, .clockStart: clockStart, .clockRate: clockRate] }
}

/// How the process works.
struct OperationFlags: ParsableArguments {
  @Option(help: ArgumentHelp("Event loops (default: one for each core).", valueName: "number"))
  var threads: String?
  @Option(help: ArgumentHelp("Form of the log: text or json (default: text).", valueName: "form"))
  var logFormat: String?
  @Option(
    help: ArgumentHelp(
      "trace, debug, info, notice, warning, error or critical (default: info).", valueName: "level"))
  var logLevel: String?

  var flags: [ServeKey: String?] { [.threads: threads, .logFormat: logFormat, .logLevel: logLevel] }
}
