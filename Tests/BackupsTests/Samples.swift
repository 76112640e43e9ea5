import Determinism
import Foundation
import Synchronization
import Testing

@testable import Backups

/// A directory of its own for each test, which goes with it.
final class Folder: Sendable {
  private static let count = Atomic(0)
  let path: String

  init() throws {
    let number = Self.count.add(1, ordering: .relaxed).newValue
    path = FileManager.default.temporaryDirectory.path + "/mock-appliance-backups-\(getpid())-\(number)"
    try FileManager.default.createDirectory(atPath: path + "/files", withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  var store: FileStore { FileStore(inData: path) }

  func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    try Data(bytes).write(to: URL(fileURLWithPath: path + "/" + name))
    return path + "/" + name
  }

  func read(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: path + "/" + name)))
  }

  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path + "/" + name) }

  /// A backup of some bytes as the database, and of the files that are in the store.
  func backup(_ database: [UInt8] = Samples.database, limit: Int = 64 * 1024) throws -> [UInt8] {
    let file = try OpenFile.reading(try write("database", database))
    let writer = BackupWriter(Samples.manifest, database: file, store: store)
    var bytes: [UInt8] = []
    while try writer.next(into: &bytes, limit: limit) {}
    return bytes
  }
}

enum Samples {
  static let manifest = BackupManifest(
    release: "0.1.0", company: "example", hostname: "support.example.com",
    made: Timestamp(seconds: 1_475_280_000))

  static let database = (0..<1500).map { UInt8(truncatingIfNeeded: $0 * 7) }

  /// Reads a backup from memory, in pieces of at most some bytes; answers what it says, and its contents by name.
  static func read(_ bytes: [UInt8], pieces: Int = .max) throws(BackupFault) -> (
    manifest: BackupManifest, contents: [String: [UInt8]]
  ) {
    var place = 0
    var contents: [String: [UInt8]] = [:]
    let manifest = try BackupReader.read(
      path: "backup.nsb",
      source: { (buffer, limit) throws(BackupFault) in
        let count = min(limit, pieces, bytes.count - place)
        buffer += bytes[place..<place + count]
        place += count
        return count
      }, receive: { (member, piece) throws(BackupFault) in contents[member, default: []] += piece })
    return (manifest, contents)
  }

  /// The fault with which bytes are refused; nil where they are taken.
  static func fault(_ bytes: [UInt8]) -> BackupFault? {
    do throws(BackupFault) {
      _ = try read(bytes)
      return nil
    } catch { return error }
  }
}
