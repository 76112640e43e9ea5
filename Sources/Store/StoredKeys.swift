import ApplianceDomain
import Determinism
import GRDB

/// The session keys. Each has a commit behind the answer that shows it, so they are written column by column: as JSON a
/// key took as long as its statement.
extension Statements {
  func write(_ key: SessionKey) throws {
    let details = try KeyDetails(key)?.text
    try run(
      """
      INSERT INTO session_key (short_key, access_key, queue, created, ttl, is_reusable, priority, details)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """
    ) { row in
      row.bind(key.shortKey)
      row.bind(key.accessKey)
      row.bind(key.queue.text)
      row.bind(key.created.milliseconds)
      row.bind(key.ttl)
      row.bind(key.isReusable ? 1 : 0)
      row.bind(key.priority.map { Int64($0) })
      row.bind(details)
    }
  }

  /// Notes that a key is used up; later keys may have its digits again.
  func removeSessionKey(_ shortKey: String) throws {
    try run(
      "INSERT INTO session_key_removed SELECT ?, coalesce(max(ordinal), 0) FROM session_key", [shortKey])
  }

  /// Deletes the keys of which that was noted: at the start, when they are all looked at anyway.
  func deleteRemovedSessionKeys() throws {
    try run("DELETE FROM session_key WHERE ordinal IN (\(SessionKey.removed))")
    try run("DELETE FROM session_key_removed")
  }
}

extension SessionKey {
  /// The ordinals of the keys that are used up.
  fileprivate static let removed = """
    SELECT key.ordinal FROM session_key_removed AS gone
    JOIN session_key AS key ON key.short_key = gone.short_key AND key.ordinal <= gone.last_ordinal
    """

  /// The keys in the order in which they were made.
  static func all(in database: Database) throws -> [SessionKey] {
    let rows = try GRDB.Row.fetchCursor(
      database,
      sql: """
        SELECT short_key, access_key, queue, created, ttl, is_reusable, priority, details FROM session_key
        WHERE ordinal NOT IN (\(removed)) ORDER BY ordinal
        """)
    var keys: [SessionKey] = []
    while let row = try rows.next() {
      guard let queue = QueueReference(row[2] as String) else {
        throw DecodingError.dataCorrupted(
          .init(codingPath: [], debugDescription: "\"\(row[2] as String)\" is no queue"))
      }
      let details = try (row[7] as String?).map { try Stored.decode(KeyDetails.self, $0) }
      keys.append(
        SessionKey(
          shortKey: row[0], accessKey: row[1], queue: queue, created: Timestamp(milliseconds: row[3]),
          ttl: row[4], isReusable: row[5], attributes: details?.attributes ?? [], priority: row[6],
          skills: details?.skills))
    }
    return keys
  }
}

/// What only some keys have.
private struct KeyDetails: Codable {
  var attributes: [AttributeValue]
  var skills: [String]?

  /// Nil where the key has none of it.
  init?(_ key: SessionKey) {
    guard !key.attributes.isEmpty || key.skills != nil else { return nil }
    attributes = key.attributes
    skills = key.skills
  }

  var text: String { get throws { try Stored.encode(self) } }
}
