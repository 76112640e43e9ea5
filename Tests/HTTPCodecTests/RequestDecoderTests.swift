import HTTPCodec
import Testing

@Suite("Requests that are understood")
struct GoodRequestTests {
  @Test(
    "a request becomes its parts, however it is cut",
    arguments: [
      ("GET / HTTP/1.1\r\nHost: a\r\n\r\n", "GET|/||1.1|a|Host=a||keep"),
      ("\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", "GET|/||1.1|a|Host=a||keep"),
      ("GET /a/b?x=%20&y HTTP/1.1\r\nhOsT:a:80 \t\r\n\r\n", "GET|/a/b|x=%20&y|1.1|a:80|hOsT=a:80||keep"),
      ("BREW /pot HTTP/1.1\r\nHost: a\r\nX:\r\nX: 2\r\n\r\n", "BREW|/pot||1.1|a|Host=a&X=&X=2||keep"),
      ("GET / HTTP/1.9\r\nHost: [::1]:8443\r\n\r\n", "GET|/||1.1|[::1]:8443|Host=[::1]:8443||keep"),
      ("GET / HTTP/1.0\r\n\r\n", "GET|/||1.0|-|||close"),
      ("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n", "GET|/||1.0|-|Connection=Keep-Alive||keep"),
      (
        "GET / HTTP/1.1\r\nHost: a\r\nConnection: x , CLOSE\r\n\r\n",
        "GET|/||1.1|a|Host=a&Connection=x , CLOSE||close"
      ),
      (
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc",
        "POST|/||1.1|a|Host=a&Content-Length=3|abc|keep"
      ),
      (
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 03\r\n\r\nabc",
        "POST|/||1.1|a|Host=a&Content-Length=03|abc|keep"
      ),
      (
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n"
          + "003;a=\"b\"\r\nabc\r\nA \t;x\r\n0123456789\r\n0\r\nTrailer: dropped\r\n\r\n",
        "POST|/||1.1|a|Host=a&Transfer-Encoding=Chunked|abc0123456789|keep"
      ),
      ("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", "OPTIONS|*||1.1|a|Host=a||keep"),
      ("GET HTTP://b:1/x?y HTTP/1.1\r\nHost: a\r\n\r\n", "GET|/x|y|1.1|b:1|Host=a||keep"),
      ("GET http://b?y HTTP/1.1\r\nHost: a\r\n\r\n", "GET|/|y|1.1|b|Host=a||keep"),
      ("OPTIONS http://b HTTP/1.1\r\nHost: a\r\n\r\n", "OPTIONS|*||1.1|b|Host=a||keep"),
      ("OPTIONS http://b/ HTTP/1.1\r\nHost: a\r\n\r\n", "OPTIONS|/||1.1|b|Host=a||keep"),
      ("OPTIONS http://b?y HTTP/1.1\r\nHost: a\r\n\r\n", "OPTIONS|/|y|1.1|b|Host=a||keep"),
      (
        "GET / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue, ,100-Continue\r\n\r\n",
        "GET|/||1.1|a|Host=a&Expect=100-continue, ,100-Continue||keep"
      ),
      ("GET /?a\\b|\"c HTTP/1.1\r\nHost: a\r\n\r\n", "GET|/|a\\b|\"c|1.1|a|Host=a||keep"),
    ])
  func understood(input: String, expected: String) {
    #expect(decode(input) == [.request(expected)])
  }

  @Test(
    "a path is decoded once and never climbs above the root",
    arguments: [
      ("/%41%2e", "/A."), ("/%2541", "/%41"), ("/a/./b", "/a/b"), ("/a/../b", "/b"), ("/a/b/..", "/a/"),
      ("/a/.", "/a/"), ("/../../etc", "/etc"), ("/%2e%2e/%2E%2E/etc", "/etc"), ("/..%2f..%2fetc", "/etc"),
      ("/..", "/"), ("/...", "/..."), ("/.a/..b", "/.a/..b"), ("/a//b", "/a//b"), ("/%c3%a9", "/é"),
      ("//x", "//x"),
      ("/a%3Fb", "/a?b"), ("/%5c..%5c../a", "/\\..\\../a"), ("/a/%2e/%2E%2e/b", "/b"), ("/a/..//b", "//b"),
      ("/%2f..%2f%2e%2e%2fb", "/b"), ("/a%252f..%252fb", "/a%2f..%2fb"),
    ])
  func paths(target: String, path: String) {
    #expect(decode("GET \(target) HTTP/1.0\r\n\r\n") == [.request("GET|\(path)||1.0|-|||close")])
  }

