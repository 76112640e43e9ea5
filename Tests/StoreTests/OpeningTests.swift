import ApplianceDomain
import Foundation
import GRDB
import Testing

@testable import Store

/// Directories and files that are not as they should be.
@Suite struct OpeningTests {
  @Test("two stores never share a directory, and the second one is told whose it is")
  func locked() throws {
    let place = try Place()
    let store = try place.open()
    #expect(throws: StoreError.inUse(path: place.directory, pid: "\(getpid())")) { try place.open() }
    store.close()
    try place.open().close()
  }

  @Test("a directory that cannot be made is refused with its name")
  func unwritable() throws {
    let place = try Place()
    try Data().write(to: URL(fileURLWithPath: place.directory))
    let below = place.directory + "/below"
    #expect {
      try Store.open(directory: below, identity: Samples.identity) { _ in }
    } throws: { error in
      guard case StoreError.directory(let path, _) = error else { return false }
      return path == below && "\(error)".contains(below)
    }
    #expect(throws: StoreError.noDirectory(path: place.directory)) {
      try Store.open(directory: place.directory, identity: Samples.identity) { _ in }
    }
  }

  @Test("an error is told by its code where the connection has forgotten what it was")
  func reasons() {
    let cases: [(ResultCode, String?, String)] = [
      (.SQLITE_FULL, "not an error", "the disk is full"),
      (
        .SQLITE_IOERR_WRITE, "not an error",
        "the disk, or a limit on the size of files (ulimit -f), lets nothing more be written"
      ),
      (.SQLITE_IOERR, "not an error", "disk I/O error"),
      (.SQLITE_ERROR, "no such table: x", "no such table: x"),
    ]
    for (code, message, reason) in cases {
      let error = DatabaseError(resultCode: code, message: message)
      #expect(
        Opening.error(error, "Copying", path: "x") == .database(operation: "Copying", reason: reason))
    }
  }

  @Test("a file that is no database, or a damaged one, is refused", arguments: [0, 1, 2])
  func damaged(_ kind: Int) throws {
    let place = try Place()
    let life = try place.begin()
    try life.start()
    life.store.close()
    let file = URL(fileURLWithPath: place.database)
    var bytes = try Data(contentsOf: file)
    switch kind {
    case 0: bytes = Data("This is a letter to my aunt, and no database at all.".utf8)
    case 1: bytes.replaceSubrange(4096..<bytes.count, with: Data(count: bytes.count - 4096))
    default: bytes.removeLast(bytes.count / 2)
    }
    try bytes.write(to: file)
    #expect {
      try place.open()
    } throws: { error in
      if case StoreError.damaged(let path, _) = error { path == place.database } else { false }
    }
  }

  @Test("another program's database is refused, and left as it was")
  func foreign() throws {
    let place = try Place()
    try FileManager.default.createDirectory(atPath: place.directory, withIntermediateDirectories: true)
    let other = try DatabaseQueue(path: place.database)
    try other.write { try $0.execute(sql: "CREATE TABLE letters (text TEXT)") }
    try other.close()
    #expect {
      try place.open()
    } throws: { error in
      if case StoreError.damaged = error { true } else { false }
    }
    let again = try DatabaseQueue(path: place.database)
    #expect(try again.read { try $0.tableExists("letters") && !$0.tableExists("appliance") })
  }

  @Test("a database of a newer release is refused")
  func newer() throws {
    let place = try Place()
    let store = try place.open()
    try store.pool.write {
      try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('99: something later')")
    }
    store.close()
    #expect(throws: StoreError.newer(path: place.database)) { try place.open() }
  }

  @Test("a change is forced to the disk only where power may fail, and never for an ephemeral record")
  func synchronous() throws {
    let cases: [(Survival, Bool, Int)] = [(.process, false, 1), (.power, false, 2), (.power, true, 0)]
    for (survival, isEphemeral, expected) in cases {
      let store = try Place().open(survival: survival, isEphemeral: isEphemeral)
      let found = try store.pool.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
      let mode = try store.pool.writeWithoutTransaction {
        try String.fetchOne($0, sql: "PRAGMA journal_mode")
      }
      #expect(found == expected)
      #expect(mode == "wal")
      store.close()
    }
  }

  @Test("an ephemeral record is gone when it is closed, and never takes the place of one that is there")
  func ephemeral() throws {
    let place = try Place()
    let store = try place.open(isEphemeral: true)
    try store.initialise(Memory(organization: Samples.organization, settings: Settings()), seed: 1)
    store.close()
    #expect(!FileManager.default.fileExists(atPath: place.database))
    try place.open().close()
    #expect(throws: StoreError.notEmpty(path: place.database)) { try place.open(isEphemeral: true) }
    #expect(FileManager.default.fileExists(atPath: place.database))
  }

  @Test("a clean end leaves one file, without a write-ahead log to be read again")
  func clean() throws {
    let place = try Place()
    let life = try place.begin()
    try life.start()
    life.store.close()
    let log = try? FileManager.default.attributesOfItem(atPath: place.database + "-wal")[.size] as? Int
    #expect(log ?? 0 == 0)
    #expect(place.reports.all.isEmpty)
  }
}
