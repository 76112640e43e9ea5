import HTTPCodec
import HTTPMessages
import HTTPTypes
import Testing

/// What a decoder made of some input, in a form to compare.
private enum Seen: Equatable, CustomStringConvertible {
  case response(String)
  case fault(String)
  case incomplete

  var description: String {
    switch self {
    case .response(let text): text
    case .fault(let reason): "fault: \(reason)"
    case .incomplete: "incomplete"
    }
  }
}

/// A decoder and what it has said so far; each response answers the next of the questions.
private struct Reader {
  private var decoder: ResponseDecoder
  private var questions: ArraySlice<ResponseDecoder.Question>
  private(set) var results: [Seen] = []
  private var isOver = false

  init(_ questions: [ResponseDecoder.Question], _ limits: HTTPLimits) {
    decoder = ResponseDecoder(limits: limits)
    self.questions = questions[...]
    if let first = self.questions.popFirst() { decoder.expect(first) }
  }

  mutating func feed(_ piece: ArraySlice<UInt8>) {
    // A copy of its own: a read past the piece is a read past the allocation.
    Array(piece).withUnsafeBytes { bytes in
      var index = 0
      while index < bytes.count && !isOver { take(decoder.decode(bytes, from: &index)) }
    }
  }

  mutating func end() { if !isOver { take(decoder.end()) } }

  private mutating func take(_ outcome: ResponseDecoder.Outcome) {
    switch outcome {
    case .incomplete: break
    case .response(let response):
      let fields = response.fields.lines.map { line in
        String(decoding: response.fields.bytes[line.name], as: UTF8.self) + "="
          + String(decoding: response.fields.bytes[line.value], as: UTF8.self)
      }
      results.append(
        .response(
          [
            "\(response.status)", fields.joined(separator: "&"),
            String(decoding: response.body, as: UTF8.self),
            response.keepsAlive ? "keep" : "close",
          ].joined(separator: "|")))
      if let next = questions.popFirst() { decoder.expect(next) }
      // What follows 101 is not HTTP.
      if response.status == 101 { isOver = true }
    case .refused(let fault):
      results.append(.fault(fault.reason))
      isOver = true
    }
  }
}