  @Test("pipelined requests come one after the other")
  func pipelined() {
    let one = "POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx"
    let two = "GET /2 HTTP/1.1\r\nHost: a\r\n\r\n"
    #expect(decode(one + two + one).count == 3)
    #expect(decode(one + two + "GET")[...1].count == 2)
  }

  @Test("a client that expects 100 is told so once, unless its content is there already")
  func expectation() {
    let head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nExpect: 100-Continue\r\n\r\n"
    var waiting = Feeder()
    waiting.feed(Array(head.utf8)[...])
    #expect(waiting.continues == 1 && waiting.results.isEmpty)
    #expect(waiting.stage == .body)
    waiting.feed([0x78])
    #expect(waiting.continues == 1 && waiting.results.count == 1)
    var eager = Feeder()
    eager.feed(Array((head + "x").utf8)[...])
    #expect(eager.continues == 0 && eager.results.count == 1)
    #expect(eager.stage == .idle)
  }
}

@Suite("Requests that are refused")
struct BadRequestTests {
  @Test(
    "what is wrong in the head has its status",
    arguments: [
      // The request line.
      ("G@T / HTTP/1.1\r\nHost: a\r\n\r\n", 400), (" GET / HTTP/1.1\r\n", 400), ("\u{16}\u{3}\u{1}", 400),
      ("GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400), ("GET / HTTP/1.1 \r\nHost: a\r\n\r\n", 400),
      ("GET /\r\n\r\n", 400), ("GET / HTTP/1.1\nHost: a\r\n\r\n", 400), ("GET\r\n\r\n", 400),
      ("GET / HTTP/11\r\nHost: a\r\n\r\n", 400), ("GET / http/1.1\r\nHost: a\r\n\r\n", 400),
      ("GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505), ("GET / HTTP/0.9\r\nHost: a\r\n\r\n", 505),
      ("GET x HTTP/1.1\r\nHost: a\r\n\r\n", 400), ("GET * HTTP/1.1\r\nHost: a\r\n\r\n", 400),
      ("GET ftp://a/ HTTP/1.1\r\nHost: a\r\n\r\n", 400), ("GET http://u@a/ HTTP/1.1\r\nHost: a\r\n\r\n", 400),
      ("GET http:///x HTTP/1.1\r\nHost: a\r\n\r\n", 400), ("GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n", 400),
      ("GET /%4 HTTP/1.1\r\nHost: a\r\n\r\n", 400), ("GET /%00 HTTP/1.1\r\nHost: a\r\n\r\n", 400),
      ("GET /#a HTTP/1.1\r\nHost: a\r\n\r\n", 400), ("GET /é HTTP/1.1\r\nHost: a\r\n\r\n", 400),
      ("GET /\r\n", 400), ("GET\r\n", 400), ("GET / HTTP/1.10\r\n", 400),
      ("GET /..\\x HTTP/1.1\r\nHost: a\r\n\r\n", 400),
      ("HEAD https://a/ HTTP/1.1\r\nHost: a\r\n\r\n", 421), ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
      ("CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n", 501),
      ("\r\n\r\n\r\n\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", 400),
      // Fields.
      ("GET / HTTP/1.1\r\nHost: a\r\nA : b\r\n\r\n", 400), ("GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n", 400),
      ("GET / HTTP/1.1\r\n Host: a\r\n\r\n", 400), ("GET / HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n", 400),
      ("GET / HTTP/1.1\r\nHost: a\r\nA\r\n\r\n", 400), ("GET / HTTP/1.1\r\nHost: a\r\nA: b\rc\r\n\r\n", 400),
      ("GET / HTTP/1.1\r\nHost: a\r\nA: b\0c\r\n\r\n", 400), ("GET / HTTP/1.1\r\nHost: a\r\nA: b\n\r\n", 400),
      ("GET / HTTP/1.1\r\nHost: a\r\n\n", 400), ("GET / HTTP/1.1\r\nHost: a\r\nA: \u{7F}\r\n\r\n", 400),
      // Host.
      ("GET / HTTP/1.1\r\n\r\n", 400), ("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400),
      ("GET / HTTP/1.1\r\nHost:\r\n\r\n", 400), ("GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400),
      ("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400), ("GET / HTTP/1.1\r\nHost: a:b\r\n\r\n", 400),
      ("GET / HTTP/1.1\r\nHost: a:65536\r\n\r\n", 400), ("GET / HTTP/1.1\r\nHost: [x]\r\n\r\n", 400),
      ("GET / HTTP/1.0\r\nHost: a, b\r\nHost: a\r\n\r\n", 400), ("GET / HTTP/1.1\r\nHost: a%4\r\n\r\n", 400),
      // Expectations.
      ("GET / HTTP/1.1\r\nHost: a\r\nExpect: tea\r\n\r\n", 417),
      ("GET / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue, tea\r\n\r\n", 417),
    ])
  func head(input: String, status: Int) {
    check(input, status)
  }

  @Test(
    "what is wrong with the framing has its status",
    arguments: [
      ("Content-Length: 1\r\nTransfer-Encoding: chunked", "", 400),
      ("Content-Length: 1\r\nContent-Length: 2", "", 400),
      ("Content-Length: +1", "", 400), ("Content-Length: 1, 1", "", 400), ("Content-Length:", "", 400),
      ("Content-Length: -1", "", 400), ("Content-Length: 0x1", "", 400), ("Content-Length: 1048577", "", 413),
      ("Content-Length: 99999999999999999999999999", "", 413), ("Transfer-Encoding: gzip", "", 400),
      ("Transfer-Encoding: gzip, chunked", "", 501), ("Transfer-Encoding: chunked, gzip", "", 400),
      ("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "", 400), ("Transfer-Encoding:", "", 400),
      ("Transfer-Encoding: \"chunked\"", "", 400), ("Transfer-Encoding: xchunked", "", 400),
      ("Transfer-Encoding: identity", "", 400), ("Transfer-Encoding: chunked;a=b", "", 400),
      ("Transfer-Encoding: chunked, identity", "", 400), ("Transfer-Encoding: identity, chunked", "", 501),
      ("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity", "", 400),
      ("Transfer-Encoding: chunked\r\ntransfer-encoding: chunked\r\nContent-Length: 1", "", 400),
      ("Transfer-Encoding\t: chunked", "", 400), ("Transfer-Encoding:\u{B}chunked", "", 400),
      ("Content-Length: 1\r\nContent-Length: 1", "", 400), ("Content-Length: 1 1", "", 400),
      ("Content-Length: 1\r\nContent-Length: 01", "", 400), ("Content-Length: 1,", "", 400),
      ("Content-Length: 1\u{C}", "", 400), ("Content-Length: \u{661}", "", 400),
      ("Transfer-Encoding: chunked", "\r\n", 400), ("Transfer-Encoding: chunked", "g\r\n", 400),
      ("Transfer-Encoding: chunked", "+1\r\n", 400), ("Transfer-Encoding: chunked", "-1\r\n", 400),
      ("Transfer-Encoding: chunked", "0x1\r\n", 400), ("Transfer-Encoding: chunked", "1\n", 400),
      ("Transfer-Encoding: chunked", "1 \r\n", 400), ("Transfer-Encoding: chunked", "1;a\n", 400),
      ("Transfer-Encoding: chunked", "1\r\nab", 400), ("Transfer-Encoding: chunked", "1\r\na\n", 400),
      ("Transfer-Encoding: chunked", "0000000000000000\r\n", 400),
      ("Transfer-Encoding: chunked", "fffffffffffffff\r\n", 413),
      ("Transfer-Encoding: chunked", "0\r\nA\r\n\r\n", 400),
      ("Transfer-Encoding: chunked", "0\r\nA: b\n\r\n", 400),
      ("Transfer-Encoding: chunked", "0\r\n a: b\r\n\r\n", 400),
    ])
  func framing(fields: String, body: String, status: Int) {
    check("POST / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n\r\n\(body)", status)
  }

  @Test("HTTP/1.0 has no transfer coding")
  func oldChunked() {
    check("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400)
  }

  private func check(_ input: String, _ status: Int) {
    guard case .refused(status, _) = decode(input).last else {
      Issue.record("\(input.debugDescription) gave \(decode(input)), not \(status)")
      return
    }
  }
}

@Suite("Limits of requests, at the limit and one past it")
struct LimitTests {
  private var limits: HTTPLimits {
    var limits = HTTPLimits()
    limits.headBytes = 400
    limits.targetBytes = 50
    limits.methodBytes = 8
    limits.fieldCount = 5
    limits.bodyBytes = 20
    limits.chunkExtensionBytes = 10
    limits.trailerBytes = 30
    return limits
  }

  private func status(_ input: String) -> Int {
    switch decode(input, limits).last {
    case .refused(let code, _): code
    case .request: 200
    case .incomplete, nil: 0
    }
  }

  @Test("the target", arguments: [(49, 200), (50, 200), (51, 414), (500, 414)])
  func target(length: Int, expected: Int) {
    let target = "/" + String(repeating: "a", count: length - 1)
    #expect(status("GET \(target) HTTP/1.1\r\nHost: a\r\n\r\n") == expected)
  }

  @Test("a target without an end is refused before its line ends")
  func endlessTarget() {
    #expect(status("GET /" + String(repeating: "a", count: 70)) == 414)
  }

  @Test("the method", arguments: [(8, 200), (9, 501), (300, 501)])
  func method(length: Int, expected: Int) {
    #expect(status(String(repeating: "M", count: length) + " / HTTP/1.1\r\nHost: a\r\n\r\n") == expected)
  }

  @Test("the head", arguments: [(399, 200), (400, 200), (401, 431), (9000, 431)])
  func head(length: Int, expected: Int) {
    let start = "GET / HTTP/1.1\r\nHost: a\r\nX: "
    let padding = String(repeating: "x", count: length - start.utf8.count - 4)
    #expect(status(start + padding + "\r\n\r\n") == expected)
  }

  @Test("empty lines before a request", arguments: [(4, 200), (5, 400)])
  func emptyLines(count: Int, expected: Int) {
    #expect(
      status(String(repeating: "\r\n", count: count) + "GET / HTTP/1.1\r\nHost: a\r\n\r\n") == expected)
  }

  @Test("a chunk's size", arguments: [(15, 200), (16, 400)])
  func chunkSize(digits: Int, expected: Int) {
    let body = String(repeating: "0", count: digits - 1) + "1\r\nx\r\n0\r\n\r\n"
    #expect(status("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\(body)") == expected)
  }

  @Test("the number of fields", arguments: [(5, 200), (6, 431)])
  func fields(count: Int, expected: Int) {
    let fields = (1..<count).map { "A: \($0)\r\n" }.joined()
    #expect(status("GET / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n") == expected)
  }

  @Test("the content of a known length", arguments: [(20, 200), (21, 413)])
  func body(length: Int, expected: Int) {
    let body = String(repeating: "x", count: length)
    #expect(status("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \(length)\r\n\r\n\(body)") == expected)
  }

  @Test("the content in chunks", arguments: [(20, 200), (21, 413)])
  func chunks(length: Int, expected: Int) {
    let body = String(repeating: "1\r\nx\r\n", count: length) + "0\r\n\r\n"
    #expect(status("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\(body)") == expected)
  }

  @Test("chunk extensions", arguments: [(9, 200), (10, 400)])
  func extensions(length: Int, expected: Int) {
    // The carriage return counts, too.
    let body = "1;" + String(repeating: "e", count: length) + "\r\nx\r\n0\r\n\r\n"
    #expect(status("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\(body)") == expected)
  }

  @Test("trailers", arguments: [(26, 200), (27, 431)])
  func trailers(length: Int, expected: Int) {
    let body = "0\r\nA: " + String(repeating: "t", count: length) + "\r\n\r\n"
    #expect(status("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\(body)") == expected)
  }
}

@Suite("Any bytes")
struct AnyBytesTests {
  @Test("requests with any one byte replaced never break the decoder, and every cut gives the same")
  func mutations() {
    let request = Array(
      "POST /a%20b HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1;x\r\nx\r\n0\r\nT: t\r\n\r\n"
        .utf8)
    for index in request.indices {
      for byte in [0, 9, 10, 13, 32, 37, 44, 58, 59, 127, 255] as [UInt8] {
        var mutated = request
        mutated[index] = byte
        var whole = Feeder()
        whole.feed(mutated[...])
        var single = Feeder()
        for index in mutated.indices { single.feed(mutated[index...index]) }
        #expect(whole.results == single.results)
      }
    }
  }
}
