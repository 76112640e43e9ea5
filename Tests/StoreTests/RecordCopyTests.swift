import ApplianceDomain
import Changes
import Determinism
import Foundation
import GRDB
import History
import Testing

@testable import Store

/// Copies of the record, and records that come from elsewhere.
@Suite struct RecordCopyTests {
  /// Every row of every table, and the statements that made the tables.
  private static func content(_ path: String) throws -> [String: [String]] {
    let queue = try DatabaseQueue(path: path)
    defer { try? queue.close() }
    return try queue.read { database in
      let tables = try String.fetchAll(database, sql: "SELECT name FROM sqlite_master WHERE type = 'table'")
      var content = [
        "": try String.fetchAll(
          database, sql: "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY 1")
      ]
      for table in tables {
        content[table] = try GRDB.Row.fetchAll(database, sql: "SELECT * FROM \(table)").map { "\($0)" }
      }
      return content
    }
  }

  @Test("a copy has every row but those of the tables that are left out, and stands alone")
  func copy() throws {
    let place = try Place()
    let life = try place.begin()
    let number = try life.drive()
    try life.perform(.issueToken(digest: Samples.digest(0xA7), clientID: "Example", hint: "kept"))
    let path = place.directory + "/copy"
    try life.store.copy(to: path, upTo: number)
    #expect(!FileManager.default.fileExists(atPath: path + "-wal"))
    var copied = try Self.content(path)
    life.store.close()
    var kept = try Self.content(place.database)
    #expect(kept["token"]?.count == 1)
    #expect(copied["token"] == [])
    kept["token"] = nil
    copied["token"] = nil
    #expect(copied == kept)
    #expect((kept["event"] ?? []).count > 10)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    #expect(
      bytes.range(of: Data([UInt8](repeating: 0xA7, count: 32))) == nil, "the digest is overwritten too")
  }

  @Test("a copy is of one moment, and writers go on while it is made")
  func online() throws {
    let place = try Place()
    let life = try place.begin()
    _ = try life.drive()
    let path = place.directory + "/copy"
    var written = 0
    try life.store.read("Copying") { database in
      try Store.copy(database, to: path, pagesAtOnce: 1) {
        guard written < 5 else { return }
        written += 1
        try life.start()
        try life.perform(.issueToken(digest: Samples.digest(UInt8(written)), clientID: "Example", hint: "x"))
      }
    }
    #expect(written == 5)
    let copied = try Self.content(path)
    #expect(copied["session"]?.count == 2)
    #expect(try Self.content(place.database)["session"]?.count == 7)
  }

  @Test("a directory is copied while an appliance runs on it, and when none does; nothing in it changes")
  func directory() throws {
    let place = try Place()
    let life = try place.begin()
    _ = try life.drive()
    let path = place.directory + "-copy"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Store.copyRecord(ofDirectory: place.directory, to: path)
    let running = try Self.content(path)
    #expect(try Store.summary(ofCopy: path).hostname == "support.example.com")
    #expect(try Store.summary(ofCopy: path).time == life.appliance.now)
    try life.start()
    life.store.close()
    let before = try Data(contentsOf: URL(fileURLWithPath: place.database))
    try FileManager.default.removeItem(atPath: path)
    try Store.copyRecord(ofDirectory: place.directory, to: path)
    #expect(try Data(contentsOf: URL(fileURLWithPath: place.database)) == before)
    let stopped = try Self.content(path)
    #expect(running["session"]?.count == 2)
    #expect(stopped["session"]?.count == 3)
  }

  @Test("what cannot be copied is said, and leaves nothing behind")
  func failures() throws {
    let place = try Place()
    let path = place.directory + "/copy"
    #expect(throws: StoreError.missing(path: place.database)) {
      try Store.copyRecord(ofDirectory: place.directory, to: path)
    }
    let store = try place.open()
    #expect(throws: StoreError.self) { try store.copy(to: "/nowhere/copy", upTo: 0) }
    try store.write("Making it another program's") { try $0.run("PRAGMA application_id = 1") }
    store.close()
    #expect(throws: StoreError.damaged(path: place.database, reason: "it is another program's database")) {
      try Store.copyRecord(ofDirectory: place.directory, to: path)
    }
    #expect(!FileManager.default.fileExists(atPath: path))
    #expect(throws: StoreError.closed) { try store.copy(to: path, upTo: 0) }
  }

  @Test("a record from elsewhere takes its place when it is whole, and an appliance goes on with it")
  func adoption() throws {
    let place = try Place()
    let life = try place.begin()
    _ = try life.drive()
    let target = try Place()
    let adoption = try Adoption(directory: target.directory)
    try life.store.copy(to: adoption.path, upTo: life.appliance.log.last)
    try adoption.check()
    #expect(!FileManager.default.fileExists(atPath: target.database))
    try adoption.finish()
    let again = try target.begin()
    #expect(again.memory.lifetime == 2)
    #expect(try again.store.sessions(.everything, withEvents: false, upTo: 0).all().count == 2)
  }

  @Test(
    "a directory that has a record or is in use is left alone, and an adoption that is given up leaves nothing"
  )
  func refusals() throws {
    let place = try Place()
    #expect(throws: StoreError.self) {
      let adoption = try Adoption(directory: place.directory)
      defer { adoption.abandon() }
      try adoption.check()
    }
    #expect(!FileManager.default.fileExists(atPath: place.directory))
    let store = try place.open()
    #expect(throws: StoreError.inUse(path: place.directory, pid: "\(getpid())")) {
      _ = try Adoption(directory: place.directory)
    }
    store.close()
    #expect(throws: StoreError.hasRecord(path: place.database)) {
      _ = try Adoption(directory: place.directory)
    }
    #expect(try place.open().readMemory() == nil, "the directory is free again")
  }

  @Test("only a directory with an unfinished adoption is kept from a fresh appliance, until that is removed")
  func unfinished() throws {
    let place = try Place()
    let adoption = try Adoption(directory: place.directory)
    #expect(!adoption.hasLeftovers)
    try place.open(at: adoption.path)
    try adoption.finish()
    try FileManager.default.moveItem(atPath: place.database, toPath: adoption.path)
    #expect(throws: StoreError.halfRestored(path: place.directory, left: adoption.path)) { try place.open() }
    let again = try Adoption(directory: place.directory)
    #expect(again.hasLeftovers)
    again.abandon()
    try place.open().close()
  }

  @Test(
    "an adoption that is given up takes away the directories and the lock's file that it has made, and no others"
  )
  func abandoned() throws {
    let place = try Place()
    try Adoption(directory: place.directory + "/a/b").abandon()
    #expect(!FileManager.default.fileExists(atPath: place.directory))
    try FileManager.default.createDirectory(atPath: place.directory, withIntermediateDirectories: true)
    try Adoption(directory: place.directory).abandon()
    #expect(try FileManager.default.contentsOfDirectory(atPath: place.directory) == [])
    let first = try Adoption(directory: place.directory)
    let held = place.directory + "/" + DirectoryLock.fileName
    #expect(FileManager.default.fileExists(atPath: held))
    try place.open(at: first.path)
    try first.finish()
    #expect(throws: StoreError.hasRecord(path: place.database)) {
      _ = try Adoption(directory: place.directory)
    }
    #expect(FileManager.default.fileExists(atPath: held))
  }

  @Test(
    "a database whose shape is not the one that its steps make is not adopted",
    arguments: [
      ("DROP TABLE session_key", "its table session_key is missing"),
      ("DROP INDEX session_by_end", "its index session_by_end is missing"),
      ("ALTER TABLE account DROP COLUMN body", "its table account has another shape"),
      ("CREATE TABLE letters (text TEXT)", "it has a table letters, which is not an appliance's"),
      ("DELETE FROM grdb_migrations", "there is no appliance in it"),
    ])
  func shapes(_ statement: String, _ reason: String) throws {
    let place = try Place()
    let adoption = try Adoption(directory: place.directory)
    try place.open(at: adoption.path)
    let queue = try DatabaseQueue(path: adoption.path)
    try queue.write { try $0.execute(sql: statement) }
    try queue.close()
    #expect(throws: StoreError.damaged(path: adoption.path, reason: reason)) { try adoption.check() }
    adoption.abandon()
  }

  @Test("a database without an appliance, or of a newer release, is not adopted")
  func unfit() throws {
    let place = try Place()
    let empty = try Adoption(directory: place.directory)
    #expect(throws: StoreError.damaged(path: empty.path, reason: "there is no appliance in it")) {
      try place.open(at: empty.path)
      try empty.check()
    }
    let queue = try DatabaseQueue(path: empty.path)
    try queue.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('99: later')") }
    try queue.close()
    #expect(throws: StoreError.newer(path: empty.path)) { try empty.check() }
    empty.abandon()
  }
}

extension Place {
  /// Makes an empty database somewhere.
  func open(at path: String) throws {
    try Opening.pool(path: path, survival: .process, isEphemeral: false).close()
  }
}
