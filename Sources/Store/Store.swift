public import Archives
public import Changes
public import Determinism
import Foundation
import GRDB
public import History

/// What an acknowledged change survives: the values of `--durability`.
public enum Survival: String, Sendable, CaseIterable {
  /// The death of the process.
  case process
  /// The death of the machine: each group of changes is forced to the disk.
  case power
}

/// The durable record of an appliance: one SQLite file in a directory that belongs to one process at a time.
///
/// Writing is in the hands of one thread, which takes everything that waits into one transaction. Reading happens on
/// connections of its own, and may block: it belongs on a worker thread.
public final class Store: Durability, HistoryReading, ArchiveReading {
  /// The name of the database in its directory.
  public static let fileName = "appliance.sqlite"

  let pool: DatabasePool
  let queue: WriteQueue
  private let path: String
  private let lock: DirectoryLock
  private let isEphemeral: Bool
  private let report: @Sendable (String) -> Void
  let life = Life()

  /// Opens the record in a directory, which is made where there is none.
  ///
  /// - Parameters:
  ///   - directory: the data directory.
  ///   - survival: what an acknowledged change survives.
  ///   - identity: what the appliance says of itself in event archives.
  ///   - isEphemeral: whether the record is deleted when it is closed; refused where there is one already.
  ///   - takesOver: whether an ephemeral record goes on with one that is there, and deletes that too.
  ///   - archivesBegin: before this time of the appliance no archives are made; nil where they always are.
  ///   - report: takes a sentence when writing fails and when it works again; called on the writing thread, or under
  ///     the appliance's lock.
  /// - Throws: ``StoreError`` where the directory cannot be used, or its database is damaged or too new.
  public static func open(
    directory: String, identity: ApplianceIdentity, survival: Survival = .process, isEphemeral: Bool = false,
    takesOver: Bool = false, archivesBegin: Timestamp? = nil,
    report: @escaping @Sendable (String) -> Void
  ) throws(StoreError) -> Store {
    let lock = try DirectoryLock(directory: directory)
    let path = directory + "/" + fileName
    if isEphemeral, !takesOver, FileManager.default.fileExists(atPath: path) { throw .notEmpty(path: path) }
    let left = Adoption.waitingPath(for: path)
    if !FileManager.default.fileExists(atPath: path), FileManager.default.fileExists(atPath: left) {
      throw .halfRestored(path: directory, left: left)
    }
    let pool = try Opening.pool(path: path, survival: survival, isEphemeral: isEphemeral)
    return Store(
      pool: pool, path: path, lock: lock, identity: identity, isEphemeral: isEphemeral,
      archivesBegin: archivesBegin, report: report)
  }

  private init(
    pool: DatabasePool, path: String, lock: DirectoryLock, identity: ApplianceIdentity, isEphemeral: Bool,
    archivesBegin: Timestamp?, report: @escaping @Sendable (String) -> Void
  ) {
    self.pool = pool
    self.path = path
    self.lock = lock
    self.isEphemeral = isEphemeral
    self.report = report
    queue = WriteQueue(pool: pool, identity: identity, archivesBegin: archivesBegin, report: report)
  }

  deinit { close() }

  /// Writes everything that waits, ends the thread and gives the directory back. Closing again does nothing; reading
  /// a closed record throws.
  public func close() { close(deleting: isEphemeral) }

  /// Closes the record and deletes it.
  public func discard() { close(deleting: true) }

  private func close(deleting: Bool) {
    guard life.end() else { return }
    queue.close()
    do {
      _ = try pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
      try pool.close()
    } catch {
      // Nothing is lost: the next start finds the rest in the write-ahead log.
      report("Closing the database was not clean: \(error)")
    }
    if deleting {
      for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
    }
    lock.release()
  }

  // MARK: Durability

  /// Takes a batch, in order. Where too many wait already, it waits for the disk.
  public func accept(_ batch: Batch) { queue.accept(batch) }

  /// Calls `action` once when everything up to a batch is durable (true), or cannot become so (false).
  ///
  /// The action runs on the writing thread, or at once on the caller's. It must be quick, and it must not ask or
  /// change the appliance: whoever holds the appliance's lock may be waiting for this thread.
  public func whenDurable(_ number: UInt64, _ action: @escaping @Sendable (Bool) -> Void) {
    queue.whenDurable(number, action)
  }

  // MARK: Reading

  /// The sessions that a query asks for.
  ///
  /// - Throws: ``StoreError``, here and while they are shown; ``StoreError/notWritten`` where the disk failed before
  ///   `number`.
  public func rows(_ query: SessionQuery, withEvents: Bool, upTo number: UInt64) throws -> any SessionRows {
    try queue.waitUntilWritten(number)
    return try read("Reading the sessions") {
      try StoredSessions(query, withEvents: withEvents, store: self, database: $0)
    }
  }

  /// The same sessions, as a list tells of them.
  ///
  /// - Throws: as ``rows(_:withEvents:upTo:)``.
  public func listing(_ query: SessionQuery, upTo number: UInt64) throws -> any ListedSessions {
    try queue.waitUntilWritten(number)
    return try read("Reading the sessions") { try StoredListing(query, store: self, database: $0) }
  }

  /// The sessions of a window, summed up.
  ///
  /// - Throws: as ``rows(_:withEvents:upTo:)``.
  public func summary(_ query: SummaryQuery, upTo number: UInt64) throws -> [SessionSummary] {
    try queue.waitUntilWritten(number)
    return try read("Summing up the sessions") { try SessionSums(query, $0).all() }
  }

  /// The complete archives of a day, in the order of their time. Waits for those that are being written.
  ///
  /// - Throws: ``StoreError``.
  public func archives(on date: CivilDate, upTo number: UInt64) throws -> [ArchiveEntry] {
    try queue.waitUntilArchived(number)
    return try read("Listing the archives") { try ArchiveFiles.entries(on: date, $0) }
  }

  /// The gzip file of an archive; nil where there is none, or it is not complete.
  ///
  /// - Throws: ``StoreError``, here and from the file.
  public func archive(_ kind: ArchiveKind, on date: CivilDate, index: Int, upTo number: UInt64) throws
    -> (any ArchiveFile)?
  {
    try queue.waitUntilArchived(number)
    return try read("Finding an archive") {
      try ArchiveFiles.file(kind, on: date, index: index, of: self, $0)
    }
  }

  /// Reads in one transaction, on a connection of its own.
  func read<T>(_ operation: String, _ body: (Database) throws -> T) throws(StoreError) -> T {
    guard !life.hasEnded else { throw .closed }
    do { return try pool.read(body) } catch { throw Opening.error(error, operation, path: path) }
  }

  /// Writes in one transaction, between two groups of batches.
  func write<T>(_ operation: String, _ body: (Statements) throws -> T) throws(StoreError) -> T {
    guard !life.hasEnded else { throw .closed }
    do {
      return try pool.write { try body(Statements(database: $0, probe: nil)) }
    } catch {
      throw Opening.error(error, operation, path: path)
    }
  }
}
