public import ApplianceDomain
public import Determinism

/// What the report on a team's activity reads (guide: "Download Reports with SupportTeam"). It may block and runs on a
/// worker thread.
public protocol TeamHistoryReading: Sendable {
  /// The messages in teams' chats that were sent in a window of time, in the order of their time.
  ///
  /// - Parameters:
  ///   - from: the window's beginning.
  ///   - to: its end, which is not in it; nil is now.
  ///   - team: the team that is asked for; nil is every team.
  ///   - number: the number of the batch up to which the record must be written before it is read.
  func teamMessages(from: Timestamp, to: Timestamp?, team: Int?, upTo number: UInt64) throws -> [TeamMessage]
}
