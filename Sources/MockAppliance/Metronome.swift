import Changes
import Reactor

/// Sees to it that what is due in the appliance happens, also when nobody asks: the thread behind the simulation and
/// the archives.
final class Metronome: Sendable {
  /// The longest real time between two looks at the clock, in seconds, so that a clock that was changed through the
  /// control API is noticed; and the pause while it is frozen.
  private static let longestPause = 0.25
  /// The shortest, so that a fast clock does not keep a core busy: a change then reaches the stream in time enough.
  private static let shortestPause = 0.005

  private struct State {
    var isStopping = false
    var hasEnded = false
  }

  private let state = Monitor(State())

  /// Starts to keep an appliance up to its clock.
  init(_ appliance: Appliance) throws(SystemFault) {
    let state = state
    try Thread.start(named: "metronome") {
      var pause = 0.0
      while state.wait(seconds: pause, { $0.isStopping ? true : nil }) == nil {
        let due = appliance.catchUp().map { Double($0) / 1e9 } ?? Self.longestPause
        pause = min(max(due, Self.shortestPause), Self.longestPause)
      }
      state.change { $0.hasEnded = true }
    }
  }

  /// Stops, and blocks until the last look is over.
  func stop() {
    state.change { $0.isStopping = true }
    state.wait { $0.hasEnded ? true : nil }
  }
}
