import HTTPMessages
import HTTPTypes
import Testing

@testable import APIKit

@Suite("routing")
struct RouterTests {
  static let router = Router(
    [
      endpoint("/a"), endpoint("/a/b"), Endpoint("/post", [.post]) { _ in answer("/post") },
      endpoint("/x/*"), endpoint("/x/y/*"), endpoint("/x/exact"),
      Endpoint("/t/{id}", [.get, .delete]) { _, path in answer("t:" + path["id"] + path["other"]) },
      Endpoint("/t/{id}/u/{name}", [.get]) { _, path in answer("u:" + path["id"] + "," + path["name"]) },
    ],
    notFound: { _ in Response(status: .notFound) },
    notAllowed: { request, allow in Response(status: .methodNotAllowed, body: .bytes(Array(allow.utf8))) })

  @Test(
    "a path has one endpoint: the exact one, else a template, else the longest prefix",
    arguments: [
      ("/a", "/a"), ("/a/b", "/a/b"), ("/x/exact", "/x/exact"), ("/x/z", "/x/*"), ("/x/", "/x/*"),
      ("/x/y/z/w", "/x/y/*"), ("/x/y", "/x/*"), ("/t/1", "t:1"), ("/t/a b", "t:a b"), ("/t/1/u/2", "u:1,2"),
    ])
  func found(_ path: String, _ answer: String) { #expect(Self.get(path).text == answer) }

  @Test(
    "other paths are not found",
    arguments: ["/", "/A", "/a/", "/a/b/c", "/x", "/t", "/t/", "/t//u/2", "/t/1/u", ""])
  func notFound(_ path: String) { #expect(Self.get(path).status == .notFound) }

  @Test("HEAD is answered wherever GET is")
  func head() {
    #expect(Self.send(.head, "/a").status == .ok)
    #expect(Self.send(.head, "/t/1").status == .ok)
    #expect(Self.send(.head, "/post").status == .methodNotAllowed)
  }

  @Test(
    "other methods are told which ones there are (RFC 9110 section 15.5.6)",
    arguments: [
      ("/a", "GET, HEAD, OPTIONS"), ("/post", "POST, OPTIONS"), ("/t/1", "GET, DELETE, HEAD, OPTIONS"),
    ])
  func allow(_ path: String, _ allow: String) {
    let refused = Self.send(.put, path)
    #expect(refused.status == .methodNotAllowed)
    #expect(refused.text == allow)
    #expect(refused.head == "Allow: \(allow)\r\n")
    let options = Self.send(.options, path)
    #expect(options.status == .noContent)
    #expect(options.head == "Allow: \(allow)\r\n")
  }

  private struct Answer {
    var status: HTTPResponse.Status
    var head: String
    var text: String
  }

  private static func get(_ path: String) -> Answer { send(.get, path) }

  private static func send(_ method: HTTPRequest.Method, _ path: String) -> Answer {
    let response = router.respond(to: Request(method: method, path: path))
    var text = ""
    if case .bytes(let bytes) = response.body { text = String(decoding: bytes, as: UTF8.self) }
    return Answer(
      status: response.status, head: String(decoding: response.fields.bytes, as: UTF8.self), text: text)
  }

  private static func endpoint(_ path: String) -> Endpoint { Endpoint(path, [.get]) { _ in answer(path) } }

  private static func answer(_ text: String) -> Response {
    Response(status: .ok, body: .bytes(Array(text.utf8)))
  }
}
