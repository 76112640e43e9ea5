import Testing

@testable import WebSocketCodec

@Suite("Decoding what clients may send")
struct DecoderTests {
  @Test("the masked Hello of RFC 6455 section 5.7 is read")
  func hello() {
    let input: [UInt8] = [0x81, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58]
    #expect(decodeAlike(input) == Outcome(events: [.text(utf8("Hello"))]))
  }

  @Test("the masked pong of RFC 6455 section 5.7 is read")
  func pong() {
    let input: [UInt8] = [0x8A, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58]
    #expect(decodeAlike(input) == Outcome(events: [.pong(utf8("Hello"))]))
  }

  @Test("payloads of every length form arrive", arguments: [0, 1, 7, 8, 9, 125, 126, 127, 300])
  func lengths(count: Int) {
    let payload = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    #expect(decodeAlike(frame(2, payload)) == Outcome(events: [.binary(payload)]))
  }

  @Test("payloads at the borders of the 16-bit length arrive", arguments: [65_535, 65_536, 65_537])
  func longLengths(count: Int) {
    let payload = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let input = frame(2, payload)
    let expected = Outcome(events: [.binary(payload)])
    #expect(decode([input[...]]) == expected)
    for cut in [1, 2, 5, 9, 10, 13, 14, 15, 1000, input.count - 1] {
      #expect(decode([input[..<cut], input[cut...]]) == expected, "split at \(cut)")
    }
  }

  @Test("fragments become one message, and control frames may come between them")
  func fragments() {
    let input =
      frame(1, utf8("Hel"), final: false) + frame(9, utf8("ping")) + frame(0, [], final: false)
      + frame(10, []) + frame(0, utf8("lo")) + frame(2, [0xFF])
    #expect(
      decodeAlike(input)
        == Outcome(events: [.ping(utf8("ping")), .pong([]), .text(utf8("Hello")), .binary([0xFF])]))
  }

  @Test("a character may be spread over fragments")
  func splitCharacter() {
    let smile = utf8("😀")
    let input =
      frame(1, Array(smile[..<1]), final: false) + frame(0, Array(smile[1..<3]), final: false)
      + frame(0, Array(smile[3...]))
    #expect(decodeAlike(input) == Outcome(events: [.text(smile)]))
  }

  @Test(
    "valid UTF-8 of every length and border is text",
    arguments: [
      "", "plain", "κόσμε", "\u{7F}\u{80}\u{7FF}\u{800}\u{D7FF}\u{E000}\u{FFFD}\u{FFFF}\u{10000}\u{10FFFF}",
      "0123456é789012345€67890123😀",
    ])
  func validText(text: String) {
    #expect(decodeAlike(frame(1, utf8(text))) == Outcome(events: [.text(utf8(text))]))
  }

  @Test("text of any kind is checked alike, however it is aligned")
  func alignedText() {
    for lead in 0..<17 {
      let text = utf8(String(repeating: "a", count: lead) + "€b😀")
      #expect(decode([frame(1, text)[...]]) == Outcome(events: [.text(text)]))
    }
  }

  @Test("a close carries its status and reason, and what follows is ignored")
  func closing() {
    #expect(
      decodeAlike(close(1000, utf8("bye")) + frame(3, []))
        == Outcome(events: [.close(code: 1000, reason: "bye")]))
    #expect(decodeAlike(frame(8)) == Outcome(events: [.close(code: nil, reason: "")]))
  }

  @Test("a close may come inside a fragmented message")
  func closeInside() {
    let input = frame(1, utf8("a"), final: false) + close(1001) + frame(0, utf8("b"))
    #expect(decodeAlike(input) == Outcome(events: [.close(code: 1001, reason: "")]))
  }

  @Test(
    "statuses that an endpoint may send are accepted",
    arguments: [
      1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999,
    ]
      as [UInt16])
  func goodStatus(code: UInt16) {
    #expect(decode([close(code)[...]]) == Outcome(events: [.close(code: code, reason: "")]))
  }

  @Test("messages up to the limit arrive, and the next may be as long again")
  func atLimit() {
    let payload = [UInt8](repeating: 7, count: 10)
    let input =
      frame(2, payload) + frame(2, Array(payload[..<4]), final: false) + frame(9, payload)
      + frame(0, Array(payload[4...]))
    #expect(
      decodeAlike(input, limit: 10) == Outcome(events: [.binary(payload), .ping(payload), .binary(payload)]))
  }

  @Test("control frames are not counted against a small limit")
  func controlBeyondLimit() {
    #expect(decodeAlike(frame(9, utf8("abc")), limit: 0) == Outcome(events: [.ping(utf8("abc"))]))
  }
}
