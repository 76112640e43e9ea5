import Testing

@testable import WebSocketCodec

/// Input that breaks a rule, and the status that it is answered with.
struct Violation: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var input: [UInt8]
  var code: UInt16

  init(_ description: String, _ input: [UInt8], _ code: UInt16) {
    testDescription = description
    self.input = input
    self.code = code
  }
}

@Suite("Refusing what clients must not send")
struct ViolationTests {
  static let frames: [Violation] = [
    Violation("a frame without a mask", frame(1, utf8("Hello"), masked: false), 1002),
    Violation("an empty frame without a mask", frame(2, masked: false), 1002),
    Violation("RSV1 set", frame(1, utf8("a"), reserved: 0x40), 1002),
    Violation("RSV2 set", frame(1, utf8("a"), reserved: 0x20), 1002),
    Violation("RSV3 set", frame(1, utf8("a"), reserved: 0x10), 1002),
    Violation("RSV1 on a control frame", frame(9, reserved: 0x40), 1002),
    Violation("a control frame of 126 bytes", frame(9, [UInt8](repeating: 0, count: 126)), 1002),
    Violation("a control frame with a 64-bit length", frame(10, lengthForm: 127), 1002),
    Violation("a fragmented ping", frame(9, final: false), 1002),
    Violation("a fragmented close", frame(8, final: false), 1002),
    Violation("a continuation of nothing", frame(0, utf8("a")), 1002),
    Violation("a continuation after a whole message", frame(1, utf8("a")) + frame(0, utf8("a")), 1002),
    Violation("text inside a message", frame(1, utf8("a"), final: false) + frame(1, utf8("b")), 1002),
    Violation("binary inside a message", frame(1, utf8("a"), final: false) + frame(2, utf8("b")), 1002),
    Violation("a 16-bit length of 125", frame(2, [UInt8](repeating: 0, count: 125), lengthForm: 126), 1002),
    Violation("a 64-bit length of 126", frame(2, [UInt8](repeating: 0, count: 126), lengthForm: 127), 1002),
    Violation("a 64-bit length of 65535", [0x82, 0xFF, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 1, 2, 3, 4], 1002),
    Violation("a 64-bit length with its highest bit", [0x82, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 0], 1002),
    Violation("the longest 63-bit length", [0x82, 0xFF, 0x7F] + [UInt8](repeating: 0xFF, count: 7), 1009),
  ]

  static let text: [Violation] = [
    Violation("a lone continuation byte", frame(1, [0x80]), 1007),
    Violation("an overlong slash", frame(1, [0xC0, 0xAF]), 1007),
    Violation("an overlong form of two bytes", frame(1, [0xC1, 0xBF]), 1007),
    Violation("an overlong form of three bytes", frame(1, [0xE0, 0x9F, 0xBF]), 1007),
    Violation("an overlong form of four bytes", frame(1, [0xF0, 0x8F, 0xBF, 0xBF]), 1007),
    Violation("a surrogate", frame(1, [0xED, 0xA0, 0x80]), 1007),
    Violation("past U+10FFFF", frame(1, [0xF4, 0x90, 0x80, 0x80]), 1007),
    Violation("the byte F5", frame(1, [0xF5, 0x80, 0x80, 0x80]), 1007),
    Violation("the byte FF after eight of ASCII", frame(1, utf8("01234567") + [0xFF]), 1007),
    Violation("a first byte where a continuation is due", frame(1, [0xE2, 0x41, 0x41]), 1007),
    Violation("an end inside a character", frame(1, [0xE2, 0x82]), 1007),
    Violation(
      "an end inside a character after fragments", frame(1, [0xF0, 0x9F], final: false) + frame(0, [0x98]),
      1007),
    Violation(
      "a character broken at a fragment", frame(1, [0xE2, 0x82], final: false) + frame(0, [0x41]), 1007),
    Violation("a close reason that is not UTF-8", close(1000, [0xFF]), 1007),
    Violation("a close reason that ends inside a character", close(1000, [0xE2, 0x82]), 1007),
  ]

  @Test("broken frames fail the connection with their status", arguments: frames)
  func brokenFrame(violation: Violation) {
    #expect(decodeAlike(violation.input).fault?.closeCode == violation.code)
  }

  @Test("text that is not UTF-8 fails the connection with 1007", arguments: text)
  func brokenText(violation: Violation) {
    let outcome = decodeAlike(violation.input)
    #expect(outcome.fault?.closeCode == violation.code)
    #expect(outcome.events.isEmpty)
  }

  @Test("reserved opcodes are refused", arguments: [3, 4, 5, 6, 7, 11, 12, 13, 14, 15] as [UInt8])
  func reservedOpcode(opcode: UInt8) {
    #expect(decodeAlike(frame(opcode)).fault?.closeCode == 1002)
  }

  @Test(
    "statuses that must not travel are refused",
    arguments: [0, 1, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65535] as [UInt16])
  func badStatus(code: UInt16) {
    #expect(decodeAlike(close(code)).fault?.closeCode == 1002)
  }

  @Test("a close status of one byte is refused")
  func shortStatus() {
    #expect(decodeAlike(frame(8, [3])).fault?.closeCode == 1002)
  }

  @Test("one byte past the limit is refused with 1009, over fragments too, before it is kept")
  func pastLimit() {
    let nine = [UInt8](repeating: 7, count: 9)
    let eleven = [UInt8](repeating: 7, count: 11)
    #expect(decodeAlike(frame(2, eleven), limit: 10).fault?.closeCode == 1009)
    let fragments = frame(1, nine, final: false) + frame(0, [1, 1])
    #expect(decodeAlike(fragments, limit: 10).fault?.closeCode == 1009)
    let announced = decode([frame(2, eleven)[..<2]], limit: 10)
    #expect(announced.fault?.closeCode == 1009)
  }

  @Test("a wrong byte of text is noticed before the frame has ended")
  func failsFast() {
    let input = frame(1, [0x41, 0xFF] + [UInt8](repeating: 0x41, count: 50))
    #expect(decode([input[..<8]]).fault?.closeCode == 1007)
  }

  @Test("events before a fault are told, and nothing after it")
  func afterFault() {
    let input =
      frame(1, utf8("a")) + frame(3)
      + frame(1, utf8("b"))
    let outcome = decodeAlike(input)
    #expect(outcome.events == [.text(utf8("a"))])
    #expect(outcome.fault?.closeCode == 1002)
  }

  @Test("every reason fits a Close frame")
  func reasonsFit() {
    for violation in ViolationTests.frames + ViolationTests.text {
      let fault = decode([violation.input[...]]).fault
      #expect((fault?.reason.utf8.count ?? 999) <= 123)
    }
  }

  @Test("random bytes never crash, and are read alike in pieces")
  func noise() {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    func next() -> UInt8 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(truncatingIfNeeded: state >> 56)
    }
    for _ in 0..<500 {
      var input = (0..<24).map { _ in next() }
      // Half of the inputs begin like a frame, so that they get further.
      if input[23] & 1 == 0 {
        input[0] = 0x81
        input[1] = 0x80 | (input[1] & 7)
      }
      _ = decodeAlike(input, limit: 64)
    }
  }
}
