import HTTPMessages
import Testing

@testable import WebSocketCodec

/// A compressed frame of the client.
func deflated(_ opcode: UInt8, _ payload: [UInt8], final: Bool = true) -> [UInt8] {
  frame(opcode, payload, final: final, reserved: opcode == 0 ? 0 : 0x40)
}

/// The payload of a message as a client compresses it.
func compressed(_ message: [UInt8], by deflater: MessageDeflater) -> [UInt8] {
  var buffer: [UInt8] = []
  deflater.append(.binary(message), to: &buffer)
  return unmaskedFrame(buffer).payload
}

/// The parts of a frame of the server.
func unmaskedFrame(_ bytes: [UInt8]) -> (first: UInt8, payload: [UInt8]) {
  let header = bytes[1] == 126 ? 4 : bytes[1] == 127 ? 10 : 2
  return (bytes[0], Array(bytes[header...]))
}

@Suite("Decompressing what clients may send")
struct InflatingTests {
  private let all = PerMessageDeflate()
  private let hello: [UInt8] = [0xF2, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00]

  @Test(
    "the examples of RFC 7692 section 7.2.3 are read",
    arguments: [
      [0xF2, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00],
      [0x00, 0x05, 0x00, 0xFA, 0xFF, 0x48, 0x65, 0x6C, 0x6C, 0x6F, 0x00],
      [0xF3, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00, 0x00],
      [0xF2, 0x48, 0x05, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xCA, 0xC9, 0xC9, 0x07, 0x00],
    ] as [[UInt8]])
  func examples(payload: [UInt8]) {
    #expect(decodeAlike(deflated(1, payload), deflate: all) == Outcome(events: [.text(utf8("Hello"))]))
  }

