import HTTPMessages
import HTTPTypes
import History
import Testing

@testable import APIs

@Suite("parts of files")
struct ByteRangeTests {
  private func range(
    _ text: String, method: HTTPRequest.Method = .get, others: [(String, String)] = [], length: Int = 100
  ) -> ByteRange {
    let fields = FieldLines([("range", text)] + others)
    return ByteRange(Request(method: method, path: "/", fields: fields), length: length, tag: "\"a\"")
  }

  @Test(
    "a range of bytes is understood as RFC 9110 says",
    arguments: [
      ("bytes=0-9", .part(0..<10)), ("bytes=0-", .part(0..<100)), ("bytes=99-", .part(99..<100)),
      ("bytes=90-200", .part(90..<100)), ("bytes=-10", .part(90..<100)), ("bytes=-500", .part(0..<100)),
      ("BYTES=5-5", .part(5..<6)), ("bytes= 5-6 ", .part(5..<7)), ("bytes=100-", .unsatisfiable),
      ("bytes=-0", .unsatisfiable), ("bytes=99999999999999999999999-", .unsatisfiable),
      ("bytes=0-99999999999999999999999", .part(0..<100)), ("bytes=-99999999999999999999999", .part(0..<100)),
    ] as [(String, ByteRange)])
  func ranges(_ text: String, _ expected: ByteRange) {
    #expect(range(text) == expected)
  }

  @Test(
    "what is no single range of bytes is ignored",
    arguments: [
      "", "bytes", "bytes=", "bytes=-", "bytes=9-5", "bytes=a-b", "bytes=1-2,4-5", "lines=1-2", "bytes=+1-2",
      "bytes=1--2", "bytes 1-2", "bytes=0x1-", "bytes=1-2-3", "bytes=٣-",
    ])
  func ignored(_ text: String) {
    #expect(range(text) == .whole)
  }

  @Test("ranges are of GET alone, of the state that the client knows, and come once")
  func conditions() {
    #expect(range("bytes=0-9", method: .head) == .whole)
    #expect(range("bytes=0-9", method: .post) == .whole)
    #expect(range("bytes=0-9", others: [("range", "bytes=0-9")]) == .whole)
    #expect(range("bytes=0-9", others: [("if-range", "\"a\"")]) == .part(0..<10))
    for other in ["\"b\"", "W/\"a\"", "Sat, 01 Oct 2016 12:00:00 GMT", ""] {
      #expect(range("bytes=0-9", others: [("if-range", other)]) == .whole)
    }
    #expect(ByteRange(Request(method: .get, path: "/"), length: 3, tag: "") == .whole)
  }

  @Test("a video is sent in the parts that are asked for, which make up the whole")
  func parts() throws {
    let bench = ReportingBench(history: FakeHistory([Samples.busy]))
    let whole = try bench.kept(.commandShell(2), of: Samples.busyID)
    let tag = try #require(whole.head.firstMatch(of: /ETag: ("[0-9a-f]{32}")\r\n/)?.1)
    #expect(whole.head.contains("Accept-Ranges: bytes\r\n"))
    var joined: [UInt8] = []
    let size = 20_000
    while joined.count < whole.body.count {
      let part = try bench.kept(
        .commandShell(2), of: Samples.busyID,
        fields: [("range", "bytes=\(joined.count)-\(joined.count + size - 1)"), ("if-range", String(tag))])
      let end = min(joined.count + size, whole.body.count)
      #expect(part.status == 206)
      #expect(part.head.contains("Content-Range: bytes \(joined.count)-\(end - 1)/\(whole.body.count)\r\n"))
      #expect(part.head.contains("Content-Type: video/mp4\r\n") && part.head.contains("ETag: \(tag)\r\n"))
      joined += part.body
      guard part.status == 206, !part.body.isEmpty else { break }
    }
    #expect(joined == whole.body)
    let behind = try bench.kept(
      .commandShell(2), of: Samples.busyID, fields: [("range", "bytes=\(whole.body.count)-")])
    #expect(behind.status == 416)
    #expect(behind.head.contains("Content-Range: bytes */\(whole.body.count)\r\n"))
    let open = try bench.kept(.commandShell(2), of: Samples.busyID, fields: [("range", "bytes=0-")])
    #expect(open.status == 206 && open.body == whole.body)
  }
}
