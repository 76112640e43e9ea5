import HTTPMessages
import HTTPTypes
import Testing

@testable import WebSocketCodec

@Suite("The opening handshake")
struct HandshakeTests {
  static let key = "dGhlIHNhbXBsZSBub25jZQ=="
  static let good = [
    ("Host", "example.com"), ("Upgrade", "websocket"), ("Connection", "Upgrade"), ("Sec-WebSocket-Key", key),
    ("Sec-WebSocket-Version", "13"),
  ]

  private func request(
    _ fields: [(String, String)], method: HTTPRequest.Method = .get, isHTTP11: Bool = true
  ) -> Request {
    var bytes: [UInt8] = []
    var lines: [FieldLines.Line] = []
    for (name, value) in fields {
      let start = bytes.count
      bytes += utf8(name) + utf8(": ")
      let valueStart = bytes.count
      bytes += utf8(value)
      lines.append(.init(name: start..<(start + name.utf8.count), value: valueStart..<bytes.count))
      bytes += [13, 10]
    }
    return Request(
      method: method, path: "/nw", isHTTP11: isHTTP11, fields: FieldLines(bytes: bytes, lines: lines))
  }

  private func with(_ name: String, _ value: String?) -> [(String, String)] {
    HandshakeTests.good.filter { $0.0 != name } + (value.map { [(name, $0)] } ?? [])
  }

  private func extensions(_ values: String...) -> [ExtensionOffer]? {
    let fields = HandshakeTests.good + values.map { ("Sec-WebSocket-Extensions", $0) }
    if case .accept(_, let offers) = WebSocketHandshake.check(request(fields)) { return offers }
    return nil
  }

  @Test("offered extensions come with their parameters, from several fields, quoted or not")
  func extensionOffers() {
    #expect(extensions() == [])
    #expect(
      extensions("permessage-deflate; client_max_window_bits, x-a", ",, foo ;a=1;\tb = \"2\\3\" ,")
        == [
          .init(name: "permessage-deflate", parameters: [.init(name: "client_max_window_bits", value: nil)]),
          .init(name: "x-a", parameters: []),
          .init(name: "foo", parameters: [.init(name: "a", value: "1"), .init(name: "b", value: "23")]),
        ])
  }

  @Test(
    "extensions that break the grammar fail the handshake",
    arguments: [
      "", ",", "foo bar", "foo;", "foo; =1", "foo; a=", "foo; a=\"\"", "foo; a=\"b c\"", "foo; a=\"b",
      "foo; a=\"b\\",
      "foo; a=\"b\"c", "=foo", "foo, ;a", "fo\u{E9}",
    ])
  func brokenExtensions(value: String) {
    #expect(extensions(value) == nil)
    #expect(extensions("good", value.contains { $0 != "," } ? value : "=") == nil)
  }

  private func refusal(_ request: Request) -> (status: Int, fields: String) {
    switch WebSocketHandshake.check(request) {
    case .accept: (101, "")
    case .refuse(let status, let fields): (status.code, String(decoding: fields.bytes, as: UTF8.self))
    }
  }

  @Test("the accept value of RFC 6455 section 1.3 is computed")
  func acceptValue() {
    #expect(WebSocketHandshake.acceptValue(forKey: HandshakeTests.key) == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
  }

  @Test("a right handshake is accepted with its key")
  func accepted() {
    guard case .accept(let key, _) = WebSocketHandshake.check(request(HandshakeTests.good)) else {
      Issue.record("refused")
      return
    }
    #expect(key == HandshakeTests.key)
  }

  @Test("tokens count in lists and in any case")
  func tokens() {
    #expect(refusal(request(with("Connection", "keep-alive, upgrade"))).status == 101)
    #expect(refusal(request(with("Upgrade", "WebSocket"))).status == 101)
  }

  @Test("another method is refused with 405 and Allow")
  func method() {
    #expect(refusal(request(HandshakeTests.good, method: .post)) == (405, "Allow: GET, HEAD\r\n"))
  }

  @Test("another version, and no upgrade at all, are refused with 426 that names what is right")
  func version() {
    let fields = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    #expect(refusal(request(with("Sec-WebSocket-Version", "8"))) == (426, fields))
    #expect(refusal(request(with("Sec-WebSocket-Version", "013"))) == (426, fields))
    #expect(refusal(request(with("Upgrade", nil))) == (426, fields))
    #expect(refusal(request(with("Upgrade", nil), method: .head)) == (426, fields))
    #expect(refusal(request(HandshakeTests.good, method: .head)) == (426, fields))
    #expect(refusal(request(with("Upgrade", "h2c"))) == (426, fields))
  }

  @Test("what is missing, malformed or repeated is refused with 400")
  func malformed() {
    #expect(refusal(request(HandshakeTests.good, isHTTP11: false)).status == 400)
    #expect(refusal(request(HandshakeTests.good, method: .head, isHTTP11: false)).status == 400)
    for name in ["Connection", "Sec-WebSocket-Key", "Sec-WebSocket-Version"] {
      #expect(refusal(request(with(name, nil))).status == 400, "without \(name)")
    }
    #expect(refusal(request(with("Connection", "keep-alive"))).status == 400)
    for name in ["Sec-WebSocket-Key", "Sec-WebSocket-Version"] {
      let repeated = HandshakeTests.good + HandshakeTests.good.filter { $0.0 == name }
      #expect(refusal(request(repeated)).status == 400, "repeated \(name)")
    }
  }

  @Test(
    "a key that is not 16 bytes in base64 is refused",
    arguments: [
      "", "c2hvcnQ=", "dGhlIHNhbXBsZSBub25jZQ", "dGhlIHNhbXBsZSBub25jZQ==A", "dGhlIHNhbXBsZSBub25jZWE=",
      "dGhlIHNhbXBsZSBub25j!Q==", "dGhlIHNhbXBsZSBub25jZWVl", "dGhlIHNhbXBsZSB=b25jZQ==",
    ])
  func badKey(key: String) {
    #expect(refusal(request(with("Sec-WebSocket-Key", key))).status == 400)
  }

  @Test("offered subprotocols keep their order and the spaces inside them")
  func subprotocols() {
    let offered = request(
      HandshakeTests.good + [
        ("sec-websocket-protocol", " one,  ingredi state api ,,two\t"), ("Sec-WebSocket-Protocol", "three"),
      ])
    #expect(WebSocketHandshake.offeredSubprotocols(offered) == ["one", "ingredi state api", "two", "three"])
    #expect(WebSocketHandshake.offeredSubprotocols(request(HandshakeTests.good)).isEmpty)
  }
}
