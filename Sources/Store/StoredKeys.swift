import ApplianceDomain
import Determinism
import GRDB

/// The session keys. Each has a commit behind the answer that shows it, so they are written column by column: as JSON a
/// key took as long as its statement.
extension Statements {
  func write(_ key: SessionKey) throws {
    try run(
      """
      INSERT INTO session_key (short_key, access_key, queue, created, ttl, is_reusable, priority, details)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (short_key) DO UPDATE SET access_key = excluded.access_key, queue = excluded.queue,
        created = excluded.created, ttl = excluded.ttl, is_reusable = excluded.is_reusable,
        priority = excluded.priority, details = excluded.details
      """,
      [
        key.shortKey, key.accessKey, key.queue.text, key.created.milliseconds, key.ttl, key.isReusable,
        key.priority, try KeyDetails(key)?.text,
      ])
  }
}

extension SessionKey {
  /// The keys in the order in which they were made.
  static func all(in database: Database) throws -> [SessionKey] {
    let rows = try GRDB.Row.fetchCursor(
      database,
      sql: """
        SELECT short_key, access_key, queue, created, ttl, is_reusable, priority, details FROM session_key
        ORDER BY ordinal
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
