/// Why the record cannot be opened, read or written. Each says what was tried, on what, and how to mend it.
public enum StoreError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The data directory cannot be made or written.
  case directory(path: String, reason: String)
  /// What is to be the data directory is none.
  case noDirectory(path: String)
  /// A restore into the data directory was ended before its end.
  case halfRestored(path: String, left: String)
  /// Another process uses the data directory; its process ID where it is known.
  case inUse(path: String, pid: String)
  /// An ephemeral record would take the place of one that is there.
  case notEmpty(path: String)
  /// There is no database.
  case missing(path: String)
  /// A record from elsewhere would take the place of one that is there.
  case hasRecord(path: String)
  /// The database file is not ours, or damaged.
  case damaged(path: String, reason: String)
  /// The database was written by a newer release.
  case newer(path: String)
  /// SQLite could not do what it was asked for.
  case database(operation: String, reason: String)
  /// What was asked for is not written, and cannot be now.
  case notWritten
  /// The store has been closed.
  case closed

  /// The sentence for a human.
  public var description: String {
    switch self {
    case .directory(let path, let reason):
      "Cannot write the data directory \(path): \(reason). Give another one with --data, or change its permissions"
    case .noDirectory(let path): "\(path) is not a directory. Give another one with --data"
    case .halfRestored(let path, let left):
      "A restore into \(path) was interrupted. Give it again, or remove \(left) to begin without it"
    case .inUse(let path, let pid):
      "The data directory \(path) is in use by process \(pid). Stop that one, or give another directory with --data"
    case .notEmpty(let path):
      "\(path) exists, and --ephemeral would delete it at exit. Give another directory with --data"
    case .missing(let path):
      "There is no appliance: \(path) does not exist. Name its data directory with --data"
    case .hasRecord(let path):
      "There is an appliance already: \(path) exists. Name an empty directory with --data"
    case .damaged(let path, let reason):
      "The database \(path) is damaged or not an appliance's: \(reason). Restore a backup, or move the file away"
    case .newer(let path):
      "The database \(path) was written by a newer release. Use that release, or another directory with --data"
    case .database(let operation, let reason): "\(operation) failed: \(reason)"
    case .notWritten:
      "The record could not be written, so it cannot be read either. See the log for the disk's error"
    case .closed: "The record is closed: the appliance is shutting down"
    }
  }
}
