import Foundation
import GRDB

/// A record from elsewhere on its way into a data directory that has none.
///
/// Until ``finish()`` it stands beside its place; where that never comes, ``abandon()`` leaves the directory as it was.
public final class Adoption {
  /// Where the database is to be written.
  public let path: String
  private let place: String
  private let directory: String
  private let isNewDirectory: Bool
  private let lock: DirectoryLock

  /// Takes a directory, and makes it where there is none.
  ///
  /// - Throws: ``StoreError`` where it cannot be used, another process uses it, or it has a record.
  public init(directory: String) throws(StoreError) {
    isNewDirectory = !FileManager.default.fileExists(atPath: directory)
    lock = try DirectoryLock(directory: directory)
    self.directory = directory
    place = directory + "/" + Store.fileName
    path = place + ".restoring"
    if FileManager.default.fileExists(atPath: place) {
      lock.release()
      throw .hasRecord(path: place)
    }
    removeDatabase()  // What a crash has left.
  }

  /// Looks whether what was written is a database that this release can go on with.
  ///
  /// - Throws: ``StoreError/damaged(path:reason:)`` or ``StoreError/newer(path:)``.
  public func check() throws(StoreError) {
    do {
      let queue = try DatabaseQueue(path: path)
      try queue.inDatabase { database in
        try Opening.check(database, path: path, always: true)
        guard try ApplianceColumns(reading: database) != nil else {
          throw StoreError.damaged(path: path, reason: "there is no appliance in it")
        }
      }
      try queue.close()
    } catch {
      throw Opening.error(error, "Checking the database \(path)", path: path)
    }
  }

  /// Puts it in its place, for good.
  public func finish() throws(StoreError) {
    guard rename(path, place) == 0 else {
      throw .directory(path: directory, reason: String(cString: strerror(errno)))
    }
    let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if descriptor >= 0 {
      fsync(descriptor)
      close(descriptor)
    }
    lock.release()
  }

  /// Takes away what has been written, the directory too where it is new.
  public func abandon() {
    removeDatabase()
    if isNewDirectory {
      unlink(directory + "/" + DirectoryLock.fileName)
      rmdir(directory)
    }
    lock.release()
  }

  private func removeDatabase() {
    for suffix in ["", "-wal", "-shm", "-journal"] { unlink(path + suffix) }
  }
}
