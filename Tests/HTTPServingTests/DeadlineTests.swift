import HTTPMessages
import HTTPServing
import HTTPTypes
import Synchronization
import Testing

@Suite("The server's deadlines")
struct DeadlineTests {
  @Test(
    "a request that does not arrive in time is answered 408",
    arguments: ["GET / HT", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nabc"])
  func slowRequest(beginning: String) throws {
    let server = try TestServer(
      Setup {
        $0.headSeconds = 0.1
        $0.bodySeconds = 0.1
        $0.lingerSeconds = 0.1
      })
    let client = server.client()
    client.send(beginning)
    #expect(client.readAnswer().head.hasPrefix("HTTP/1.1 408 "))
    #expect(client.seesEnd())
  }

  @Test("an idle connection is closed without a word")
  func idle() throws {
    let server = try TestServer(Setup { $0.idleSeconds = 0.1 })
    let client = server.client()
    client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    _ = client.readAnswer()
    #expect(client.readToEnd() == "")
  }

  @Test("a client that does not read is cut off, and the source is asked no more")
  func stalls() throws {
    let source = CountingSource(pieces: 10_000)
    let server = try TestServer(Setup { $0.writeStallSeconds = 0.2 }) { _ in
      Response(status: .ok, body: .stream(source))
    }
    let client = server.client(receiveBuffer: 4096)
    client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(server.server.waitUntilIdle(seconds: 5))
    // What the kernel's buffers take, and the watermark: far from the 640 MB that the source has.
    #expect(source.made.load(ordering: .sequentiallyConsistent) < 200)
  }

  @Test(
    "a client that sends byte by byte has no more time than others",
    arguments: ["GET / HTTP/1.1\r\nX: ", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n"])
  func dribbles(beginning: String) throws {
    let server = try TestServer(
      Setup {
        $0.headSeconds = 0.2
        $0.bodySeconds = 0.2
        $0.lingerSeconds = 0.1
      })
    let client = server.client()
    client.send(beginning)
    var bytes = 0
    // Ten milliseconds for each byte: with a deadline that each byte renews this goes on to the end.
    while bytes < 500, !client.hasNews(within: 10) {
      client.send("x")
      bytes += 1
    }
    #expect(bytes < 500)
    #expect(client.readAnswer().head.hasPrefix("HTTP/1.1 408 "))
  }

  @Test(
    "a client that asks and asks and does not read is cut off, and most of what it asks is never looked at")
  func pipelinesWithoutReading() throws {
    let answers = Atomic<Int>(0)
    let long = [UInt8](repeating: 0x61, count: 20_000)
    let server = try TestServer(Setup { $0.writeStallSeconds = 0.3 }) { _ in
      answers.add(1, ordering: .sequentiallyConsistent)
      return Response(status: .ok, body: .bytes(long))
    }
    let client = server.client(receiveBuffer: 4096)
    client.send(String(repeating: "GET / HTTP/1.1\r\nHost: a\r\n\r\n", count: 2000))
    #expect(server.server.waitUntilIdle(seconds: 5))
    // What the kernel's buffers take (a few megabytes), and the watermark: far from 40 MB.
    #expect(answers.load(ordering: .sequentiallyConsistent) < 700)
  }

  @Test("a client that says nothing at all is closed")
  func silence() throws {
    let server = try TestServer(Setup { $0.idleSeconds = 0.1 })
    #expect(server.client().readSome() == [])
  }

  @Test("what comes after the last answer is read up to a limit", arguments: [(1000, false), (1001, true)])
  func lingers(bytes: Int, isOver: Bool) throws {
    let server = try TestServer(
      Setup {
        $0.lingerSeconds = 60
        $0.lingerBytes = 1000
      })
    let client = server.client()
    client.send("GET /\r\n")
    #expect(client.readToEnd().hasPrefix("HTTP/1.1 400 "))
    client.send([UInt8](repeating: 0x78, count: bytes))
    #expect(server.server.waitUntilIdle(seconds: isOver ? 5 : 0.2) == isOver)
  }

  @Test("a gate that never opens is answered 500 in the end")
  func gateTime() throws {
    let server = try TestServer(
      Setup {
        $0.gateSeconds = 0.1
        $0.lingerSeconds = 0.1
      }
    ) { _ in Response(status: .ok, gate: TestGate()) }
    let client = server.client()
    client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(client.readAnswer().head.hasPrefix("HTTP/1.1 500 "))
  }
}
