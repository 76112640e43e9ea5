import ArgumentParser
import HTTPClient
import Reactor

/// `mock-appliance watch`: prints the changes of a real-time stream.
struct WatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Print the changes of an appliance's real-time stream, this one's or any other's.",
    discussion: """
      One line for each row that is inserted, updated or deleted, with the time when the message came (the protocol has \
      none). The first lines are the full copy of the tables. --format json prints the messages as they came. Ctrl-C \
      ends it. Exit codes: 0 after a good end, 1 for a failure, which is named on standard error, 2 for wrong usage.

      \(ClientFlags.variables)
      """)

  @Argument(help: ArgumentHelp("The appliance: https://HOST[:PORT], or HOST[:PORT].", valueName: "url"))
  var place: String
  @OptionGroup(title: "Access") var access: ClientFlags
  @Option(
    help: ArgumentHelp("Tables to subscribe to, separated by commas (default: all).", valueName: "names"))
  var tables: String?
  @Option(help: "text, a line for each row, or json, the messages as they came.")
  var format = OutputFormat.text
  @Option(help: ArgumentHelp("End after so many lines.", valueName: "number"))
  var count: Int?
  @Option(
    name: .customLong("for"),
    help: ArgumentHelp("End after so long, such as 30s or 5m.", valueName: "duration"))
  var duration: TimeSpan?

  func validate() throws {
    if let count, count < 1 { throw ValidationError("--count is at least 1.") }
    _ = try ClientFlags.streamURL(place)
    _ = try access.greeting()
    _ = try access.trust()
    guard try access.identity() != nil else {
      throw ValidationError(
        "Say who asks: --token, or --client-id and --client-secret, or --username and --password.")
    }
  }

  func run() throws {
    let url = try ClientFlags.streamURL(place)
    guard let identity = try access.identity() else { return }
    let run = try ClientRun(threads: 1, trust: access.trust())
    let plan = StreamPlan(
      url: url, greeting: try access.greeting(), credentials: try run.credentials(identity, at: url),
      tables: tables.map { $0.split(separator: ",").map(String.init) })
    let client = run.loops[0]
    let watcher = Watcher(format: format, count: count, on: client)
    let seconds = duration?.seconds
    client.loop.execute {
      watcher.onSubscribed = {
        guard let seconds else { return }
        _ = client.loop.schedule(afterNanoseconds: Int64(seconds * 1e9)) { watcher.leave() }
      }
      watcher.join(plan)
    }
    let outcome = run.wait(for: watcher.result) ?? WatchCommand.leave(watcher, client)
    if case .fault(let fault) = outcome { throw ClientRun.failure(fault) }
  }

  /// A signal came: what has been printed so far is written out.
  private static func leave(_ watcher: Watcher, _ client: ClientLoop) -> Watcher.Outcome {
    client.loop.execute { watcher.leave() }
    return watcher.result.wait { $0 }
  }
}
