import APIKit
import ApplianceDomain
import Backups
import Changes
import Determinism
import Documents
import Foundation
import HTTPMessages
import HTTPTypes
import Locking
import Testing

@testable import APIs

/// The Backup API.
@Suite struct BackupAPITests {
  /// Makes backups of nothing but a few bytes, and remembers up to where they were asked for.
  private final class Maker: BackupMaking {
    let numbers = Lock<[UInt64]>([])
    let fault: BackupFault?
    init(_ fault: BackupFault? = nil) { self.fault = fault }

    func makeBackup(upTo number: UInt64) throws -> BackupInTheMaking {
      numbers.withLock { $0.append(number) }
      if let fault { throw fault }
      let manifest = BackupManifest(
        release: "0", company: "example", hostname: "support.example.com", made: APIBench.noon)
      let path =
        FileManager.default.temporaryDirectory.path
        + "/mock-appliance-backup-\(getpid())-\(UInt(bitPattern: ObjectIdentifier(self).hashValue))"
      try Data("database".utf8).write(to: URL(fileURLWithPath: path))
      defer { unlink(path) }
      return BackupInTheMaking(
        manifest,
        BackupWriter(manifest, database: try OpenFile.reading(path), store: FileStore(inData: "/nowhere")))
    }
  }

  private static func ask(
    _ bench: APIBench, _ maker: Maker = Maker(), _ method: HTTPRequest.Method = .get,
    path: String = "/api/backup",
    query: String = "", body: String = "", type: String? = nil, token: String? = "full"
  ) -> APIBench.Answer {
    bench.send(
      bench.request(method, path, query: query, body: body, type: type, token: token),
      to: BackupAPI(context: bench.context, backups: maker).endpoints)
  }

  @Test(
    "an account that may has the backup as a file, with GET and POST, at either path",
    arguments: APIVersion.allCases)
  func served(version: APIVersion) {
    let bench = APIBench(version)
    let maker = Maker()
    for method in [HTTPRequest.Method.get, .post] {
      for path in ["/api/backup", "/api/backup.ns"] {
        let answer = Self.ask(bench, maker, method, path: path)
        #expect(answer.status == 200)
        #expect(answer.head.contains("Content-Type: application/octet-stream\r\n"))
        #expect(
          answer.head.contains(
            "Content-Disposition: attachment; filename=\"support.example.com-backup-20161001T120000Z.nsb\"\r\n"
          ))
        #expect(answer.text.contains("database"))
      }
    }
    #expect(maker.numbers.withLock { $0 } == [UInt64](repeating: bench.appliance.log.last, count: 4))
  }

  @Test(
    "without a token the answer is 401, without the permission 403, and nothing is made",
    arguments: APIVersion.allCases)
  func denied(version: APIVersion) {
    let bench = APIBench(version)
    let maker = Maker()
    for token in [nil, "unknown"] {
      let answer = Self.ask(bench, maker, token: token)
      #expect(answer.status == 401)
      #expect(answer.json?["error"]?.text == "access_denied")
      #expect(answer.head.contains("WWW-Authenticate: Bearer"))
    }
    for token in ["reader", "none"] {
      let answer = Self.ask(bench, maker, token: token)
      #expect(answer.status == 403)
      #expect(answer.json?["error"]?.text == "access_denied")
    }
    #expect(maker.numbers.withLock { $0.isEmpty })
  }

  @Test(
    "user name and password are accepted in the older versions, and refused in the words that clients look for"
  )
  func legacy() {
    for version in [APIVersion.v1_15_1, .v1_16_0] {
      let bench = APIBench(version)
      for path in ["/api/backup", "/api/backup.ns"] {
        let query = "username=admin&password=password1"
        #expect(Self.ask(bench, path: path, query: query, token: nil).text.contains("database"))
        let form = Self.ask(
          bench, Maker(), .post, path: path, body: query, type: "application/x-www-form-urlencoded",
          token: nil)
        #expect(form.text.contains("database"))
        for wrong in ["username=admin&password=x", "username=nobody&password=password1", "username=admin"] {
          let answer = Self.ask(bench, path: path, query: wrong, token: nil)
          #expect(answer.status == 200)
          #expect(
            answer.text == "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\n<error>Invalid credentials</error>")
        }
      }
    }
    #expect(
      Self.ask(APIBench(.v1_21_1), query: "username=admin&password=password1", token: nil).status == 401)
  }

  @Test("where the XML API is switched off there are no backups, and no token is to blame")
  func switchedOff() {
    let answer = Self.ask(APIBench(settings: { $0.xmlAPI = false }))
    #expect(answer.status == 403)
    #expect(!answer.head.contains("WWW-Authenticate"))
  }

  @Test("multipart forms are accepted up to 18.1 and refused from 21.3 on")
  func multipart() {
    let body = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n--x--\r\n"
    let type = "multipart/form-data; boundary=x"
    #expect(Self.ask(APIBench(.v1_16_0), Maker(), .post, body: body, type: type).status == 200)
    #expect(Self.ask(APIBench(.v1_21_1), Maker(), .post, body: body, type: type).status == 415)
  }

  @Test("one backup too many at once is told to come again, and a disk that fails is said")
  func failures() {
    let busy = Self.ask(APIBench(), Maker(.busy))
    #expect(busy.status == 503)
    #expect(busy.head.contains("Retry-After: 10\r\n"))
    let failed = Self.ask(APIBench(), Maker(.file(operation: "Writing x", reason: "No space left on device")))
    #expect(failed.status == 500)
    #expect(failed.text == "The backup could not be made: Writing x failed: No space left on device.\n")
  }

  @Test("during a data synchronisation no backup is made", arguments: APIVersion.allCases)
  func synchronising(version: APIVersion) throws {
    let bench = APIBench(version)
    let maker = Maker()
    _ = try bench.appliance.perform(.setFailoverRole(.backup, syncsFirst: true, force: false))
    let answer = Self.ask(bench, maker)
    #expect(answer.status == 200)
    #expect(answer.text.contains("<error") && answer.text.contains("synchronis"), "\(answer.text)")
    #expect(maker.numbers.withLock { $0.isEmpty })
  }

  @Test("files of the file store are served under their names, and nothing else is")
  func storedFiles() throws {
    let bench = APIBench()
    let directory = FileManager.default.temporaryDirectory.path + "/mock-appliance-files-\(getpid())"
    let manager = FileManager.default
    try manager.createDirectory(atPath: directory + "/files", withIntermediateDirectories: true)
    defer { try? manager.removeItem(atPath: directory) }
    for name in ["files/logo.png", "files/README", "files/page.HTML", "secret"] {
      try Data("<\(name)>".utf8).write(to: URL(fileURLWithPath: "\(directory)/\(name)"))
    }
    let endpoints = StoredFiles(context: bench.context, store: FileStore(inData: directory)).endpoints
    func ask(_ path: String) -> APIBench.Answer { bench.send(bench.request(.get, path), to: endpoints) }
    #expect(ask("/files/logo.png").text == "<files/logo.png>")
    #expect(ask("/files/logo.png").head.contains("Content-Type: image/png\r\n"))
    #expect(ask("/files/README").head.contains("Content-Type: application/octet-stream\r\n"))
    #expect(ask("/files/page.HTML").head.contains("Content-Type: text/html; charset=UTF-8\r\n"))
    for path in ["/files/none", "/files/..", "/files/../secret", "/files/", "/files/%2e%2e"] {
      #expect(ask(path).status == 404)
    }
  }
}
