import ArgumentParser
import HTTPClient
import HTTPMessages
import HTTPTypes
import Reactor

/// What a load came to.
struct LoadResult {
  var seconds: Double
  var stream: (integrations: Int, figures: StreamFigures)?
  var requests: (connections: Int, figures: RequestFigures)?

  /// Why it was no good run, where it was none.
  var failure: ClientFault? { stream.flatMap { streamFailure($0.figures) } ?? requestFailure }

  private func streamFailure(_ figures: StreamFigures) -> ClientFault? {
    if figures.lost > 0, let fault = figures.fault {
      return ClientFault(fault.kind, "\(figures.lost) integrations were lost. \(fault.description)")
    }
    if figures.failedMarks > 0 {
      let reason = figures.markFault?.description ?? "The control API gives no reason"
      return ClientFault(.refused, "\(figures.failedMarks) marks failed. The first: \(reason)")
    }
    if figures.marks.undelivered > 0 {
      return ClientFault(
        .late,
        "\(figures.marks.undelivered) deliveries of marked changes are missing: are the tables of "
          + "--tables those that hold them (support_session or support_session_attribute)?")
    }
    return nil
  }

  private var requestFailure: ClientFault? {
    guard let figures = requests?.figures, figures.successes == 0 else { return nil }
    guard figures.responses > 0 else {
      return figures.fault ?? ClientFault(.late, "No request was answered in that time")
    }
    let statuses = figures.statuses.sorted { $0.key < $1.key }.map { "\($0.key) (\($0.value) times)" }
    return ClientFault(.refused, "No request succeeded: all answers were \(statuses.joined(separator: ", "))")
  }

  /// What the figures do not say by themselves; nil where nothing is left to say.
  var remark: String? {
    guard let count = requests?.figures.statuses[401] else { return nil }
    return
      "\(count) requests were answered with 401: the token is wrong or has expired. One lives 3600 seconds of "
      + "the appliance's clock, and --client-id fetches one, at the start"
  }
}

/// Sets a load up, lets it run, and gathers what came of it.
struct LoadRun {
  /// For all integrations to be subscribed: so long for each hundred that were asked for.
  private static let setUpSeconds = 60.0
  /// For the last marks to arrive.
  private static let lastMarksSeconds = 5.0

  let command: LoadCommand
  let run: ClientRun

  func perform() throws -> LoadResult {
    let url = try ClientFlags.streamURL(command.place)
    let credentials = try command.access.identity().map { try run.credentials($0, at: url) }
    let streams = try credentials.flatMap { try subscribe(url, $0) }
    let driver = try streams.flatMap { try marker($0) }
    let requests = try asking(credentials)
    if streams != nil { run.pause(seconds: command.warmUp.seconds) }

    let start = SystemTime().nanoseconds()
    streams?.measure(true)
    driver?.start()
    requests?.start()
    run.pause(seconds: command.duration.seconds)
    streams?.measure(false)
    let requestFigures = requests?.stop()
    let seconds = Double(SystemTime().nanoseconds() - start) / 1e9

    driver?.stop()
    streams?.awaitMarks(seconds: Self.lastMarksSeconds)
    var result = LoadResult(seconds: seconds)
    if let streams {
      var figures = streams.figures()
      if let driver {
        let (failed, fault) = driver.finish()
        figures.failedMarks = failed
        figures.markFault = fault
      }
      streams.stop()
      result.stream = (command.integrations, figures)
    }
    result.requests = requestFigures.map { (command.connections, $0) }
    return result
  }

  private func subscribe(_ url: ClientURL, _ credentials: StreamPlan.Credentials) throws -> StreamLoad? {
    guard command.integrations > 0 else { return nil }
    let plan = StreamPlan(
      url: url, greeting: try command.access.greeting(), credentials: credentials,
      tables: command.tables.map { $0.split(separator: ",").map(String.init) })
    let streams = StreamLoad(plan, integrations: command.integrations, on: run.loops)
    let hundreds = Double((command.integrations + 99) / 100)
    try reporting { () throws(ClientFault) in
      try streams.awaitSubscriptions(seconds: Self.setUpSeconds * hundreds) { run.isInterrupted }
    }
    if run.isInterrupted { throw ExitCode.success }
    return streams
  }

  private func marker(_ streams: StreamLoad) throws -> MarkDriver? {
    guard let control = try command.control.map(ClientFlags.url) else { return nil }
    let driver = MarkDriver(
      streams, control: control, token: command.controlToken, rate: command.markRate, on: run.loops[0])
    try reporting { () throws(ClientFault) in try driver.prepare() }
    return driver
  }

  private func asking(_ credentials: StreamPlan.Credentials?) throws -> RequestLoad? {
    guard let url = try command.requestURL() else { return nil }
    var fields = FieldBlock(["Accept": "*/*"])
    if case .bearerToken(let token)? = credentials { fields.append("Authorization", "Bearer \(token)") }
    return RequestLoad(
      ClientRequest(.get, url.target, fields: fields), to: url, connections: command.connections,
      rate: command.rate, on: run.loops)
  }

  private func reporting(_ body: () throws(ClientFault) -> Void) throws {
    do throws(ClientFault) { try body() } catch { throw ClientRun.failure(error) }
  }
}
