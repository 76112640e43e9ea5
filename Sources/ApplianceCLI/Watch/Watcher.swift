import Glibc
import HTTPClient
import Reactor

/// Prints what a stream says. Bound to its loop.
final class Watcher: StreamFollower, TurnEndHandler, ReadinessHandler, @unchecked Sendable {
  /// Output that is written before the turn's end, so that a full copy is not gathered in memory.
  private static let flushBytes = 64 * 1024

  /// How it ended; nil in it is a good end.
  let result = Monitor<Outcome?>(nil)
  /// Told when the subscription stands.
  var onSubscribed: () -> Void = {}

  enum Outcome: Sendable {
    case done
    case fault(ClientFault)
  }

  private let format: OutputFormat
  private let client: ClientLoop
  private let descriptor: Int32
  private var left: Int
  private var output: [UInt8] = []
  private var isFlushDue = false
  private var subscription: StreamSubscription?

  /// A watcher that leaves after so many lines, or when nobody reads its output any more.
  init(format: OutputFormat, count: Int?, to descriptor: Int32 = STDOUT_FILENO, on client: ClientLoop) {
    self.format = format
    self.client = client
    self.descriptor = descriptor
    left = count ?? .max
  }

  func join(_ plan: StreamPlan) {
    watchOutput()
    subscription = StreamSubscription(plan, on: client, follower: self)
  }

  /// Notices without writing that the reader of a pipe has gone: on a quiet stream the next line may be hours away.
  func watchOutput() {
    var status = stat()
    guard fstat(descriptor, &status) == 0, [S_IFIFO, S_IFSOCK].contains(status.st_mode & S_IFMT) else {
      return
    }
    // Told once: the end of a pipe stays ready for as long as it is open. What cannot be watched is noticed in writing.
    try? client.loop.watch(descriptor, for: .once, self)
  }

  func ready(_ readiness: Readiness) { leave() }

  /// Leaves the stream. The server's farewell is not worth waiting for.
  func leave() {
    flush()
    finish(.done)
    subscription?.leave()
  }

  func subscribed() { onSubscribed() }

  func received(_ line: UnsafeRawBufferPointer) {
    switch format {
    case .json:
      guard left > 0 else { return }
      output += line
      output.append(0x0A)
      left -= 1
    case .text:
      let lines = ChangeText.lines(of: Array(line), at: SystemTime.wallClock()).prefix(left)
      for text in lines {
        output += text.utf8
        output.append(0x0A)
      }
      left -= lines.count
    }
    if left == 0 { return leave() }
    if output.count >= Watcher.flushBytes { flush() }
    guard !isFlushDue else { return }
    isFlushDue = true
    client.loop.atTurnEnd(self)
  }

  func turnEnded() {
    isFlushDue = false
    flush()
  }

  func ended(_ end: StreamEnd) {
    flush()
    switch end {
    case .left: finish(.done)
    case .fault(let fault): finish(.fault(fault))
    }
  }

  private func finish(_ outcome: Outcome) { result.change { $0 = $0 ?? outcome } }

  private func flush() {
    var written = 0
    while written < output.count {
      let count = output.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress! + written, $0.count - written)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else {
        // Who reads our output has had enough, as `head` does: that is a good end.
        output = []
        left = 0
        finish(.done)
        return
      }
      written += count
    }
    output.removeAll(keepingCapacity: true)
  }
}
