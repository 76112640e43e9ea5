import Determinism
import Glibc
import Logging
import Reactor

/// Shows how far the making of a past has come: a bar that changes in its line on a terminal, else lines of the log.
struct PastProgress {
  /// The real seconds between two changes of the bar, and between two lines.
  private static let barSeconds = 0.1
  private static let lineSeconds = 10.0

  private let began: Timestamp
  private let logger: Logger
  private let isTerminal: Bool
  private let started = SystemTime().nanoseconds()
  private var shown: Int64
  private var hasBar = false

  /// - Parameter asLines: whether there are only lines of the log, also on a terminal.
  init(from began: Timestamp, _ logger: Logger, asLines: Bool) {
    self.began = began
    self.logger = logger
    isTerminal = !asLines && isatty(STDERR_FILENO) == 1
    shown = started
  }

  /// Shows the time that has been reached, where it is time to show something.
  mutating func show(_ now: Timestamp, of end: Timestamp) {
    let reading = SystemTime().nanoseconds()
    guard Double(reading - shown) / 1e9 >= (isTerminal ? Self.barSeconds : Self.lineSeconds) else { return }
    shown = reading
    let text = PastEstimate(
      done: now.seconds - began.seconds, all: end.seconds - began.seconds, real: seconds(reading))
    if isTerminal {
      hasBar = true
      write("\r\(text.bar)\u{1B}[K")  // What is left of a longer line goes.
    } else {
      logger.notice("history: \(text.words)")
    }
  }

  /// Leaves the bar's line.
  mutating func end() {
    if hasBar { write("\n") }
    hasBar = false
  }

  /// Says how long it took.
  mutating func finish(at now: Timestamp) {
    let text = PastEstimate(
      done: now.seconds - began.seconds, all: now.seconds - began.seconds,
      real: seconds(SystemTime().nanoseconds()))
    if hasBar { write("\r\(text.bar)\u{1B}[K") }
    end()
    logger.notice("history: \(text.result), from \(began.rfc3339) to \(now.rfc3339)")
  }

  private func seconds(_ reading: Int64) -> Double { Double(reading - started) / 1e9 }

  private func write(_ text: String) {
    var text = text
    text.withUTF8 { _ = Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}

/// How far a past has come, and how long the rest will take: a value, so that it can be looked at without a past.
struct PastEstimate {
  private static let barWidth = 30

  /// The seconds of the past that are done.
  let done: Int64
  /// All of its seconds.
  let all: Int64
  /// The real seconds that it has taken.
  let real: Double

  private var part: Double { all > 0 ? min(1, max(0, Double(done) / Double(all))) : 1 }
  private var left: Double? { part > 0 ? real / part * (1 - part) : nil }

  /// `[=========>                    ]  31 %  28.0 of 90.0 days, 1 min 20 s left`
  var bar: String {
    let filled = Int(part * Double(Self.barWidth))
    let head = filled < Self.barWidth ? ">" : ""
    let bar = String(repeating: "=", count: filled) + head
    let percent = String(Int(part * 100))
    return "[\(bar)\(String(repeating: " ", count: Self.barWidth - bar.utf8.count))] "
      + String(repeating: " ", count: 3 - percent.utf8.count) + "\(percent) %  \(amount)"
  }

  /// `28.0 of 90.0 days, 1 min 20 s left`
  var words: String { amount }

  /// `90.0 days in 2 min 3 s`
  var result: String { "\(Self.days(all)) days in \(Self.time(real))" }

  private var amount: String {
    let rest = left.map { ", about \(Self.time($0)) left" } ?? ""
    return "\(Self.days(done)) of \(Self.days(all)) days\(rest)"
  }

  private static func days(_ seconds: Int64) -> String {
    let tenths = (seconds + 4320) / 8640
    return "\(tenths / 10).\(tenths % 10)"
  }

  private static func time(_ seconds: Double) -> String {
    let whole = Int64(min(seconds, 1e9).rounded())
    if whole >= 3600 { return "\(whole / 3600) h \(whole / 60 % 60) min" }
    return whole >= 60 ? "\(whole / 60) min \(whole % 60) s" : "\(whole) s"
  }
}
