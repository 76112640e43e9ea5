import ApplianceDomain
public import Determinism
import Foundation
import GRDB

/// Copies of the record, for backups.
///
/// SQLite's backup interface copies the database as it is at one moment. The reader's transaction holds that moment for
/// as long as the copy takes: writers go on meanwhile, and what they write waits in the write-ahead log.
extension Store {
  /// The tables that a copy has without their rows: the digests of bearer tokens, which live for an hour, are of no use
  /// to anybody but who holds the tokens, and would be valid again though they had been revoked.
  public static let tablesLeftOut = ["token"]

  /// The pages that are copied between two looks at whether the store is being closed.
  private static let pagesAtOnce: CInt = 1024

  /// Copies the record as it is once everything up to a batch is written.
  ///
  /// - Parameter path: where nothing is yet; a failure leaves nothing there.
  /// - Throws: ``StoreError``; ``StoreError/notWritten`` where the disk failed before `number`.
  public func copy(to path: String, upTo number: UInt64) throws(StoreError) {
    try queue.waitUntilWritten(number)
    try Self.clean(path) { () throws(StoreError) in
      try read("Copying the database") { database in
        try Self.copy(database, to: path) { if self.life.hasEnded { throw StoreError.closed } }
      }
    }
  }

  /// Copies the record of a directory, whether an appliance runs on it or not; nothing in the directory changes.
  ///
  /// - Throws: ``StoreError`` where there is none, or it is none that this release knows.
  public static func copyRecord(ofDirectory directory: String, to path: String) throws(StoreError) {
    let source = directory + "/" + fileName
    guard FileManager.default.fileExists(atPath: source) else { throw .missing(path: source) }
    try clean(path) { () throws(StoreError) in
      do {
        let queue = try DatabaseQueue(path: source, configuration: patient)
        defer { try? queue.close() }
        try queue.inDatabase { database in
          try Opening.check(database, path: source)
          try database.inTransaction(.deferred) {
            try copy(database, to: path) {}
            return .rollback
          }
        }
      } catch {
        throw Opening.error(error, "Copying the database \(source)", path: source)
      }
    }
  }

  /// The time of the last change in the record of a directory, and its organization's names: what a backup says of it.
  ///
  /// - Throws: ``StoreError``.
  public static func summary(ofCopy path: String) throws(StoreError) -> RecordSummary {
    do {
      let queue = try DatabaseQueue(path: path, configuration: patient)
      defer { try? queue.close() }
      guard let columns = try queue.read({ try ApplianceColumns(reading: $0) }) else {
        throw StoreError.missing(path: path)
      }
      return RecordSummary(
        company: columns.organization.company.apiName,
        hostname: columns.organization.publicSites.first?.hostnames.first ?? "appliance",
        time: columns.lastTime ?? Timestamp(milliseconds: 0))
    } catch {
      throw Opening.error(error, "Reading the database \(path)", path: path)
    }
  }

  /// The seconds for which an appliance's own writing is waited for.
  private static let patienceSeconds = 10.0

  private static var patient: Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(patienceSeconds)
    return configuration
  }

  /// - Parameters:
  ///   - source: in a transaction.
  ///   - mayGoOn: called between pages; what it throws ends the copying.
  static func copy(
    _ source: Database, to path: String, pagesAtOnce: CInt = pagesAtOnce, mayGoOn: @escaping () throws -> Void
  ) throws {
    // A transaction begins with what it reads first; from here on it sees this moment.
    _ = try Int.fetchOne(source, sql: "SELECT count(*) FROM sqlite_master")
    let target = try DatabaseQueue(path: path)
    defer { try? target.close() }
    try target.inDatabase { copy in
      // Nobody reads it before it is whole: a crash leaves something that is thrown away.
      try copy.execute(sql: "PRAGMA synchronous = OFF")
      try source.backup(to: copy, pagesPerStep: pagesAtOnce) { _ in try mayGoOn() }
      try copy.execute(sql: "PRAGMA journal_mode = MEMORY")
      try copy.execute(sql: "PRAGMA secure_delete = ON")
      for table in tablesLeftOut { try copy.execute(sql: "DELETE FROM \(table)") }
    }
  }

  /// Takes away what a failure has left of a copy.
  private static func clean(_ path: String, _ body: () throws(StoreError) -> Void) throws(StoreError) {
    do throws(StoreError) { try body() } catch {
      for suffix in ["", "-wal", "-shm", "-journal"] {
        try? FileManager.default.removeItem(atPath: path + suffix)
      }
      throw error
    }
  }
}

/// What a record says of its appliance.
public struct RecordSummary: Sendable, Equatable {
  /// The Company API Name.
  public let company: String
  /// The primary host name.
  public let hostname: String
  /// The appliance's time at the last change that was written; the epoch where there was none.
  public let time: Timestamp
}
