import Foundation
import Testing

@testable import Backups

/// The file store, and what of it goes into backups.
@Suite struct FileStoreTests {
  @Test("files of less than 200 KB are backed up, larger ones are not")
  func sizes() throws {
    let folder = try Folder()
    _ = try folder.write("files/small", [UInt8](repeating: 1, count: 204_799))
    _ = try folder.write("files/large", [UInt8](repeating: 1, count: 204_800))
    #expect(folder.store.names == ["large", "small"])
    #expect(folder.store.namesForBackup == ["small"])
    #expect(try Set(Samples.read(folder.backup()).contents.keys) == ["appliance.sqlite", "files/small"])
  }

  @Test("fifty files are backed up at most, the first in the order of their names")
  func count() throws {
    let folder = try Folder()
    let names = (10...70).map { "file-\($0)" }
    for name in names.reversed() { _ = try folder.write("files/\(name)", [1]) }
    _ = try folder.write("files/file-00", [UInt8](repeating: 1, count: 300_000))
    #expect(folder.store.names.count == 62)
    #expect(folder.store.namesForBackup == Array(names.prefix(50)))
  }

  @Test("links, directories, hidden files and names that would need to be escaped are no files of the store")
  func kinds() throws {
    let folder = try Folder()
    _ = try folder.write("secret", [1])
    for name in [".hidden", "with space", "ü", String(repeating: "n", count: 91)] {
      _ = try folder.write("files/\(name)", [1])
    }
    let long = String(repeating: "n", count: 90)
    _ = try folder.write("files/\(long)", [1])
    let manager = FileManager.default
    try manager.createDirectory(atPath: folder.path + "/files/directory", withIntermediateDirectories: true)
    try manager.createSymbolicLink(
      atPath: folder.path + "/files/link", withDestinationPath: folder.path + "/secret")
    #expect(mkfifo(folder.path + "/files/pipe", 0o600) == 0)
    #expect(folder.store.names == [long])
    #expect(folder.store.open(long) != nil)
    for name in ["link", "directory", "pipe", "../secret", "", ".", "..", ".hidden", "none"] {
      #expect(folder.store.open(name) == nil)
    }
    #expect(FileStore(inData: folder.path + "/nowhere").names.isEmpty)
  }

  @Test("a file that goes or grows while the backup is made is left out")
  func changing() throws {
    let folder = try Folder()
    for name in ["a", "b", "c"] { _ = try folder.write("files/\(name)", [1]) }
    let database = try OpenFile.reading(try folder.write("database", Samples.database))
    let writer = BackupWriter(Samples.manifest, database: database, store: folder.store)
    try FileManager.default.removeItem(atPath: folder.path + "/files/a")
    _ = try folder.write("files/b", [UInt8](repeating: 1, count: 204_800))
    var bytes: [UInt8] = []
    while try writer.next(into: &bytes, limit: 512) {}
    #expect(try Set(Samples.read(bytes).contents.keys) == ["appliance.sqlite", "files/c"])
  }
}
