public import Backups
import Configuration
import Glibc
import Store

/// What the command line does with a data directory as a whole.
public enum DataDirectory {
  /// Writes a backup of a data directory, whether an appliance runs on it or not. Nothing in it changes.
  ///
  /// - Parameter output: the path to write; nil for a name of its own in the working directory.
  /// - Returns: the path that was written.
  /// - Throws: ``StoreError`` or ``BackupFault``, which describe themselves.
  public static func backUp(_ data: String, to output: String?) throws -> String {
    let place = CopyPlace(directory: data)
    place.removeLeftovers()
    let path = place.next()
    defer { unlink(path) }
    try Store.copyRecord(ofDirectory: data, to: path)
    let summary = try Store.summary(ofCopy: path)
    let manifest = BackupManifest(
      release: ProductVersion.text, company: summary.company, hostname: summary.hostname, made: summary.time)
    let output = output ?? manifest.fileName
    let database = try OpenFile.reading(path)
    let writer = BackupWriter(manifest, database: database, store: FileStore(inData: data))
    try BackupInTheMaking(manifest, writer).write(to: output)
    return output
  }

  /// Brings a backup back into a data directory that has no appliance yet. It is checked whole before anything is
  /// written; a failure leaves the directory as it was.
  ///
  /// - Returns: what the backup says of itself.
  /// - Throws: ``StoreError`` or ``BackupFault``, which describe themselves.
  public static func restore(_ backup: String, to data: String) throws -> BackupManifest {
    let file = try BackupFile(backup)
    let adoption = try Adoption(directory: data)
    let files = FileStore(inData: data).directory
    let waiting = files + ".restoring"
    do {
      remove(files: waiting)  // What a crash has left.
      try file.extract(database: adoption.path, files: waiting)
      try adoption.check()
      // The database comes last: with it, everything is there. An empty directory is in nobody's way.
      guard rename(waiting, files) == 0 || errno == ENOENT else { throw BackupFault.occupied(path: files) }
      try adoption.finish()
      return file.manifest
    } catch {
      remove(files: waiting)
      adoption.abandon()
      throw error
    }
  }

  private static func remove(files directory: String) { Assembly.removeDirectory(directory) }
}
