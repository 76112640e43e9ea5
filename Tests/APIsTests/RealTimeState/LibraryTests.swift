import APIKit
import APIs
import ApplianceDomain
import HTTPMessages
import HTTPTypes
import Testing

/// How `/api/state.js` is served. What the script does is tested where it runs, end to end.
@Suite("The stream's JavaScript library")
struct LibraryTests {
  private static let source = "module.exports = {};\n//# sourceMappingURL=rx.map"

  private func answer(
    _ version: APIVersion, _ method: HTTPRequest.Method = .get, ifNoneMatch fields: [String] = [],
    reactiveExtensions: ReactiveExtensions = .source(Array(source.utf8))
  ) throws -> Response {
    let bench = try StreamBench(version)
    let library = StateLibrary(version: version, reactiveExtensions: reactiveExtensions)
    let router = Router(
      RealTimeStateAPI(context: bench.context, hub: bench.hub, library: library).endpoints,
      notFound: { _ in Response(status: .notFound) },
      notAllowed: { _, _ in Response(status: .methodNotAllowed) })
    return router.respond(
      to: Request(method: method, path: "/api/state.js", fields: lines("If-None-Match", fields)))
  }

  private func lines(_ name: String, _ values: [String]) -> FieldLines {
    var bytes: [UInt8] = []
    var lines: [FieldLines.Line] = []
    for value in values {
      let middle = bytes.count + name.utf8.count
      lines.append(.init(name: bytes.count..<middle, value: middle..<middle + value.utf8.count))
      bytes += Array(name.utf8) + Array(value.utf8)
    }
    return FieldLines(bytes: bytes, lines: lines)
  }

  private func head(_ response: Response) -> String {
    String(decoding: response.preset.bytes + response.fields.bytes, as: UTF8.self)
  }

  private func tag(_ response: Response) throws -> String {
    try #require(head(response).split(separator: "ETag: ").last?.split(separator: "\r\n").first).description
  }

  private func text(_ response: Response) -> String? {
    guard case .bytes(let bytes) = response.body else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(
    "each version has its own names and its own beginning of the connection",
    arguments: [
      (.v1_15_1, #"{"names":["bomgarState"],"subprotocol":null}"#),
      (.v1_16_0, #"{"names":["bomgarState"],"subprotocol":null}"#),
      (.v1_21_1, #"{"names":["BomgarState","bomgarState"],"subprotocol":"ingredi%20state%20api"}"#),
    ] as [(APIVersion, String)])
  func versions(_ version: APIVersion, _ edition: String) throws {
    let script = try #require(text(try answer(version)))
    let lines = script.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.filter { $0.hasPrefix("  var edition = ") } == ["  var edition = \(edition);"])
    #expect(lines.count { $0 == "module.exports = {};" } == 1)
    // What is behind the source's last line begins a line of its own.
    #expect(lines.contains("//# sourceMappingURL=rx.map"))
    #expect(!script.contains("//="))
    #expect(script.hasSuffix("}));\n"))
  }

  @Test("it is a script, which caches may keep and must ask about, with or without an account")
  func fields() throws {
    let response = try answer(.v1_21_1)
    #expect(response.status == .ok)
    #expect(head(response).contains("Content-Type: text/javascript; charset=UTF-8\r\n"))
    #expect(head(response).contains("Cache-Control: no-cache\r\n"))
    #expect(head(response).contains("X-Content-Type-Options: nosniff\r\n"))
    #expect(try tag(try answer(.v1_21_1, .head)) == tag(response))
    #expect(try answer(.v1_21_1, .post).status == .methodNotAllowed)
  }

  @Test("who has it already is told so, and who has another one gets it")
  func notModified() throws {
    let tag = try tag(try answer(.v1_21_1))
    for known in [[tag], ["W/\(tag)"], ["*"], ["\"x\", \(tag)"], ["\"x\"", "W/\"y\",\(tag)"]] {
      let response = try answer(.v1_21_1, ifNoneMatch: known)
      #expect(response.status == .notModified, "\(known)")
      #expect(text(response) == nil)
      #expect(try self.tag(response) == tag)
    }
    for unknown in [["\"x\""], [String(tag.dropFirst().dropLast())], ["\"\(tag)\""], [""], ["\"", "\""]] {
      #expect(try answer(.v1_21_1, ifNoneMatch: unknown).status == .ok, "\(unknown)")
    }
    #expect(try self.tag(try answer(.v1_16_0)) != tag)
  }

  @Test("without RxJS it is a script that throws the reason, which no cache keeps for an answer")
  func missing() throws {
    let response = try answer(
      .v1_21_1, ifNoneMatch: ["*"],
      reactiveExtensions: .missing("Cannot read RxJS 4 from \"/x\\y\".\nInstall libjs-rx."))
    #expect(response.status == .ok)
    #expect(
      text(response)
        == #"throw new Error("/api/state.js: Cannot read RxJS 4 from \"/x\\y\".\nInstall libjs-rx.");"# + "\n"
    )
    #expect(!head(response).contains("ETag"))
  }
}
