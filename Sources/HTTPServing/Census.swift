internal import Locking
internal import Reactor
internal import Synchronization

/// How many connections a server has, over all its loops.
///
/// Only connections are counted, never the search for one: a loop that found nobody waiting would take, for that
/// moment, the last place from a client of another loop.
final class Census: Sendable {
  /// As what a connection was let in.
  enum Admission: Sendable {
    /// Within the limit.
    case served
    /// Beyond the limit, in one of its listener's own places.
    case ownPlace
    /// Beyond the limit: its first request is answered 503, and the connection ends.
    case surplus
  }

  private let served = Atomic<Int>(0)
  private let ownPlaces = Atomic<Int>(0)
  private let surplus = Atomic<Int>(0)
  private let servedLimit: Int
  private let surplusLimit: Int
  /// How often nobody was left: only to wake who waits for that.
  private let emptied = Monitor(0)

  init(served: Int, surplus: Int) {
    servedLimit = served
    surplusLimit = surplus
  }

  /// Whether there is no place even to refuse a client of a listener with so many places of its own: clients should
  /// then not be accepted. Loops that look at the same time may each accept one more.
  func isFull(ownPlaces places: Int) -> Bool {
    surplus.load(ordering: .relaxed) >= surplusLimit
      && ownPlaces.load(ordering: .relaxed) >= places
      && served.load(ordering: .relaxed) >= servedLimit
  }

  /// Counts a connection that has been accepted.
  func enter(ownPlaces places: Int) -> Admission {
    if served.takePlace(of: servedLimit) { return .served }
    if ownPlaces.takePlace(of: places) { return .ownPlace }
    surplus.add(1, ordering: .relaxed)
    return .surplus
  }

  func left(_ admission: Admission) {
    let left =
      switch admission {
      case .served: served.subtract(1, ordering: .sequentiallyConsistent).newValue
      case .ownPlace: ownPlaces.subtract(1, ordering: .sequentiallyConsistent).newValue
      case .surplus: surplus.subtract(1, ordering: .sequentiallyConsistent).newValue
      }
    if left == 0 { emptied.change { $0 += 1 } }
  }

  /// Waits until nobody is left; false where that took longer than `seconds`.
  func waitUntilEmpty(seconds: Double) -> Bool {
    emptied.wait(seconds: seconds) { [self] _ in
      served.load(ordering: .sequentiallyConsistent) == 0
        && ownPlaces.load(ordering: .sequentiallyConsistent) == 0
        && surplus.load(ordering: .sequentiallyConsistent) == 0 ? true : nil
    } ?? false
  }
}
