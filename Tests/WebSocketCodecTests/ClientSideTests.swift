import HTTPMessages
import Testing

@testable import WebSocketCodec

@Suite("the client's side")
struct ClientSideTests {
  /// Reads a server's frames whole, byte by byte and split at each index, and expects the same of each.
  private func readServer(_ input: [UInt8], limit: Int = 1 << 20) -> Outcome {
    func reading(_ pieces: [ArraySlice<UInt8>]) -> Outcome {
      var decoder = WebSocketDecoder(of: .server, messageLimit: limit)
      var outcome = Outcome()
      for piece in pieces {
        Array(piece).withUnsafeBytes { bytes in
          do throws(WebSocketFault) { try decoder.decode(bytes) { outcome.events.append($0) } } catch {
            outcome.fault = error
          }
        }
      }
      return outcome
    }
    let whole = reading([input[...]])
    #expect(reading(input.indices.map { input[$0...$0] }) == whole, "byte by byte")
    for index in input.indices {
      let split = reading([input[..<index], input[index...]])
      if split != whole { #expect(split == whole, "split at \(index)") }
    }
    return whole
  }

  @Test("what the server's encoder writes is read, in every length form", arguments: [0, 1, 125, 126, 300])
  func lengths(count: Int) {
    let payload = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    var frames: [UInt8] = []
    WebSocketEncoder.append(.binary(payload), to: &frames)
    WebSocketEncoder.appendPing([1, 2], to: &frames)
    WebSocketEncoder.append(.text(utf8("é")), to: &frames)
    WebSocketEncoder.appendClose(code: 1013, reason: "later", to: &frames)
    #expect(
      readServer(frames)
        == Outcome(
          events: [.binary(payload), .ping([1, 2]), .text(utf8("é")), .close(code: 1013, reason: "later")]))
  }

  @Test("fragments of a server become one message")
  func fragments() {
    let input =
      frame(2, [1, 2], final: false, masked: false) + frame(9, [], masked: false)
      + frame(0, [3], masked: false)
    #expect(readServer(input) == Outcome(events: [.ping([]), .binary([1, 2, 3])]))
  }

  @Test("a masked frame of a server is a fault")
  func masked() {
    #expect(
      readServer(frame(2, [1])) == Outcome(fault: .protocolError("a frame of the server is masked")))
  }

  @Test("a message past the limit is a fault")
  func tooLong() {
    #expect(readServer(frame(2, [1, 2, 3], masked: false), limit: 2) == Outcome(fault: .tooBig(limit: 2)))
  }

  @Test(
    "what a client writes is masked, and the server's decoder reads it",
    arguments: [0, 1, 3, 125, 126, 70_000])
  func written(count: Int) {
    let payload = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    var frames: [UInt8] = []
    WebSocketEncoder.append(.binary(payload), maskedWith: 0x3D21_FA37, to: &frames)
    WebSocketEncoder.append(.text(utf8("Hello")), maskedWith: 0x3D21_FA37, to: &frames)
    WebSocketEncoder.appendPong([9], maskedWith: 7, to: &frames)
    WebSocketEncoder.appendClose(code: 1000, reason: "bye", maskedWith: 0xFFFF_FFFF, to: &frames)
    #expect(
      decode([frames[...]])
        == Outcome(
          events: [.binary(payload), .text(utf8("Hello")), .pong([9]), .close(code: 1000, reason: "bye")]))
  }

  @Test("the masked Hello of RFC 6455 section 5.7 is written")
  func hello() {
    var frames: [UInt8] = []
    WebSocketEncoder.append(.text(utf8("Hello")), maskedWith: 0x3D21_FA37, to: &frames)
    #expect(frames == [0x81, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58])
  }
}

@Suite("the client's opening handshake")
struct ClientHandshakeTests {
  /// The key of RFC 6455 section 1.3.
  private let handshake = ClientHandshake(entropy: Array("the sample nonce".utf8), subprotocol: "chat")

  private func fields(_ pairs: [(String, String)]) -> FieldLines {
    var bytes: [UInt8] = []
    var lines: [FieldLines.Line] = []
    for (name, value) in pairs {
      let start = bytes.count
      bytes += (name + value).utf8
      lines.append(
        .init(name: start..<(start + name.utf8.count), value: (start + name.utf8.count)..<bytes.count))
    }
    return FieldLines(bytes: bytes, lines: lines)
  }

  private let good = [
    ("Upgrade", "WebSocket"), ("Connection", "keep-alive, Upgrade"),
    ("Sec-WebSocket-Accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="),
  ]

  @Test("it sends the key of RFC 6455 section 1.3 and accepts the answer there")
  func sample() throws {
    let text = String(decoding: handshake.fields.bytes, as: UTF8.self)
    #expect(text.contains("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"))
    #expect(text.contains("Sec-WebSocket-Protocol: chat\r\n"))
    #expect(try !handshake.check(fields(good)))
    #expect(try handshake.check(fields(good + [("Sec-WebSocket-Protocol", "chat")])))
  }

  @Test("what was not offered, and another key's answer, are refused")
  func refused() {
    let bad: [[(String, String)]] = [
      [], Array(good.dropFirst()), [good[0], good[2]], Array(good.dropLast()),
      Array(good.dropLast()) + [("Sec-WebSocket-Accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOp=")],
      good + [good[2]], good + [("Sec-WebSocket-Protocol", "other")],
      good + [("Sec-WebSocket-Protocol", "chat"), ("Sec-WebSocket-Protocol", "chat")],
      good + [("Sec-WebSocket-Extensions", "permessage-deflate")],
    ]
    for pairs in bad {
      #expect(throws: ClientHandshake.Fault.self, "\(pairs)") { try handshake.check(fields(pairs)) }
    }
  }
}
