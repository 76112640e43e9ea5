import Determinism
import Foundation
import TLS
import Testing

@testable import Backups

/// Backup files, written and read again.
@Suite struct BackupFileTests {
  @Test("what is written is read again, whatever the pieces in which it is made and read")
  func roundTrip() throws {
    let folder = try Folder()
    _ = try folder.write("files/logo.png", [1, 2, 3])
    _ = try folder.write("files/a.css", [])
    let whole = try folder.backup()
    for limit in [1, 511, 512, 513, 4096] { #expect(try folder.backup(limit: limit) == whole) }
    for pieces in [1, 7, 512, 4096, .max] {
      let read = try Samples.read(whole, pieces: pieces)
      #expect(read.manifest == Samples.manifest)
      #expect(
        read.contents == [
          "appliance.sqlite": Samples.database, "files/a.css": [], "files/logo.png": [1, 2, 3],
        ])
    }
  }

  @Test("a backup that ends too early is refused, wherever it ends")
  func truncated() throws {
    let folder = try Folder()
    _ = try folder.write("files/logo.png", [1, 2, 3])
    let whole = try folder.backup()
    for count in whole.indices {
      #expect(Samples.fault(Array(whole[..<count])) != nil, "the first \(count) bytes are taken for a backup")
    }
  }

  @Test("a backup with any bit changed is refused")
  func changed() throws {
    let folder = try Folder()
    _ = try folder.write("files/logo.png", [1, 2, 3])
    var bytes = try folder.backup()
    for place in bytes.indices {
      let bit = UInt8(1) << UInt8(place % 8)
      bytes[place] ^= bit
      #expect(Samples.fault(bytes) != nil, "byte \(place) may have another bit \(place % 8)")
      bytes[place] ^= bit
    }
    #expect(Samples.fault(bytes) == nil)
    #expect(Samples.fault(bytes + [0]) == .damaged(path: "backup.nsb", reason: "something follows its end"))
  }

