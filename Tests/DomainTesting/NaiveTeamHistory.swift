public import ApplianceDomain
public import Determinism
public import History
import Locking

/// The activity of teams by the plainest reading: all events in a list, which is sorted and searched from its beginning.
public final class NaiveTeamHistory: TeamHistoryReading {
  private let events: @Sendable () -> [TeamEvent]

  /// A history of these events, in the order in which they were told.
  public init(_ events: @escaping @Sendable () -> [TeamEvent]) { self.events = events }

  /// What happened in some teams in a window of time.
  public func activity(of teams: [TeamIdentity], from: Timestamp, to: Timestamp?, upTo number: UInt64)
    -> any TeamActivityCursor
  {
    let all = events().sorted { ($0.timestamp, $0.number) < ($1.timestamp, $1.number) }
    var steps: [TeamActivityStep] = []
    for team in teams {
      let own = all.filter { $0.team == team }
      let isIn: (TeamEvent) -> Bool = { event in
        event.timestamp >= from && (to.map { event.timestamp < $0 } ?? true)
      }
      guard let first = own.firstIndex(where: isIn) else { continue }
      var present: [Int: TeamLogin] = [:]
      for event in own[..<first] {
        if let login = TeamLogin(event) { present[login.id] = login }
        if event.kind == .memberDeparted, let id = event.performedBy.userID { present[id] = nil }
      }
      steps.append(.team(team, loggedIn: present.values.sorted { $0.id < $1.id }))
      steps += own.filter(isIn).map { .event($0) }
    }
    return Cursor(steps)
  }

  private final class Cursor: TeamActivityCursor {
    private let rest: Lock<ArraySlice<TeamActivityStep>>
    init(_ steps: [TeamActivityStep]) { rest = Lock(steps[...]) }
    func next() -> TeamActivityStep? { rest.withLock { $0.popFirst() } }
  }
}
