/// Why a backup cannot be made or restored. Each says what was tried, on what, and how to mend it.
public enum BackupFault: Error, Sendable, Equatable, CustomStringConvertible {
  /// A file is no backup of this product.
  case foreign(path: String)
  /// A backup is damaged; what is wrong with it.
  case damaged(path: String, reason: String)
  /// A backup was made by a newer release, in a form of its own.
  case newer(path: String, format: Int64)
  /// A file or directory could not be read or written.
  case file(operation: String, reason: String)
  /// There are files where those of the backup belong.
  case occupied(path: String)
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
    case .file(let operation, let reason): "\(operation) failed: \(reason)"
    case .occupied(let path):
      "There are files in \(path), and those of the backup would be mixed with them. Move them away"
    case .busy: "Too many backups are being made at once. Try again when one of them is done"
    }
  }
}