  @Test("what is no backup is called so, and one of a newer form names its form")
  func foreign() throws {
    let folder = try Folder()
    let bytes = try folder.backup()
    for foreign in [
      [], [0], [UInt8](repeating: 0, count: 4096), Array("SQLite format 3".utf8), Samples.database,
    ] {
      #expect(Samples.fault(foreign) == .foreign(path: "backup.nsb"))
    }
    let newer = Self.described(bytes) { $0.replacing("\"format\":1", with: "\"format\":2") }
    #expect(Samples.fault(newer) == .newer(path: "backup.nsb", format: 2))
    let other = Self.described(bytes) { $0.replacing("mock-appliance", with: "make-appliance") }
    #expect(Samples.fault(other) == .foreign(path: "backup.nsb"))
    let raw = Self.described(bytes) { $0.replacing("support", with: "s\\u001b") }
    #expect(
      Samples.fault(raw)
        == .damaged(path: "backup.nsb", reason: "there are control characters in its description"))
    let older = Self.described(bytes) { $0.replacing("\"format\":1", with: "\"format\":0") }
    guard case .damaged = Samples.fault(older) else {
      Issue.record("a form that there never was is no damage")
      return
    }
  }

  /// A backup that says something else of itself, with the right checksum.
  private static func described(_ bytes: [UInt8], _ change: (String) -> String) -> [UInt8] {
    let old = Samples.manifest.bytes
    let new = Array(change(String(decoding: old, as: UTF8.self)).utf8)
    var bytes = bytes
    bytes.replaceSubrange(512..<512 + old.count, with: new)
    return sealed(bytes)
  }

  /// Puts the right checksum over everything.
  private static func sealed(_ bytes: [UInt8]) -> [UInt8] {
    let checked = Array(bytes.dropLast(2 * 512 + 1024))
    var bytes = bytes
    bytes.replaceSubrange(
      checked.count + 512..<checked.count + 512 + 64, with: Array(Digest.hex(Digest.sha256(checked)).utf8))
    return bytes
  }

  @Test("with a right checksum too, only the known parts are taken, and no path leads out of the file store")
  func unknownParts() throws {
    let folder = try Folder()
    _ = try folder.write("files/logo.png", [1, 2, 3])
    let bytes = try folder.backup()
    #expect(Samples.fault(Self.sealed(bytes)) == nil)
    let place = 1024 + 512 + 1536
    for name in ["files/../logo.png", "files/.hidden", "files/", "passwd", "files/a/b"] {
      var changed = bytes
      changed.replaceSubrange(
        place..<place + 512, with: TarHeader(name: name, size: 3, changed: Samples.manifest.made).bytes)
      #expect(
        Samples.fault(Self.sealed(changed))
          == .damaged(path: "backup.nsb", reason: "it holds something unknown"))
    }
  }

  @Test("with a right checksum too, no file is taken twice")
  func twice() throws {
    let folder = try Folder()
    _ = try folder.write("files/logo.png", [1, 2, 3])
    var bytes = try folder.backup()
    let member = bytes[3072..<4096]
    bytes.insert(contentsOf: member, at: 4096)
    #expect(
      Samples.fault(Self.sealed(bytes))
        == .damaged(path: "backup.nsb", reason: "it holds files/logo.png twice"))
  }

  @Test("a file that was checked is extracted, and what cannot be written is said")
  func extracted() throws {
    let folder = try Folder()
    _ = try folder.write("files/logo.png", [1, 2, 3])
    let path = try folder.write("backup.nsb", try folder.backup())
    let file = try BackupFile(path)
    #expect(file.manifest == Samples.manifest)
    try file.extract(database: folder.path + "/copy", files: folder.path + "/others")
    #expect(try folder.read("copy") == Samples.database)
    #expect(try folder.read("others/logo.png") == [1, 2, 3])
    #expect(throws: BackupFault.file(operation: "Making \(folder.path)/copy", reason: "File exists")) {
      try file.extract(database: folder.path + "/copy", files: folder.path + "/others")
    }
    #expect(throws: BackupFault.file(operation: "Reading /nowhere", reason: "No such file or directory")) {
      _ = try BackupFile("/nowhere")
    }
    #expect(throws: BackupFault.foreign(path: folder.path)) { _ = try BackupFile(folder.path) }
  }

  @Test("a backup is written whole over an older one, or not at all")
  func written() throws {
    let folder = try Folder()
    let target = try folder.write("out.nsb", [9])
    let database = try OpenFile.reading(try folder.write("database", Samples.database))
    let making = BackupInTheMaking(
      Samples.manifest, BackupWriter(Samples.manifest, database: database, store: folder.store))
    _ = try folder.write("out.nsb.new", [8])
    #expect(try making.write(to: target))
    #expect(try folder.read("out.nsb") == (try folder.backup()))
    #expect(try folder.read("out.nsb.new") == [8], "it is somebody else's")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(Set(names) == ["files", "database", "out.nsb", "out.nsb.new"])
    #expect(throws: BackupFault.self) { try making.write(to: folder.path + "/no/where.nsb") }
  }

  @Test("a link is followed, a pipe takes the bytes as they come, and what takes none stays as it is")
  func otherTargets() throws {
    let folder = try Folder()
    let whole = try folder.backup()
    func making() throws -> BackupInTheMaking {
      let database = try OpenFile.reading(folder.path + "/database")
      return BackupInTheMaking(
        Samples.manifest, BackupWriter(Samples.manifest, database: database, store: folder.store))
    }
    let (link, pipe) = (folder.path + "/link", folder.path + "/pipe")
    _ = try folder.write("out.nsb", [9])
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "out.nsb")
    #expect(try making().write(to: link))
    #expect(try folder.read("out.nsb") == whole)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "out.nsb")

    #expect(mkfifo(pipe, 0o600) == 0)
    #expect(throws: BackupFault.foreign(path: pipe)) { _ = try BackupFile(pipe) }
    let reader = open(pipe, O_RDWR | O_NONBLOCK)
    defer { close(reader) }
    #expect(try !making().write(to: pipe))
    var taken = [UInt8](repeating: 0, count: whole.count + 1)
    let count = read(reader, &taken, taken.count)
    #expect(Array(taken.prefix(count)) == whole)
    var status = stat()
    #expect(lstat(pipe, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO)

    try FileManager.default.removeItem(atPath: folder.path + "/out.nsb")
    for (path, reason) in [(link, "it is a link that leads nowhere"), (folder.path, "it is a directory")] {
      #expect(throws: BackupFault.file(operation: "Writing \(path)", reason: reason)) {
        try making().write(to: path)
      }
    }
  }

  @Test("a database that becomes shorter while it is read is an error, and not a short backup")
  func shrinking() throws {
    let folder = try Folder()
    let file = try OpenFile.reading(try folder.write("database", [UInt8](repeating: 7, count: 100_000)))
    let writer = BackupWriter(Samples.manifest, database: file, store: folder.store)
    var bytes: [UInt8] = []
    _ = try writer.next(into: &bytes, limit: 4096)
    _ = try folder.write("short", [])
    #expect(truncate(folder.path + "/database", 8192) == 0)
    #expect(
      throws: BackupFault.file(operation: "Reading \(folder.path)/database", reason: "it has become shorter")
    ) {
      while try writer.next(into: &bytes, limit: 4096) {}
    }
  }

  @Test("the name of a backup tells whose it is and when it was made")
  func names() {
    #expect(Samples.manifest.fileName == "support.example.com-backup-20161001T000000Z.nsb")
  }
}

/// The headers of tar archives.
@Suite struct TarHeaderTests {
  @Test("a header is read as it was written, with sizes that octal digits hold and larger ones")
  func roundTrip() {
    for size in [0, 1, 511, 512, 8_589_934_591, 8_589_934_592, Int64.max] {
      let header = TarHeader(name: "files/a", size: size, changed: Samples.manifest.made)
      #expect(TarHeader(header.bytes) == header)
      #expect(header.bytes.count == 512)
    }
    #expect(TarHeader(name: "a", size: 513, changed: Timestamp(seconds: -5)).padding == 511)
    #expect(TarHeader(name: "a", size: 512, changed: Timestamp(seconds: -5)).changed == 0)
  }

  @Test("a header that is written in another way is none")
  func strict() {
    let header = TarHeader(name: "files/a", size: 3, changed: Samples.manifest.made).bytes
    for place in header.indices {
      for bit in 0..<8 {
        var changed = header
        changed[place] ^= 1 << UInt8(bit)
        #expect(TarHeader(changed) == nil, "bit \(bit) of byte \(place)")
      }
    }
    #expect(TarHeader([UInt8](repeating: 0, count: 512)) == nil)
    #expect(TarHeader(Array(header.dropLast())) == nil)
  }
}
