internal import Determinism
internal import Reactor

/// Many integrations on one stream, spread over loops. Used from one thread that is none of the loops'; its calls block.
public final class StreamLoad: Sendable {
  /// Integrations of a loop that are being set up at once; the others wait for their turn, so that a thousand TLS
  /// handshakes do not run into their deadlines.
  private static let atOnce = 16

  /// How the setting up goes.
  private struct Progress {
    var subscribed = 0
    var fault: ClientFault?
    var lost = 0
  }

  private let integrations: Int
  private let shares: [LoadShare]
  private let fanOut: FanOut
  let marks: Marks
  private let progress = Monitor(Progress())

  /// Integrations that begin to subscribe.
  public init(_ plan: StreamPlan, integrations: Int, on loops: [ClientLoop]) {
    self.integrations = integrations
    let fanOut = FanOut(integrations: integrations)
    let marks = Marks(run: loops[0].context.entropy.bytes(8))
    self.fanOut = fanOut
    self.marks = marks
    shares = loops.map { LoadShare($0, plan, fanOut, marks) }
    for (index, share) in shares.enumerated() {
      let count = integrations / shares.count + (index < integrations % shares.count ? 1 : 0)
      share.client.loop.execute { [self] in
        share.onSubscribed = { [self] in progress.change { $0.subscribed += 1 } }
        share.onEnded = { [self] fault in
          progress.change { progress in
            progress.lost += 1
            progress.fault = progress.fault ?? fault
          }
        }
        share.start(count, atOnce: StreamLoad.atOnce)
      }
    }
  }

  /// Waits until all are subscribed, and throws why where one is not.
  public func awaitSubscriptions(seconds: Double, isOver: @escaping () -> Bool) throws(ClientFault) {
    let wanted = integrations
    let result: Result<Void, ClientFault>? = progress.wait(seconds: seconds) { progress in
      if let fault = progress.fault { return .failure(fault) }
      return progress.subscribed == wanted || isOver() ? .success(()) : nil
    }
    guard let result else {
      let count = progress.change { $0.subscribed }
      throw ClientFault(
        .late, "Only \(count) of \(wanted) integrations were subscribed within \(Int(seconds)) s")
    }
    try result.get()
  }

  /// Begins or ends measuring.
  public func measure(_ isOn: Bool) { each { $0.isMeasuring = isOn } }

  /// Waits until every integration has had every mark, but not for long.
  public func awaitMarks(seconds: Double) {
    let wanted = marks.count * integrations
    guard wanted > 0 else { return }
    let end = SystemTime().nanoseconds() + Int64(seconds * 1e9)
    let pause = Monitor(())
    while SystemTime().nanoseconds() < end {
      let seen = each { $0.figures.delivery.count }.reduce(0, +)
      if seen >= UInt64(wanted) { return }
      pause.wait(seconds: 0.02) { _ in nil as Bool? }
    }
  }

  /// What was measured.
  public func figures() -> StreamFigures {
    var figures = StreamFigures()
    for part in each({ $0.figures }) { figures.add(part) }
    figures.changes = fanOut.counts
    let made = marks.count
    figures.marks = (made, max(0, made * integrations - Int(figures.delivery.count)))
    let (lost, fault) = progress.change { ($0.lost, $0.fault) }
    figures.lost = lost
    figures.fault = fault
    return figures
  }

  /// Leaves the stream, without waiting for the server.
  public func stop() { each { $0.stop() } }

  /// Does something with each share on its loop, and waits for what comes of it.
  @discardableResult
  private func each<Value: Sendable>(_ body: @escaping @Sendable (LoadShare) -> Value) -> [Value] {
    let answers = Monitor<[Value]>([])
    for share in shares {
      share.client.loop.execute {
        let answer = body(share)
        answers.change { $0.append(answer) }
      }
    }
    let count = shares.count
    return answers.wait { $0.count == count ? $0 : nil }
  }
}

/// The integrations of one loop, and what came to them. Bound to the loop.
final class LoadShare: @unchecked Sendable {
  let client: ClientLoop
  var isMeasuring = false
  var figures = StreamFigures()
  var onSubscribed: () -> Void = {}
  var onEnded: (ClientFault) -> Void = { _ in }
  let fanOut: FanOut
  let marks: Marks
  private let plan: StreamPlan
  private var members: [LoadIntegration] = []
  private var toStart = 0

  init(_ client: ClientLoop, _ plan: StreamPlan, _ fanOut: FanOut, _ marks: Marks) {
    self.client = client
    self.plan = plan
    self.fanOut = fanOut
    self.marks = marks
  }

  func start(_ count: Int, atOnce: Int) {
    toStart = count
    for _ in 0..<min(count, atOnce) { startNext() }
  }

  func startNext() {
    guard toStart > 0 else { return }
    toStart -= 1
    let member = LoadIntegration(self)
    members.append(member)
    member.join(plan)
  }

  func stop() {
    isMeasuring = false
    toStart = 0
    for member in members { member.leave() }
  }
}

/// One of many integrations: counts what comes, and keeps nothing of it.
private final class LoadIntegration: StreamFollower {
  private unowned let share: LoadShare
  private var subscription: StreamSubscription?
  private var chain = LineChain()
  private var lastMark = -1

  init(_ share: LoadShare) { self.share = share }

  func join(_ plan: StreamPlan) { subscription = StreamSubscription(plan, on: share.client, follower: self) }

  func leave() { subscription?.leave() }

  func subscribed() {
    share.onSubscribed()
    share.startNext()
  }

  func received(_ line: UnsafeRawBufferPointer) {
    let key = chain.add(line)
    let now = SystemTime().nanoseconds()
    if let number = share.marks.number(in: line), number > lastMark, let due = share.marks.due(number) {
      lastMark = number
      share.figures.delivery.record(now - due)
    }
    guard share.isMeasuring else { return }
    share.figures.messages += 1
    share.figures.bytes += line.count + 1
    share.figures.rows += RowScan.rows(line)
    if let key, let later = share.fanOut.note(key, at: now) { share.figures.spread.record(later) }
  }

  func ended(_ end: StreamEnd) {
    if case .fault(let fault) = end { share.onEnded(fault) }
  }
}
