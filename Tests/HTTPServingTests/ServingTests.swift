import HTTPMessages
import HTTPServing
import HTTPTypes
import Reactor
import Synchronization
import Testing

@Suite("The server, over loopback")
struct ServingTests {
  @Test("a connection serves one request after the other")
  func keepsAlive() throws {
    let server = try TestServer()
    let client = server.client()
    for number in 0..<3 {
      client.send("GET /\(number) HTTP/1.1\r\nHost: a\r\n\r\n")
      let answer = client.readAnswer()
      #expect(answer.head.hasPrefix("HTTP/1.1 200 OK\r\nDate: "))
      #expect(!answer.head.contains("Connection:"))
      #expect(answer.body == "GET /\(number) ")
    }
  }

  @Test("pipelined requests are answered in their order, also behind a gate")
  func pipelines() throws {
    let gate = TestGate()
    let server = try TestServer { request in
      var response = TestServer.echo(request)
      if request.path == "/0" { response.gate = gate }
      return response
    }
    let client = server.client()
    client.send((0..<20).map { "GET /\($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
    gate.open(true)
    for number in 0..<20 { #expect(client.readAnswer().body == "GET /\(number) ") }
  }

  @Test("many long pipelined answers are held back and then all arrive")
  func pipelinesLongAnswers() throws {
    let long = [UInt8](repeating: 0x61, count: 100_000)
    let server = try TestServer { _ in Response(status: .ok, body: .bytes(long)) }
    let client = server.client(receiveBuffer: 4096)
    client.send(String(repeating: "GET / HTTP/1.1\r\nHost: a\r\n\r\n", count: 30))
    for _ in 0..<30 { #expect(client.readAnswer().body.utf8.count == long.count) }
  }

  @Test(
    "who ends the connection is as the client and the answer wish",
    arguments: [
      ("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", "Connection: close", true),
      ("GET / HTTP/1.0\r\n\r\n", "Connection: close", true),
      ("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", "Connection: keep-alive", false),
      ("GET /close HTTP/1.1\r\nHost: a\r\n\r\n", "Connection: close", true),
    ])
  func persistence(request: String, field: String, ends: Bool) throws {
    let server = try TestServer { request in
      var response = TestServer.echo(request)
      response.closesConnection = request.path == "/close"
      return response
    }
    let client = server.client()
    client.send(request)
    #expect(client.readAnswer().head.contains(field))
    if ends {
      #expect(client.seesEnd())
    } else {
      client.send(request)
      #expect(client.readAnswer().head.contains(field))
    }
  }

  @Test("HEAD is answered with the fields of GET and no content")
  func head() throws {
    let server = try TestServer()
    let client = server.client()
    client.send("HEAD /x HTTP/1.1\r\nHost: a\r\n\r\nGET /y HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(client.read(until: "\r\n\r\n").contains("Content-Length: 8"))
    #expect(client.readAnswer().body == "GET /y ")
  }

  @Test("a chunked request is answered, chunked where the answer prefers it")
  func chunked() throws {
    let server = try TestServer { request in
      var response = TestServer.echo(request)
      response.prefersChunked = true
      return response
    }
    let client = server.client()
    client.send(
      "POST /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")
    let answer = client.readAnswer()
    #expect(answer.head.contains("Transfer-Encoding: chunked"))
    #expect(answer.body == "POST /c abcde")
  }

  @Test("a client that waits for 100 Continue gets it before it sends the content")
  func expectsContinue() throws {
    let server = try TestServer()
    let client = server.client()
    client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n")
    #expect(client.read(until: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
    client.send("ok")
    #expect(client.readAnswer().body == "POST / ok")
  }

  @Test(
    "where the server ends the connection, the client's next request does not destroy the answer before it")
  func closesGently() throws {
    let long = [UInt8](repeating: 0x61, count: 300_000)
    let server = try TestServer { _ in Response(status: .ok, body: .bytes(long), closesConnection: true) }
    let client = server.client(receiveBuffer: 4096)
    client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    // The answer has begun, so the connection counts; it is not idle in time, for the server waits for the client's
    // end.
    #expect(client.read(until: "\r\n\r\n").contains("Content-Length: 300000"))
    #expect(!server.server.waitUntilIdle(seconds: 0.2))
    client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(client.read(count: long.count).count == long.count)
    #expect(client.readSome() == [])
    client.endWriting()
    #expect(server.server.waitUntilIdle(seconds: 5))
  }

  @Test("a refused request is answered whole, and the connection ends although the client goes on sending")
  func refuses() throws {
    let server = try TestServer()
    let client = server.client()
    client.send(
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999\r\n\r\n" + String(repeating: "x", count: 100_000)
    )
    let answer = client.readAnswer()
    #expect(answer.head.hasPrefix("HTTP/1.1 413 "))
    #expect(answer.head.contains("Connection: close"))
    #expect(answer.body == "The content is too long.\n")
    #expect(client.seesEnd())
  }

  @Test(
    "a request behind a refused one is never run, neither with it nor after its answer",
    arguments: [
      "GET / HTTP/1.1\r\nHost : a\r\n\r\n", "GET /\r\n",
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a\r\nExpect: tea\r\n\r\n", "GET https://a/ HTTP/1.1\r\nHost: a\r\n\r\n",
    ])
  func stopsAtRefusals(refused: String) throws {
    let requests = Atomic<Int>(0)
    let server = try TestServer { request in
      requests.add(1, ordering: .sequentiallyConsistent)
      return TestServer.echo(request)
    }
    let hidden = "GET /hidden HTTP/1.1\r\nHost: a\r\n\r\n"
    let client = server.client()
    client.send(hidden + refused + hidden)
    #expect(client.readAnswer().body == "GET /hidden ")
    let answer = client.readAnswer()
    #expect(answer.head.hasPrefix("HTTP/1.1 4") && answer.head.contains("Connection: close\r\n"))
    client.send(hidden)
    #expect(client.readSome() == [])
    client.endWriting()
    #expect(server.server.waitUntilIdle(seconds: 5))
    #expect(requests.load(ordering: .sequentiallyConsistent) == 1)
  }

  @Test(
    "a client that ends its direction after its request is answered, whatever the answer waits for")
  func halfCloses() throws {
    let gate = TestGate()
    let server = try TestServer { request in
      var response = TestServer.echo(request)
      if request.path == "/gate" { response.gate = gate }
      if request.path == "/stream" { response.body = .stream(CountingSource(pieces: 3)) }
      return response
    }
    let client = server.client()
    client.send(
      ["/now", "/gate", "/stream", "/now"].map { "GET \($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
    client.endWriting()
    #expect(client.readAnswer().body == "GET /now ")
    gate.open(true)
    #expect(client.readAnswer().body == "GET /gate ")
    #expect(client.readAnswer().body.utf8.count == 3 * 65_536)
    #expect(client.readAnswer().body == "GET /now ")
    #expect(client.readSome() == [])
  }

  @Test("a content of several times the limit is refused with an answer that the client can still read")
  func refusesMuch() throws {
    let server = try TestServer()
    let client = server.client()
    client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4194304\r\n\r\n")
    client.send([UInt8](repeating: 0x61, count: 4_194_304))
    #expect(client.readAnswer().head.hasPrefix("HTTP/1.1 413 "))
    #expect(client.readSome() == [])
  }

  @Test(
    "a refused HEAD gets no content",
    arguments: [
      "HEAD / HTTP/1.1\r\n\r\n", "\r\nHEAD /%zz HTTP/1.1\r\nHost: a\r\n\r\n",
      "HEAD /\u{1} HTTP/1.1\r\nHost: a\r\n\r\n",
      "HEAD / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
      "HEAD / HTTP/1.1\r\nHost: a\r\nX: " + String(repeating: "x", count: 17_000),
    ], [1000, 10])
  func refusesHead(request: String, firstBytes: Int) throws {
    let server = try TestServer()
    let client = server.client()
    let bytes = Array(request.utf8)
    client.send(Array(bytes.prefix(firstBytes)))
    client.send(Array(bytes.dropFirst(firstBytes)))
    let raw = client.readToEnd()
    #expect(raw.hasPrefix("HTTP/1.1 4"))
    #expect(raw.hasSuffix("\r\n\r\n"))
    #expect(!raw.contains("Content-Length: 0"))
  }

  @Test("a HEAD whose gate fails gets no content")
  func withholdsHead() throws {
    let gate = TestGate()
    let server = try TestServer { request in
      var response = TestServer.echo(request)
      response.gate = gate
      return response
    }
    let client = server.client()
    client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n")
    gate.open(false)
    let raw = client.readToEnd()
    #expect(raw.hasPrefix("HTTP/1.1 500 "))
    #expect(raw.hasSuffix("\r\n\r\n"))
  }

  @Test(
    "methods that nobody implements are answered 501, and the connection goes on", arguments: ["get", "BREW"])
  func notImplemented(method: String) throws {
    let server = try TestServer()
    let client = server.client()
    client.send("\(method) / HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(client.readAnswer().head.hasPrefix("HTTP/1.1 501 Not Implemented\r\n"))
    client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(client.readAnswer().body == "GET / ")
  }

  @Test("content in a coding is refused with the codings that there are, and the connection goes on")
  func coded() throws {
    let server = try TestServer()
    let client = server.client()
    for (coding, status) in [("gzip", "415"), ("br", "415"), ("identity", "200"), ("Identity", "200")] {
      client.send("POST /a HTTP/1.1\r\nHost: a\r\nContent-Encoding: \(coding)\r\nContent-Length: 1\r\n\r\nx")
      let answer = client.readAnswer()
      #expect(answer.head.hasPrefix("HTTP/1.1 \(status) "))
      #expect(answer.head.contains("Accept-Encoding: identity\r\n") == (status == "415"))
    }
    client.send("GET /a HTTP/1.1\r\nHost: a\r\nContent-Encoding: gzip\r\n\r\n")
    #expect(client.readAnswer().body == "GET /a ")
  }

  @Test("OPTIONS * names the methods of the server")
  func options() throws {
    let server = try TestServer()
    let client = server.client()
    client.send("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n")
    let head = client.read(until: "\r\n\r\n")
    #expect(head.hasPrefix("HTTP/1.1 204 "))
    #expect(head.contains("Allow: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS\r\n"))
  }

  @Test("an answer waits for its gate, and a gate that fails withholds it")
  func gates() throws {
    let gates = [TestGate(), TestGate()]
    let server = try TestServer { request in
      var response = TestServer.echo(request)
      response.gate = gates[request.path == "/0" ? 0 : 1]
      return response
    }
    let first = server.client()
    first.send("GET /0 HTTP/1.1\r\nHost: a\r\n\r\n")
    let second = server.client()
    second.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\n")
    gates[1].open(false)
    let answer = second.readAnswer()
    #expect(answer.head.hasPrefix("HTTP/1.1 500 "))
    #expect(!answer.body.contains("GET"))
    gates[0].open(true)
    #expect(first.readAnswer().body == "GET /0 ")
  }

  @Test("a stopped server finishes the answer in flight and closes idle connections")
  func shutsDown() throws {
    let gate = TestGate()
    // One loop: what the idle client sees of the shutdown, the busy one's connection knows too.
    let server = try TestServer(loops: 1) { request in
      var response = TestServer.echo(request)
      if request.path == "/slow" { response.gate = gate }
      return response
    }
    let idle = server.client()
    idle.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    _ = idle.readAnswer()
    let busy = server.client()
    busy.send("GET /first HTTP/1.1\r\nHost: a\r\n\r\nGET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
    _ = busy.readAnswer()
    // The idle one sees the end while the busy one is still being served: only then the gate opens.
    server.startShutdown()
    #expect(idle.seesEnd())
    gate.open(true)
    let answer = busy.readAnswer()
    #expect(answer.body == "GET /slow ")
    #expect(answer.head.contains("Connection: close"))
    #expect(busy.seesEnd())
  }
}

extension TestServer {
  /// Begins a shutdown on a thread of its own.
  func startShutdown() {
    let server = server
    _ = workers.submit { server.shutdown(within: 3) }
  }
}

@Suite("Streamed bodies")
struct StreamTests {
  @Test("a stream arrives whole, in chunks for 1.1 and until the end for 1.0")
  func whole() throws {
    let server = try TestServer { _ in Response(status: .ok, body: .stream(CountingSource(pieces: 12))) }
    let client = server.client()
    client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(client.readAnswer().body.utf8.count == 12 * 65_536)
    #expect(client.readAnswer().body.utf8.count == 12 * 65_536)
    let old = server.client()
    old.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
    let head = old.read(until: "\r\n\r\n")
    #expect(!head.contains("chunked") && head.contains("Connection: close"))
    #expect(old.readToEnd().utf8.count == 12 * 65_536)
  }

  @Test("a stream that breaks is cut without its last chunk")
  func broken() throws {
    let server = try TestServer { _ in
      Response(status: .ok, body: .stream(CountingSource(pieces: 9, failsAt: 3)))
    }
    let client = server.client()
    client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(!client.readToEnd().hasSuffix("0\r\n\r\n"))
  }
}
