import ApplianceDomain
public import Determinism
import GRDB
public import History
import Locking

extension Schema {
  /// What was logged while nearly all licences were in use. Of several figures of one millisecond the last stands: the
  /// others never lasted.
  static let licenses = """
    CREATE TABLE license_usage (
      time INTEGER PRIMARY KEY, logins INTEGER NOT NULL, extended_contacts INTEGER NOT NULL
    ) STRICT;
    """
}

extension Statements {
  func write(_ usage: LicenseUsage) throws {
    try run(
      """
      INSERT INTO license_usage (time, logins, extended_contacts) VALUES (?, ?, ?)
      ON CONFLICT (time) DO UPDATE SET logins = excluded.logins, extended_contacts = excluded.extended_contacts
      """, [usage.time.milliseconds, usage.counts.logins, usage.counts.extendedContacts])
  }
}

extension Store: LicenseHistoryReading {
  /// What was logged in a window of time, in the order of its time; a page of it is in memory at a time.
  ///
  /// - Throws: ``StoreError``, here and from the cursor.
  public func licenseUsage(from: Timestamp, to: Timestamp?, upTo number: UInt64) throws
    -> any LicenseUsageCursor
  {
    try queue.waitUntilWritten(number)
    // What is logged later than this moment does not belong to the report.
    let last = try read("Reading the usage of licences") {
      try Int64.fetchOne($0, sql: "SELECT max(time) FROM license_usage") ?? .min
    }
    let end = min(to.map { $0.milliseconds - 1 } ?? .max, last)
    return LicenseUsagePages(from: from.milliseconds, through: end, store: self)
  }
}

/// Logged usage, a page at a time, each in a short transaction of its own.
final class LicenseUsagePages: LicenseUsageCursor {
  /// How many moments are in memory at once.
  static let pageSize = 500
  /// The statement that reads a page.
  static let sql = """
    SELECT time, logins, extended_contacts FROM license_usage WHERE time >= ? AND time <= ? ORDER BY time LIMIT \(pageSize)
    """

  private struct Place {
    var page: ArraySlice<LicenseUsage> = []
    /// Where the next page begins; nil after the last one.
    var from: Int64?
  }

  private let end: Int64
  private let store: Store
  private let place: Lock<Place>

  init(from: Int64, through end: Int64, store: Store) {
    self.end = end
    self.store = store
    place = Lock(Place(from: from))
  }

  func next() throws -> LicenseUsage? {
    let result: Result<LicenseUsage?, any Error> = place.withLock { place in
      Result {
        if place.page.isEmpty, let from = place.from {
          place.page = try page(from: from)[...]
          let isLast = place.page.count < Self.pageSize
          place.from = isLast ? nil : place.page.last.map { $0.time.milliseconds + 1 }
        }
        return place.page.popFirst()
      }
    }
    return try result.get()
  }

  private func page(from: Int64) throws -> [LicenseUsage] {
    try store.read("Reading a page of the usage of licences") { database in
      let rows = try GRDB.Row.fetchAll(
        database.cachedStatement(sql: Self.sql), arguments: [from, end])
      return rows.map {
        LicenseUsage(
          time: Timestamp(milliseconds: $0[0]),
          counts: LicenseCounts(logins: $0[1], extendedContacts: $0[2]))
      }
    }
  }
}
