public import ApplianceDomain
public import Determinism
import GRDB
public import History

/// The messages in teams' chats.
extension Store: TeamHistoryReading {
  /// The messages that were sent in a window of time, in the order of their time; of one time, as they came.
  ///
  /// - Throws: ``StoreError``.
  public func teamMessages(from: Timestamp, to: Timestamp?, team: Int?, upTo number: UInt64) throws
    -> [TeamMessage]
  {
    try queue.waitUntilWritten(number)
    return try read("Reading the teams' chats") { database in
      let rows = try GRDB.Row.fetchAll(
        database,
        sql: """
          SELECT team, time, body, performer_type, performer_gsnumber, performer_name, performer_id,
            destination_gsnumber, destination_name, destination_id, account
          FROM team_message WHERE time >= ?1 AND time < ?2 AND (?3 IS NULL OR team = ?3) ORDER BY time, id
          """, arguments: [from.milliseconds, to?.milliseconds ?? .max, team])
      return rows.map(message)
    }
  }

  private func message(_ row: GRDB.Row) -> TeamMessage {
    let destination = (row[7] as Int?).map {
      Party(type: .representative, gsnumber: $0, name: row[8], userID: row[9])
    }
    return TeamMessage(
      team: row[0], timestamp: Timestamp(milliseconds: row[1]), body: row[2],
      performedBy: Party(
        type: PartyType(rawValue: row[3]) ?? .system, gsnumber: row[4], name: row[5], userID: row[6]),
      destination: destination, account: row[10])
  }
}

extension Statements {
  func write(_ message: TeamMessage) throws {
    let (performer, destination) = (message.performedBy, message.destination)
    try run(
      """
      INSERT INTO team_message (team, time, body, performer_type, performer_gsnumber, performer_name, performer_id,
        destination_gsnumber, destination_name, destination_id, account)
      VALUES (?,?,?,?,?,?,?,?,?,?,?)
      """,
      [
        message.team, message.timestamp.milliseconds, message.body, performer.type.rawValue,
        performer.gsnumber, performer.name, performer.userID, destination?.gsnumber, destination?.name,
        destination?.userID, message.account,
      ])
  }
}
