import ArgumentParser
import HTTPClient

/// `mock-appliance load`: many integrations and request loops, and what came of them.
struct LoadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "load",
    abstract:
      "Load an appliance with integrations on the stream and with requests, and report rates and latencies.",
    discussion: """
      What is measured, for --for after all integrations are subscribed and --warm-up is over:

      Throughput: the messages (lines), rows and bytes that all integrations together received in a second.

      spread: the protocol carries no time of a change, so without --control only this is known: how much later than \
      the first integration each other one had the same change. Changes are matched by their line and the three lines \
      before it.

      delivery (--control URL of a mock-appliance): the tool starts a session of its own, gives its external_key a new \
      value --mark-rate times a second, and measures from the moment that change was due until each integration has \
      the row. The control request's own way is part of it, so that the truth is a little better than the figure. The \
      session is ended afterwards; its history stays in the appliance.

      requests (--requests PATH): from a request to the end of its response, on kept-alive connections where the \
      appliance keeps them. Without --rate each connection asks again when it has its answer. With --rate requests \
      are due at fixed times: one that had to wait for its connection counts from when it was due.

      Quantiles are rounded up by at most one part in 128. Exit codes: 0 after a good end, 1 with a sentence on \
      standard error, where an integration was refused or cut off, a mark failed or was not delivered, or no request was \
      answered with 2xx or 3xx; 2 for wrong usage. --client-id fetches a token once, at the start: it lives 3600 seconds \
      of the appliance's clock, and answers with 401 are told on standard error.

      \(ClientFlags.variables)
      """)

  @Argument(help: ArgumentHelp("The appliance: https://HOST[:PORT], or HOST[:PORT].", valueName: "url"))
  var place: String
  @OptionGroup(title: "Access") var access: ClientFlags
  @Option(help: ArgumentHelp("Stream subscriptions.", valueName: "number"))
  var integrations = 0
  @Option(
    help: ArgumentHelp("Tables to subscribe to, separated by commas (default: all).", valueName: "names"))
  var tables: String?
  @Option(
    help: ArgumentHelp(
      "Control API of the same mock-appliance, such as http://127.0.0.1:8444.", valueName: "url"))
  var control: String?
  @Option(help: ArgumentHelp("Bearer token of the control API, where it has one.", valueName: "token"))
  var controlToken: String?
  @Option(help: ArgumentHelp("Marked changes a second, with --control.", valueName: "number"))
  var markRate = 10.0
  @Option(help: ArgumentHelp("Path and query to request, with the bearer token.", valueName: "path"))
  var requests: String?
  @Option(help: ArgumentHelp("Connections that request.", valueName: "number"))
  var connections = 1
  @Option(
    help: ArgumentHelp(
      "Requests a second of all connections (default: as many as come).", valueName: "number"))
  var rate: Double?
  @Option(name: .customLong("for"), help: ArgumentHelp("How long to measure.", valueName: "duration"))
  var duration = TimeSpan(seconds: 10)
  @Option(
    help: ArgumentHelp(
      "How long to wait before measuring: the full copies are passed over.", valueName: "duration"))
  var warmUp = TimeSpan(seconds: 1)
  @Option(help: ArgumentHelp("Event loops of the tool.", valueName: "number"))
  var threads = 1
  @Option(help: "text, or json, one object on one line.")
  var format = OutputFormat.text

  /// More of either is more than one process can open.
  private static let most = 100_000

  func validate() throws {
    guard integrations > 0 || requests != nil else {
      throw ValidationError("Say what to load with: --integrations NUMBER, --requests PATH, or both.")
    }
    guard (0...Self.most).contains(integrations), (1...Self.most).contains(connections) else {
      throw ValidationError("--integrations and --connections are at most \(Self.most).")
    }
    guard (1...256).contains(threads) else { throw ValidationError("--threads is from 1 to 256.") }
    guard duration.seconds > 0 else { throw ValidationError("--for is longer than nothing.") }
    guard rate.map({ $0 >= 0.001 && $0 <= 1e7 }) ?? true, markRate >= 0.001, markRate <= 1000 else {
      throw ValidationError("--rate is from 0.001 to 10000000 a second, --mark-rate to 1000.")
    }
    if control != nil, integrations == 0 { throw ValidationError("--control needs --integrations.") }
    if rate != nil, requests == nil { throw ValidationError("--rate needs --requests.") }
    _ = try ClientFlags.streamURL(place)
    _ = try control.map(ClientFlags.url)
    _ = try requestURL()
    _ = try access.greeting()
    _ = try access.trust()
    let identity = try access.identity()
    if integrations > 0, identity == nil {
      throw ValidationError(
        "Say who asks: --token, or --client-id and --client-secret, or --username and --password.")
    }
    if requests != nil, case .user? = identity {
      throw ValidationError(
        "--requests come with a bearer token: give --token, or --client-id and --client-secret.")
    }
  }

  /// The appliance with the path to request.
  func requestURL() throws -> ClientURL? {
    guard let requests else { return nil }
    guard requests.hasPrefix("/") else { throw ValidationError("--requests is a path that begins with /.") }
    let base = try ClientFlags.url(place)
    return try ClientFlags.url("\(base.isSecure ? "https" : "http")://\(base.authority)\(requests)")
  }

  func run() throws {
    let run = try ClientRun(threads: threads, trust: access.trust())
    let result = try LoadRun(command: self, run: run).perform()
    switch format {
    case .text: print(LoadReport.text(result), terminator: "")
    case .json: print(LoadReport.json(result))
    }
    if let remark = result.remark { StandardError.write(remark) }
    if let failure = result.failure { throw ClientRun.failure(failure) }
  }
}
