internal import Documents
internal import HTTPCodec
internal import HTTPMessages
internal import HTTPTypes
internal import Reactor

/// Makes marks through the control API of a mock-appliance: it starts a session of its own, and at fixed times gives its
/// `external_key` a new text. Nobody is routed or assigned by that. Used from one thread that is none of the loops'.
public final class MarkDriver: @unchecked Sendable {
  /// Marks that are due and wait for the one before them; past it one is not made, and counts as failed.
  private static let waiting = 1000

  private struct Outcome {
    var isReady = false
    var isOver = false
    var failed = 0
    var fault: ClientFault?
  }

  private let url: ClientURL
  private let client: ClientLoop
  private let fields: FieldBlock
  private let interval: Int64
  private let marks: Marks
  private let outcome = Monitor(Outcome())

  // Bound to the loop.
  private var connection: RequestConnection?
  private var timer: LoopTimer?
  private var lsid = ""
  private var isBusy = false
  private var due: Int64 = 0
  private var dueTimes: [Int64] = []

  /// A driver of marks for the integrations of a load.
  ///
  /// - Parameters:
  ///   - url: the control API.
  ///   - token: its bearer token, where it wants one.
  ///   - rate: marks a second.
  public init(_ load: StreamLoad, control url: ClientURL, token: String?, rate: Double, on client: ClientLoop)
  {
    self.url = url
    self.client = client
    marks = load.marks
    interval = Int64(1e9 / rate)
    var fields = FieldBlock(["Content-Type": "application/json"])
    if let token { fields.append("Authorization", "Bearer \(token)") }
    self.fields = fields
  }

  /// Starts the session that is marked; throws why that is not possible.
  public func prepare() throws(ClientFault) {
    client.loop.execute { [self] in
      connection = RequestConnection(to: url, on: client)
      startSession { [self] fault in
        outcome.change { outcome in
          outcome.isReady = true
          outcome.fault = fault
        }
      }
    }
    if let fault = outcome.wait({ $0.isReady ? .some($0.fault) : nil }) { throw fault }
  }

  /// Begins to mark.
  public func start() {
    client.loop.execute { [self] in
      timer = LoopTimer { [weak self] in self?.tick() }
      due = SystemTime().nanoseconds() + interval
      setTimer()
    }
  }

  /// Ends marking.
  public func stop() {
    let done = Monitor(false)
    client.loop.execute { [self] in
      timer.map { client.loop.set($0, deadline: nil) }
      timer = nil
      dueTimes = []
      done.change { $0 = true }
    }
    done.wait { $0 ? true : nil }
  }

  /// Ends the session that was marked; answers how many marks failed, and why the first did.
  public func finish() -> (failed: Int, fault: ClientFault?) {
    client.loop.execute { [self] in
      // A mark that is still under way goes with its connection.
      connection?.close()
      connection = RequestConnection(to: url, on: client)
      connection?.send(post("/v1/sessions/\(lsid)/end", [])) { [self] _ in
        connection?.close()
        outcome.change { $0.isOver = true }
      }
    }
    return outcome.wait { $0.isOver ? ($0.failed, $0.fault) : nil }
  }

  private func post(_ path: String, _ body: [UInt8]) -> ClientRequest {
    ClientRequest(.post, path, fields: fields, body: body)
  }

  private func startSession(_ completion: @escaping (ClientFault?) -> Void) {
    let body = Array(#"{"queue":"general","customer":{"name":"mock-appliance load"}}"#.utf8)
    connection?.send(post("/v1/sessions", body)) { [weak self] answer in
      guard let self else { return }
      switch answer {
      case .failure(let fault): completion(fault)
      case .success(let response):
        let document = try? JSONValue(parsing: response.body)
        guard response.status == 201, let lsid = document?["lsid"]?.text else {
          let detail = document?["detail"]?.text ?? "is this the control API of a mock-appliance?"
          return completion(
            ClientFault(
              .refused, "\(url.authority) starts no session to mark (status \(response.status)): \(detail)"))
        }
        self.lsid = lsid
        completion(nil)
      }
    }
  }

  private func setTimer() { timer.map { client.loop.set($0, deadline: due) } }

  private func tick() {
    let now = SystemTime().nanoseconds()
    // While nothing is under way the timer's own lateness, up to a millisecond, is not the appliance's.
    if dueTimes.count < MarkDriver.waiting {
      dueTimes.append(isBusy ? due : now)
    } else {
      fail(ClientFault(.late, "The control API answers more slowly than marks are due"))
    }
    due = max(due + interval, now - 1_000_000_000)
    setTimer()
    mark()
  }

  private func mark() {
    guard !isBusy, !dueTimes.isEmpty, let text = marks.make(due: dueTimes.removeFirst()) else { return }
    isBusy = true
    var json = JSONWriter()
    json.beginObject()
    json.key("external_key")
    json.string(text)
    json.endObject()
    connection?.send(post("/v1/sessions/\(lsid)/attributes", json.bytes)) { [weak self] answer in
      self?.marked(answer)
    }
  }

  private func marked(_ answer: RequestConnection.Answer) {
    switch answer {
    case .success(let response) where response.status == 200: goOn()
    case .success(let response) where response.status == 404:
      // Somebody has ended the session: another one takes its place.
      marks.refuse()
      fail(ClientFault(.refused, "The session that is marked was ended by somebody else"))
      startSession { [weak self] fault in
        if let fault { self?.fail(fault) }
        self?.goOn()
      }
    case .success(let response):
      marks.refuse()
      let detail = (try? JSONValue(parsing: response.body))?["detail"]?.text ?? ""
      fail(ClientFault(.refused, "The control API refuses a mark (status \(response.status)): \(detail)"))
      goOn()
    case .failure(let fault):
      fail(fault)
      goOn()
    }
  }

  private func goOn() {
    isBusy = false
    mark()
  }

  private func fail(_ fault: ClientFault) {
    outcome.change { outcome in
      outcome.failed += 1
      outcome.fault = outcome.fault ?? fault
    }
  }
}
