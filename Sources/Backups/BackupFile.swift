import Glibc

/// A backup file that has been found whole.
public struct BackupFile {
  private let file: OpenFile
  /// What it says of itself.
  public let manifest: BackupManifest

  /// Opens a backup and reads it to its end; nothing is written.
  ///
  /// - Throws: ``BackupFault`` where it is no backup, is damaged, or was made in the form of a newer release.
  public init(_ path: String) throws(BackupFault) {
    file = try OpenFile.reading(path)
    guard file.isRegular else { throw .foreign(path: path) }
    manifest = try BackupReader.read(file)
  }

  /// Writes what is in it, and makes that durable.
  ///
  /// - Parameters:
  ///   - database: the path of the database, where nothing is yet.
  ///   - directory: the directory of the file store's files, which is made first, also where there are none.
  /// - Throws: ``BackupFault``; whoever calls takes away then what has been written.
  public func extract(database: String, files directory: String) throws(BackupFault) {
    guard mkdir(directory, 0o755) == 0 || errno == EEXIST else { throw .last("Making \(directory)") }
    var target: (member: String, file: OpenFile)?
    _ = try BackupReader.read(file) { (member, piece) throws(BackupFault) in
      if piece.isEmpty {
        try target?.file.sync()
        guard let name = BackupContents.file(member) else {
          target = (member, try OpenFile.making(database))
          return
        }
        target = (member, try OpenFile.making("\(directory)/\(name)"))
      } else {
        try target?.file.write(piece)
      }
    }
    try target?.file.sync()
  }
}
