/// Why a backup cannot be made or restored. Each says what was tried, on what, and how to mend it.
public enum BackupFault: Error, Sendable, Equatable, CustomStringConvertible {
  /// A file is no backup of this product.
  case foreign(path: String)
  /// A backup is damaged; what is wrong with it.
  case damaged(path: String, reason: String)
  /// A backup was made by a newer release, in a form of its own.
  case newer(path: String, format: Int64)
  /// The database in a backup was written by a newer release.
  case newerDatabase(path: String)
  /// A file or directory could not be read or written.
  case file(operation: String, reason: String)
  /// There is something where the files of the backup belong.
  case occupied(path: String)
  /// The database of a data directory can be read or copied only where the directory can be written.
  case unwritable(data: String, reason: String)
  /// As many backups as may be are being made already.
  case busy

  /// The sentence for a human.
  public var description: String {
    switch self {
    case .foreign(let path):
      "\(path) is not a backup of mock-appliance. Give a file that /api/backup or mock-appliance backup has made"
    case .damaged(let path, let reason):
      "The backup \(path) is damaged: \(reason). Nothing was restored; give another copy of it"
    case .newer(let path, let format):
      "The backup \(path) has the form \(format), of a newer release. Restore it with that release"
    case .newerDatabase(let path):
      "The backup \(path) holds a database of a newer release. Restore it with that release"
    case .file(let operation, let reason): "\(operation) failed: \(reason)"
    case .occupied(let path):
      "\(path) is there and not empty, and the files of the backup would be mixed with it. Move it away"
    case .unwritable(let data, let reason):
      "The database in \(data) cannot be opened and copied beside itself: \(reason). "
        + "Change the permissions of the directory, or copy it as a whole and back up the copy"
    case .busy: "Too many backups are being made at once. Try again when one of them is done"
    }
  }
}
