import HTTPMessages
import HTTPTypes
import Testing

@testable import HTTPCodec

@Suite("Answers as bytes")
struct ResponseEncoderTests {
  private static let date = Array("Sun, 06 Nov 1994 08:49:37 GMT".utf8)

  @Test("a head has its fields in order, and the framing last")
  func head() {
    var output: [UInt8] = []
    let response = Response(
      status: .init(code: 299, reasonPhrase: "Odd"), preset: FieldBlock(["Server": "x"]),
      fields: FieldBlock(["A": "b"]))
    ResponseEncoder.appendHead(
      response, framing: .length(1234), persistence: .close, date: ResponseEncoderTests.date, to: &output)
    #expect(
      String(decoding: output, as: UTF8.self)
        == "HTTP/1.1 299 Odd\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nServer: x\r\nA: b\r\n"
        + "Content-Length: 1234\r\nConnection: close\r\n\r\n")
  }

  @Test("the framing follows the status, the body and the version")
  func framing() {
    let body = Response.Body.bytes([1, 2])
    #expect(ResponseFraming(Response(status: .ok, body: body), isHTTP11: true) == .length(2))
    #expect(ResponseFraming(Response(status: .ok), isHTTP11: true) == .length(0))
    #expect(ResponseFraming(Response(status: .noContent, body: body), isHTTP11: true) == .noContent)
    #expect(ResponseFraming(Response(status: .notModified, body: body), isHTTP11: true) == .noContent)
    let chunked = Response(status: .ok, body: body, prefersChunked: true)
    #expect(ResponseFraming(chunked, isHTTP11: true) == .chunked)
    #expect(ResponseFraming(chunked, isHTTP11: false) == .length(2))
    let stream = Response(status: .ok, body: .stream(Nothing()))
    #expect(ResponseFraming(stream, isHTTP11: true) == .chunked)
    #expect(ResponseFraming(stream, isHTTP11: false) == .untilClose)
  }

  private final class Nothing: BodySource {
    func next(into buffer: inout [UInt8], limit: Int) -> Bool { false }
  }

  @Test(
    "a chunk made in place is the same as one whose size was known", arguments: [0, 1, 15, 16, 255, 70_000])
  func chunks(length: Int) {
    let content = [UInt8](repeating: 0x78, count: length)
    var expected: [UInt8] = []
    ResponseEncoder.appendChunked(content, to: &expected)
    var frame: [UInt8] = []
    ChunkFrame.open(&frame)
    frame += content
    let start = ChunkFrame.close(&frame, isLast: true)
    #expect(Array(frame[start...]) == expected)
  }

  @Test(
    "dates are those of RFC 9110",
    arguments: [
      (0, "Thu, 01 Jan 1970 00:00:00 GMT"), (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
      (951_827_696, "Tue, 29 Feb 2000 12:34:56 GMT"), (4_107_542_399, "Sun, 28 Feb 2100 23:59:59 GMT"),
      (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 GMT"), (1_767_225_599, "Wed, 31 Dec 2025 23:59:59 GMT"),
    ] as [(Int64, String)])
  func dates(seconds: Int64, text: String) {
    #expect(String(decoding: HTTPDate.bytes(secondsSinceEpoch: seconds), as: UTF8.self) == text)
  }
}
