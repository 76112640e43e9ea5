internal import Determinism
internal import HTTPCodec
internal import Reactor

/// Requests without end on several connections, spread over loops. Used from one thread that is none of the loops'; its
/// calls block.
///
/// Without a rate each connection asks again when it has its answer. With one, requests are due at fixed times whatever
/// the answers do: one that had to wait for its connection counts from when it was due, so that a server that stalls does
/// not hide the requests that it held up.
public final class RequestLoad: Sendable {
  private let runners: [RequestRunner]

  /// Request loops that wait for ``start()``.
  ///
  /// - Parameter rate: requests a second of all connections together; nil for as many as come.
  public init(
    _ request: ClientRequest, to url: ClientURL, connections: Int, rate: Double?, on loops: [ClientLoop]
  ) {
    runners = (0..<connections).map { index in
      let schedule = rate.map { rate in
        RequestRunner.Schedule(
          interval: Int64(1e9 * Double(connections) / rate), offset: Int64(1e9 * Double(index) / rate))
      }
      return RequestRunner(request, url, schedule, loops[index % loops.count])
    }
  }

  /// Begins to ask.
  public func start() {
    let now = SystemTime().nanoseconds()
    for runner in runners { runner.client.loop.execute { runner.start(at: now) } }
  }

  /// Ends asking, and answers what came of it.
  public func stop() -> RequestFigures {
    let total = Monitor((figures: RequestFigures(), left: runners.count))
    for runner in runners {
      runner.client.loop.execute {
        let figures = runner.stop()
        total.change { total in
          total.figures.add(figures)
          total.left -= 1
        }
      }
    }
    return total.wait { $0.left == 0 ? $0.figures : nil }
  }
}

/// The requests of one connection. Bound to its loop.
private final class RequestRunner: @unchecked Sendable {
  struct Schedule: Sendable {
    /// From one request to the next, in nanoseconds.
    var interval: Int64
    /// From the start to the first one.
    var offset: Int64
  }

  /// After a connection that could not be made: asking again at once would only fail as fast as it can.
  private static let pauseNanoseconds: Int64 = 100_000_000

  let client: ClientLoop
  private let request: ClientRequest
  private let url: ClientURL
  private let schedule: Schedule?
  private var connection: RequestConnection?
  private var timer: LoopTimer?
  private var due: Int64 = 0
  private var figures = RequestFigures()

  init(_ request: ClientRequest, _ url: ClientURL, _ schedule: Schedule?, _ client: ClientLoop) {
    self.request = request
    self.url = url
    self.schedule = schedule
    self.client = client
  }

  func start(at now: Int64) {
    connection = RequestConnection(to: url, on: client)
    timer = LoopTimer { [weak self] in self?.ask(from: SystemTime().nanoseconds()) }
    due = now + (schedule?.offset ?? 0)
    next(after: now)
  }

  func stop() -> RequestFigures {
    figures.connections = connection?.connectionCount ?? 0
    connection?.close()
    connection = nil
    timer.map { client.loop.set($0, deadline: nil) }
    timer = nil
    return figures
  }

  /// Asks at once where a request is due already, counting from then; else when it is.
  private func next(after now: Int64) {
    guard schedule != nil else { return ask(from: now) }
    if due <= now { ask(from: due) } else { timer.map { client.loop.set($0, deadline: due) } }
  }

  private func ask(from start: Int64) {
    if let schedule { due += schedule.interval }
    connection?.send(request) { [weak self] answer in self?.answered(answer, from: start) }
  }

  private func answered(_ answer: RequestConnection.Answer, from start: Int64) {
    let now = SystemTime().nanoseconds()
    switch answer {
    case .success(let response):
      figures.statuses[response.status, default: 0] += 1
      figures.bytes += response.body.count
      figures.latency.record(now - start)
      next(after: now)
    case .failure(let fault):
      figures.failures += 1
      figures.fault = figures.fault ?? fault
      if schedule == nil {
        timer.map { client.loop.set($0, deadline: now + RequestRunner.pauseNanoseconds) }
      } else {
        next(after: now)
      }
    }
  }
}