/// Decodes input whole, byte by byte and split in two at every index, then the end of the connection; expects the same
/// of all, and answers it.
private func read(
  _ input: String, _ questions: [ResponseDecoder.Question] = [], ends: Bool = false,
  limits: HTTPLimits = HTTPLimits(), at location: SourceLocation = #_sourceLocation
) -> [Seen] {
  let bytes = Array(input.utf8)
  func reading(_ pieces: [ArraySlice<UInt8>]) -> [Seen] {
    var reader = Reader(questions, limits)
    for piece in pieces { reader.feed(piece) }
    if ends { reader.end() }
    return reader.results
  }
  let whole = reading([bytes[...]])
  #expect(reading(bytes.indices.map { bytes[$0...$0] }) == whole, "byte by byte", sourceLocation: location)
  for split in bytes.indices {
    let halves = reading([bytes[..<split], bytes[split...]])
    if halves != whole { #expect(halves == whole, "split at \(split)", sourceLocation: location) }
  }
  return whole
}

@Suite("decoding responses")
struct ResponseDecoderTests {
  @Test("Content-Length ends the content, and the next response follows at once")
  func length() {
    let one = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-A:  b \r\n\r\nhello"
    let expected = Seen.response("200|Content-Length=5&X-A=b|hello|keep")
    #expect(read(one + one) == [expected, expected])
    #expect(
      read("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n") == [.response("404|Content-Length=0||keep")]
    )
  }

  @Test("chunks end with the last chunk, extensions and trailers are dropped")
  func chunks() {
    let input =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;a=b\r\nabc\r\nA\r\n0123456789\r\n0\r\nT: x\r\n\r\n"
    #expect(read(input) == [.response("200|Transfer-Encoding=chunked|abc0123456789|keep")])
  }

  @Test("content without another end ends with the connection")
  func untilEnd() {
    let input = "HTTP/1.1 200 OK\r\n\r\nall of it"
    #expect(read(input, ends: true) == [.response("200||all of it|close")])
    #expect(read(input) == [])
    #expect(read("HTTP/1.0 200 OK\r\n\r\n", ends: true) == [.response("200|||close")])
  }

  @Test(
    "interim responses are passed over", arguments: ["100 Continue", "102 Processing", "103 Early Hints"])
  func interim(line: String) {
    let input = "HTTP/1.1 \(line)\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx"
    #expect(read(input) == [.response("200|Content-Length=1|x|keep")])
  }

  @Test(
    "what has no content has none, whatever its fields say",
    arguments: ["204 No Content", "304 Not Modified"])
  func noContent(line: String) {
    let next = "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx"
    #expect(
      read("HTTP/1.1 \(line)\r\nContent-Length: 99999999999\r\n\r\n" + next)
        == [
          .response("\(line.prefix(3))|Content-Length=99999999999||keep"),
          .response("200|Content-Length=1|x|keep"),
        ])
  }

  @Test("the response to HEAD has no content, and the one after it has")
  func head() {
    let one = "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n"
    #expect(
      read(one + one + "x", [.head])
        == [.response("200|Content-Length=1||keep"), .response("200|Content-Length=1|x|keep")])
  }

  @Test("101 ends HTTP where it was asked for, and is a fault where it was not")
  func upgrade() {
    let input = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n\u{81}\u{01}x"
    #expect(read(input, [.upgrade]) == [.response("101|Upgrade=websocket||close")])
    #expect(read(input) == [.fault("The server leaves HTTP without having been asked.")])
  }

  @Test(
    "who closes says so",
    arguments: [
      ("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", "close"),
      ("HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n", "close"),
      ("HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\nContent-Length: 0\r\n\r\n", "keep"),
      ("HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n", "keep"),
      ("HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n", "keep"),
    ])
  func persistence(input: String, expected: String) {
    guard case .response(let text)? = read(input).first else {
      Issue.record("no response: \(input)")
      return
    }
    #expect(text.hasSuffix("|" + expected))
  }

  @Test(
    "what nobody can tell the end of is a fault",
    arguments: [
      (
        "Content-Length: 1\r\nTransfer-Encoding: chunked",
        "Both Transfer-Encoding and Content-Length are given."
      ),
      ("Content-Length: 1\r\nContent-Length: 1", "Content-Length stands twice."),
      ("Content-Length: 1, 1", "Content-Length is not a number."),
      ("Content-Length: -1", "Content-Length is not a number."),
      ("Transfer-Encoding: gzip", "Transfer-Encoding must end with chunked, once."),
      ("Transfer-Encoding: gzip, chunked", "The only transfer coding here is chunked."),
      ("Content-Length: 1048577", "The content is too long."),
      ("A : b", "A header field's name is empty or holds a forbidden character."),
      (" A: b", "A header field's name is empty or holds a forbidden character."),
      ("A: b\u{01}", "A header field's value holds a forbidden character."),
      ("A: b\n", "A line of the head ends without a carriage return."),
    ])
  func faults(fields: String, reason: String) {
    #expect(read("HTTP/1.1 200 OK\r\n\(fields)\r\n\r\nx") == [.fault(reason)])
  }

  @Test(
    "a line that is no status line is a fault",
    arguments: [
      "HTTP/2.0 200 OK", "HTTP/1.1 20 OK", "HTTP/1.1 099 OK", "HTTP/1.1 2000 OK", "HTTP/1.1  200 OK",
      "HTTP/1.x 200 OK",
      "HTTP/1.1 200 \u{01}",
    ])
  func statusLines(line: String) {
    #expect(read(line + "\r\n\r\n") == [.fault("The status line is malformed.")])
  }

  @Test(
    "a peer that speaks something else is told at its first byte",
    arguments: ["SSH-2.0-x", "\u{15}", "HTTQ", "\r\n"])
  func otherProtocols(input: String) { #expect(read(input) == [.fault("The answer is not HTTP/1.1.")]) }

  @Test("a response that the connection's end cuts short is a fault, and no response is none")
  func cut() {
    for input in ["HTT", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nx"] {
      #expect(read(input, ends: true) == [.fault("The connection ended inside a response.")])
    }
    #expect(read("", ends: true) == [])
  }

  @Test("every limit holds to the byte")
  func limits() {
    var limits = HTTPLimits()
    limits.headBytes = 40
    limits.bodyBytes = 4
    limits.fieldCount = 1
    limits.interimResponses = 1
    let head = "HTTP/1.1 200 OK\r\nA: "
    #expect(
      read(head + String(repeating: "b", count: 16) + "\r\n\r\n", ends: true, limits: limits).count == 1)
    let tooLong = Seen.fault("The header section is too long.")
    #expect(
      read(head + String(repeating: "b", count: 17) + "\r\n\r\n", ends: true, limits: limits) == [tooLong])
    #expect(read(head + String(repeating: "b", count: 90), limits: limits) == [tooLong])
    #expect(
      read("HTTP/1.1 200 OK\r\nA: b\r\nC: d\r\n\r\n", limits: limits) == [
        .fault("There are too many header fields.")
      ]
    )
    let long = Seen.fault("The content is too long.")
    #expect(read("HTTP/1.1 200 OK\r\n\r\nfour", ends: true, limits: limits) == [.response("200||four|close")])
    #expect(read("HTTP/1.1 200 OK\r\n\r\nfive!", ends: true, limits: limits) == [long])
    let interim = "HTTP/1.1 100 C\r\n\r\n"
    #expect(read(interim + interim, limits: limits) == [.fault("Too many interim responses came.")])
    let final = "HTTP/1.1 204 N\r\n\r\n"
    #expect(
      read(interim + final + interim + final, limits: limits)
        == [.response("204|||keep"), .response("204|||keep")], "each response has interim ones of its own")
  }
}

@Suite("encoding requests")
struct RequestEncoderTests {
  @Test("a request is what the server's decoder reads")
  func roundTrip() {
    var bytes: [UInt8] = []
    RequestEncoder.appendHead(
      .post, target: "/a%20b?c=d", authority: "example.com:1", fields: FieldBlock(["X": "y"]),
      contentLength: 3, to: &bytes)
    bytes += "abc".utf8
    RequestEncoder.appendHead(.get, target: "/", authority: "h", to: &bytes)
    #expect(
      decode(bytes) == [
        .request("POST|/a b|c=d|1.1|example.com:1|Host=example.com:1&X=y&Content-Length=3|abc|keep"),
        .request("GET|/||1.1|h|Host=h||keep"),
      ])
  }
}
