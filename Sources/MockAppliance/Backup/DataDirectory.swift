public import Backups
import Configuration
import Glibc
import Store

/// What the command line does with a data directory as a whole.
public enum DataDirectory {
  /// Writes a backup of a data directory, whether an appliance runs on it or not. Nothing in it changes.
  ///
  /// - Parameter output: the path to write; nil for a name of its own in the working directory.
  /// - Returns: the path of the file; nil where it went into something else, such as a pipe.
  /// - Throws: ``StoreError`` or ``BackupFault``, which describe themselves.
  public static func backUp(_ data: String, to output: String?) throws -> String? {
    let place = CopyPlace(directory: data)
    place.removeLeftovers()
    let path = place.next()
    defer { unlink(path) }
    do throws(StoreError) { try Store.copyRecord(ofDirectory: data, to: path) } catch {
      throw fault(error, ofCopying: data)
    }
    let summary = try Store.summary(ofCopy: path)
    let manifest = BackupManifest(
      release: ProductVersion.text, company: summary.company, hostname: summary.hostname, made: summary.time)
    let output = output ?? manifest.fileName
    let database = try OpenFile.reading(path)
    let writer = BackupWriter(manifest, database: database, store: FileStore(inData: data))
    return try BackupInTheMaking(manifest, writer).write(to: output) ? output : nil
  }

  /// Brings a backup back into a data directory that has no appliance yet. It is checked whole before anything takes
  /// its place; a failure leaves the directory as it was.
  ///
  /// - Returns: what the backup says of itself.
  /// - Throws: ``StoreError`` or ``BackupFault``, which describe themselves.
  public static func restore(_ backup: String, to data: String) throws -> BackupManifest {
    let file = try BackupFile(backup)
    let adoption = try Adoption(directory: data)
    let files = FileStore(inData: data).directory
    let waiting = files + ".restoring"
    removeLeftovers(adoption, files: files, waiting: waiting)
    do {
      try file.extract(database: adoption.path, files: waiting)
      do throws(StoreError) { try adoption.check() } catch { throw fault(error, of: backup) }
      try move(waiting, to: files)
      do {
        try adoption.finish()  // The database comes last: with it, everything is there.
      } catch {
        rename(files, waiting)
        throw error
      }
      return file.manifest
    } catch {
      adoption.removeDatabase()
      removeFiles(waiting)
      adoption.abandon()
      throw error
    }
  }

  /// Clears away what a restore has left that was ended before its end.
  ///
  /// A restore makes the directory of its files before its database, and removes the database before them. So where a
  /// database waits and no files do, those in their place are that restore's.
  private static func removeLeftovers(_ adoption: Adoption, files: String, waiting: String) {
    if adoption.hasLeftovers, access(waiting, F_OK) != 0 { removeFiles(files) }
    adoption.removeDatabase()
    removeFiles(waiting)
  }

  /// Puts the files into their place, where an empty directory is in nobody's way.
  private static func move(_ waiting: String, to files: String) throws(BackupFault) {
    guard rename(waiting, files) != 0 else { return }
    switch errno {
    case EEXIST, ENOTEMPTY, ENOTDIR: throw .occupied(path: files)
    case let number:
      throw .file(operation: "Renaming \(waiting) to \(files)", reason: String(cString: strerror(number)))
    }
  }

  /// What is wrong with a backup whose database is not as it should be.
  private static func fault(_ error: StoreError, of backup: String) -> any Error {
    switch error {
    case .damaged(_, let reason): BackupFault.damaged(path: backup, reason: "in its database, \(reason)")
    case .newer: BackupFault.newerDatabase(path: backup)
    default: error
    }
  }

  /// Why the database of a data directory cannot be copied.
  private static func fault(_ error: StoreError, ofCopying data: String) -> any Error {
    if case .directory(_, let reason) = error { return BackupFault.unwritable(data: data, reason: reason) }
    return error
  }

  private static func removeFiles(_ directory: String) { Assembly.removeDirectory(directory) }
}
