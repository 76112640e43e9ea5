import HTTPMessages
import Testing

@testable import WebSocketCodec

@Suite("Encoding frames")
struct EncoderTests {
  private func encoded(_ message: WebSocketMessage) -> [UInt8] {
    var buffer: [UInt8] = []
    WebSocketEncoder.append(message, to: &buffer)
    return buffer
  }

  @Test("the unmasked Hello of RFC 6455 section 5.7 is written")
  func hello() {
    #expect(encoded(.text(utf8("Hello"))) == [0x81, 0x05, 0x48, 0x65, 0x6C, 0x6C, 0x6F])
  }

  @Test("lengths take their shortest form")
  func lengths() {
    let cases: [(count: Int, header: [UInt8])] = [
      (0, [0x82, 0]), (125, [0x82, 125]), (126, [0x82, 126, 0, 126]), (256, [0x82, 126, 1, 0]),
      (65_535, [0x82, 126, 0xFF, 0xFF]), (65_536, [0x82, 127, 0, 0, 0, 0, 0, 1, 0, 0]),
    ]
    for (count, header) in cases {
      let payload = [UInt8](repeating: 9, count: count)
      #expect(encoded(.binary(payload)) == header + payload)
      var alone: [UInt8] = [1]
      WebSocketEncoder.appendHeader(.binary, payloadCount: count, to: &alone)
      #expect(alone == [1] + header)
      #expect(header.count <= WebSocketEncoder.headerLimit)
    }
  }

  @Test("the header of a text is written alone")
  func textHeader() {
    var buffer: [UInt8] = []
    WebSocketEncoder.appendHeader(.text, payloadCount: 3, to: &buffer)
    #expect(buffer == [0x81, 3])
  }

  @Test("pings and pongs carry at most 125 bytes")
  func control() {
    var buffer: [UInt8] = []
    WebSocketEncoder.appendPing([1, 2], to: &buffer)
    WebSocketEncoder.appendPong([UInt8](repeating: 3, count: 200), to: &buffer)
    #expect(buffer == [0x89, 2, 1, 2, 0x8A, 125] + [UInt8](repeating: 3, count: 125))
  }

  @Test("a close has a status and a reason, or nothing")
  func closeFrame() {
    var buffer: [UInt8] = []
    WebSocketEncoder.appendClose(code: 1001, reason: "bye", to: &buffer)
    #expect(buffer == [0x88, 5, 0x03, 0xE9] + utf8("bye"))
    for code in [nil, 1005, 1006, 1015] as [UInt16?] {
      buffer = []
      WebSocketEncoder.appendClose(code: code, reason: "lost", to: &buffer)
      #expect(buffer == [0x88, 0])
    }
  }

  @Test("a long reason is cut between characters")
  func longReason() {
    var buffer: [UInt8] = []
    WebSocketEncoder.appendClose(code: 1000, reason: "a" + String(repeating: "€", count: 60), to: &buffer)
    // 123 bytes are allowed: one and forty characters of three leave two unused.
    #expect(buffer == [0x88, 123, 0x03, 0xE8] + utf8("a" + String(repeating: "€", count: 40)))
  }
}
