import Foundation
import GRDB

/// A record from elsewhere on its way into a data directory that has none.
///
/// Until ``finish()`` it stands beside its place; where that never comes, ``abandon()`` leaves the directory as it was.
public final class Adoption {
  /// Where the database is to be written.
  public let path: String
  /// Whether an earlier adoption was ended before its end, and has left something at ``path``.
  public let hasLeftovers: Bool
  private let place: String
  private let directory: String
  /// The directories that were made, the deepest first.
  private let newDirectories: [String]
  private let lock: DirectoryLock

  /// Takes a directory, and makes it where there is none.
  ///
  /// - Throws: ``StoreError`` where it cannot be used, another process uses it, or it has a record.
  public init(directory: String) throws(StoreError) {
    newDirectories = Self.missing(directory)
    lock = try DirectoryLock(directory: directory)
    self.directory = directory
    place = directory + "/" + Store.fileName
    path = Self.waitingPath(for: place)
    hasLeftovers = FileManager.default.fileExists(atPath: path)
    if FileManager.default.fileExists(atPath: place) {
      lock.giveUp()
      throw .hasRecord(path: place)
    }
  }

  /// Where a database waits for its place.
  static func waitingPath(for place: String) -> String { place + ".restoring" }

  private static func missing(_ directory: String) -> [String] {
    var missing: [String] = []
    var path = directory
    while !path.isEmpty, !FileManager.default.fileExists(atPath: path) {
      missing.append(path)
      // Foundation ends the process at the parent of a name of one letter.
      path = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    }
    return missing
  }

  /// Looks whether what was written is a database that this release can go on with: it is whole, has the shape that it
  /// should have, and everything that an appliance remembers can be read.
  ///
  /// - Throws: ``StoreError/damaged(path:reason:)`` or ``StoreError/newer(path:)``.
  public func check() throws(StoreError) {
    do {
      let queue = try DatabaseQueue(path: path)
      try queue.inDatabase { database in
        try Opening.check(database, path: path, always: true)
        if let misfit = try Schema.misfit(of: database) {
          throw StoreError.damaged(path: path, reason: misfit)
        }
        guard try Store.memory(database) != nil else {
          throw StoreError.damaged(path: path, reason: "there is no appliance in it")
        }
      }
      try queue.close()
    } catch {
      throw Opening.error(error, "Checking the database", path: path)
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

  /// Takes away what has been written, and the lock's file and the directories where they are new.
  public func abandon() {
    removeDatabase()
    lock.giveUp()
    for directory in newDirectories { rmdir(directory) }
  }

  /// Removes what has been written, or what an earlier adoption has left.
  public func removeDatabase() {
    for suffix in ["", "-wal", "-shm", "-journal"] { unlink(path + suffix) }
  }
}