  @Test("a second message may look back at the first, past a last block and a message as it is")
  func takeover() {
    let again = deflated(1, [0xF2, 0x00, 0x11, 0x00, 0x00])
    let twice = Outcome(events: [.text(utf8("Hello")), .text(utf8("Hello"))])
    #expect(decodeAlike(deflated(1, hello) + again, deflate: all) == twice)
    let final: [UInt8] = [0xF3, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00, 0x00]
    #expect(decodeAlike(deflated(1, final) + again, deflate: all) == twice)
    #expect(
      decodeAlike(deflated(1, hello) + frame(2, [1]) + again, deflate: all).events
        == [.text(utf8("Hello")), .binary([1]), .text(utf8("Hello"))])
    let without = PerMessageDeflate(clientNoContextTakeover: true)
    let outcome = decodeAlike(deflated(1, hello) + again, deflate: without)
    #expect(outcome.events == [.text(utf8("Hello"))] && outcome.fault?.closeCode == 1007)
  }

  @Test("a compressed message may come in fragments, empty ones too, with control frames between")
  func fragments() {
    let input =
      deflated(1, Array(hello[..<3]), final: false) + frame(9, [7]) + deflated(0, [], final: false)
      + deflated(0, Array(hello[3...]), final: false) + deflated(0, [])
    #expect(decodeAlike(input, deflate: all) == Outcome(events: [.ping([7]), .text(utf8("Hello"))]))
  }

  @Test("an empty message is a block of nothing, or nothing at all, before and after others")
  func empty() {
    for payload in [[0x00], [], [0x02, 0x00], [0x03, 0x00], [0x03, 0x00, 0x00]] as [[UInt8]] {
      let input = deflated(1, payload) + deflated(1, hello) + deflated(2, payload) + deflated(1, hello)
      #expect(
        decodeAlike(input, deflate: all).events
          == [.text([]), .text(utf8("Hello")), .binary([]), .text(utf8("Hello"))], "\(payload)")
    }
  }

  @Test("messages of every size and window arrive as they were", arguments: [9, 12, 15])
  func sizes(bits: Int) {
    for keeps in [false, true] {
      let agreed = PerMessageDeflate(
        serverNoContextTakeover: !keeps, clientNoContextTakeover: !keeps, serverMaxWindowBits: bits,
        clientMaxWindowBits: bits)
      let deflater = MessageDeflater(agreed)
      var input: [UInt8] = []
      var expected: [WebSocketEvent] = []
      for count in [24, 125, 126, 4095, 65_535, 70_000] {
        let message = (0..<count).map { UInt8(truncatingIfNeeded: $0 % 251 ^ ($0 >> 9)) }
        let payload = compressed(message, by: deflater)
        input += keeps || payload.count < count ? deflated(2, payload) : frame(2, payload)
        expected.append(.binary(message))
      }
      #expect(decode([input[...]], deflate: agreed) == Outcome(events: expected))
      var pieces: [ArraySlice<UInt8>] = []
      for start in stride(from: 0, to: input.count, by: 997) { pieces.append(input[start...].prefix(997)) }
      #expect(decode(pieces, deflate: agreed) == Outcome(events: expected))
    }
  }

  @Test("a window of 8 bits takes what older releases of zlib write for it")
  func smallestWindow() {
    let message = (0..<2000).map { UInt8(truncatingIfNeeded: $0 % 300) }
    let payload = compressed(message, by: MessageDeflater(PerMessageDeflate(serverMaxWindowBits: 9)))
    let agreed = PerMessageDeflate(clientMaxWindowBits: 8)
    #expect(decode([deflated(2, payload)[...]], deflate: agreed) == Outcome(events: [.binary(message)]))
  }

  static let violations: [Violation] = [
    Violation("a compressed ping", frame(9, reserved: 0x40), 1002),
    Violation("a compressed close", frame(8, reserved: 0x40), 1002),
    Violation(
      "a continuation that says it is compressed",
      deflated(1, [0xF2], final: false) + frame(0, [0x48], reserved: 0x40), 1002),
    Violation(
      "a continuation that makes a plain message compressed",
      frame(1, utf8("a"), final: false) + frame(0, [0x48], reserved: 0x40), 1002),
    Violation("RSV2 beside RSV1", frame(1, [0xF2], reserved: 0x60), 1002),
    Violation("RSV3 alone", frame(1, [0xF2], reserved: 0x10), 1002),
    Violation("a block of the reserved type", deflated(1, [0x07]), 1007),
    Violation("a look back at nothing", deflated(1, [0xF2, 0x00, 0x11, 0x00, 0x00]), 1007),
    Violation("a stored length that contradicts itself", deflated(2, [0x00, 0x05, 0x00, 0x00, 0xFF]), 1007),
    Violation("a message that ends inside a block", deflated(2, [0x00, 0x09, 0x00, 0xF6, 0xFF, 0x48]), 1007),
    Violation("a message that ends inside a code", deflated(1, [0xF2, 0x48, 0xCD]), 1007),
    Violation("text that is not UTF-8", deflated(1, [0x00, 0x01, 0x00, 0xFE, 0xFF, 0xC0, 0x00]), 1007),
    Violation(
      "text that ends in a character", deflated(1, [0x00, 0x01, 0x00, 0xFE, 0xFF, 0xC3, 0x00]), 1007),
    Violation(
      "text that is wrong before it is too long",
      deflated(1, [0x00, 0x20, 0x00, 0xDF, 0xFF, 0xC0] + [UInt8](repeating: 0x41, count: 31) + [0]), 1007),
    Violation(
      "text that is too long before it is wrong",
      deflated(1, [0x00, 0x20, 0x00, 0xDF, 0xFF] + [UInt8](repeating: 0x41, count: 31) + [0xC0, 0]), 1009),
  ]

  @Test("what breaks RFC 7692 fails the connection with its status", arguments: violations)
  func broken(violation: Violation) {
    let outcome = decodeAlike(violation.input, limit: 16, deflate: all)
    #expect(outcome.fault?.closeCode == violation.code && outcome.events.isEmpty)
  }

  @Test("a compressed message is refused where the extension was not agreed")
  func notAgreed() {
    #expect(decodeAlike(deflated(1, hello)).fault?.closeCode == 1002)
  }

  @Test("wrong text is noticed inside an unfinished fragment")
  func failsFast() {
    let long = deflated(1, [0x00, 0x40, 0x00, 0xBF, 0xFF, 0x41, 0xFF] + [UInt8](repeating: 0x41, count: 62))
    #expect(decode([long[..<14]], deflate: all).fault?.closeCode == 1007)
  }

  @Test("the limit counts decompressed bytes, at it and one past it")
  func limit() {
    let deflater = MessageDeflater(PerMessageDeflate(serverNoContextTakeover: true))
    let most = [UInt8](repeating: 7, count: 100_000)
    let input = deflated(2, compressed(most, by: deflater))
    #expect(input.count < 300)
    #expect(decode([input[...]], limit: 100_000, deflate: all) == Outcome(events: [.binary(most)]))
    #expect(decode([input[...]], limit: 99_999, deflate: all).fault?.closeCode == 1009)
    let tiny = deflated(1, hello)
    #expect(decodeAlike(tiny, limit: 5, deflate: all) == Outcome(events: [.text(utf8("Hello"))]))
    #expect(decodeAlike(tiny, limit: 4, deflate: all).fault?.closeCode == 1009)
    #expect(decodeAlike(tiny, limit: 0, deflate: all).fault?.closeCode == 1009)
  }

  @Test("a bomb is cut at the limit, and blocks of nothing or last blocks without end cost no memory")
  func bomb() {
    let deflater = MessageDeflater(PerMessageDeflate())
    let small = compressed([UInt8](repeating: 0, count: 1 << 20), by: deflater)
    #expect(small.count < 1200)
    let outcome = decode([deflated(2, small)[...]], limit: 1000, deflate: all)
    #expect(outcome.fault?.closeCode == 1009)
    let nothing = [[0x00, 0x00, 0x00, 0xFF, 0xFF], [0x03, 0x00]] as [[UInt8]]
    for block in nothing {
      let blocks = Array(repeatElement(block, count: 20_000).joined())
      #expect(
        decode([deflated(2, blocks + [0x00])[...]], limit: 1, deflate: all) == Outcome(events: [.binary([])]))
    }
  }

  @Test("random compressed bytes never crash, and are read alike in pieces")
  func noise() {
    var state: UInt64 = 0x2545_F491_4F6C_DD1D
    func next() -> UInt8 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(truncatingIfNeeded: state >> 56)
    }
    for round in 0..<200 {
      var payload = (0..<12).map { _ in next() }
      // A dynamic block seldom gets far: most inputs begin a fixed or a stored one.
      if round % 3 != 0 { payload[0] = payload[0] & ~7 | 2 }
      let input = deflated(round % 2 == 0 ? 1 : 2, payload) + deflated(2, hello)
      _ = decodeAlike(input, limit: 20, deflate: all)
    }
  }
}
