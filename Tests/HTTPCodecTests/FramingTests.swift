import HTTPCodec
import HTTPMessages
import HTTPTypes
import Testing

/// Requests whose end two recipients could see at different places, with a second request behind them. Whatever is
/// made of the first, the second must not be run where a proxy in front may have taken it for content, or the other
/// way round.
@Suite("Requests that could hide another one")
struct FramingTests {
  private static let hidden = "GET /hidden HTTP/1.1\r\nHost: a\r\n\r\n"

  @Test(
    "nothing behind an ambiguous request is run",
    arguments: [
      "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
      "Transfer-Encoding: identity\r\nContent-Length: 4\r\n\r\nabcd",
      "Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n0\r\n\r\n",
      "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n", "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
      " Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "X: y\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      "X: y\rTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "Transfer-Encoding: chun\0ked\r\n\r\n0\r\n\r\n",
      "Content-Length: 4\r\nContent-Length: 0\r\n\r\n", "Content-Length: 0, 4\r\n\r\n",
      "Content-Length: 4\r\n x\r\n\r\nabcd", "Content-Length: -0\r\n\r\n", "Content-Length: 0x0\r\n\r\n",
      ": 5\r\n\r\n", "Content-Length\0: 0\r\n\r\n",
    ])
  func refused(fields: String) {
    let results = decode("POST / HTTP/1.1\r\nHost: a\r\n\(fields)\(FramingTests.hidden)")
    guard results.count == 1, case .refused = results.last else {
      Issue.record("\(fields.debugDescription) gave \(results)")
      return
    }
  }

  @Test(
    "nothing behind a broken chunk is run",
    arguments: [
      "0\r\n\n", "0\n\r\n", "0\r\r\n\r\n", "0;\n\r\n\r\n", "0;a=\"\n\"\r\n\r\n", "1\r\naX\r\n0\r\n\r\n",
      "1\r\na\r0\r\n\r\n", "1\r\na0\r\n\r\n", "0 \r\n\r\n", " 0\r\n\r\n", "0_0\r\n\r\n", "0x0\r\n\r\n",
      "-0\r\n\r\n", "+0\r\n\r\n", "0000000000000000\r\n\r\n", "10000000000000000\r\n\r\n", "0,0\r\n\r\n",
      "\u{661}\r\n", "0\r\n\u{B}\r\n\r\n", "0\r\nA : b\r\n\r\n", "0\r\n: b\r\n\r\n",
      "0\r\nA: b\r\n c\r\n\r\n",
      "0\r\nA: \0\r\n\r\n", "0\0\r\n\r\n", "0;\0\r\n\r\n",
    ])
  func brokenChunk(body: String) {
    let results = decode(
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\(body)\(FramingTests.hidden)")
    guard results.count == 1, case .refused = results.last else {
      Issue.record("\(body.debugDescription) gave \(results)")
      return
    }
  }

  @Test(
    "a quoted line break ends a chunk extension, and trailers frame nothing",
    arguments: [
      "1;a=\"\r\nx\r\n0\r\n\r\n",
      "1\r\nx\r\n0\r\nContent-Length: 9\r\nTransfer-Encoding: x\r\nHost: b\r\n\r\n",
    ])
  func harmless(body: String) {
    let results = decode(
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\(body)\(FramingTests.hidden)")
    #expect(
      results == [
        .request("POST|/||1.1|a|Host=a&Transfer-Encoding=chunked|x|keep"),
        .request("GET|/hidden||1.1|a|Host=a||keep"),
      ])
  }

  @Test("a target of https is served over TLS only, and its HEAD is known for one")
  func misdirected() {
    let request = Array("HEAD https://b/ HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
    for isSecure in [false, true] {
      var decoder = RequestDecoder(limits: HTTPLimits(), connection: ConnectionInfo(isSecure: isSecure))
      request.withUnsafeBytes { bytes in
        var index = 0
        switch decoder.decode(bytes, from: &index) {
        case .request: #expect(isSecure)
        case .refused(let refusal): #expect(!isSecure && refusal.status.code == 421 && decoder.isHead)
        default: Issue.record("neither served nor refused")
        }
      }
    }
  }
}
