import Testing

@testable import Documents

@Suite("multipart forms")
struct MultipartFormTests {
  static let type = "multipart/form-data; boundary=xyz"

  @Test("fields are read in their order, with every byte of their values")
  func fields() {
    let body =
      part("action", "get_api_info") + part("text", "a\r\n\r\nb --xyz c\r\n") + part("empty", "") + "--xyz--"
    #expect(read(body) == ["action=get_api_info", "text=a\r\n\r\nb --xyz c\r\n", "empty="])
  }

  @Test("a preamble, an epilogue and padding behind a delimiter are skipped")
  func surroundings() {
    let body =
      "preamble\r\n--xyz \t\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--xyz--\r\n"
      + part("b", "2")
    #expect(read(body) == ["a=1"])
  }

  @Test(
    "names are tokens or quoted strings",
    arguments: [
      (#"name=a"#, "a"), (#"name="a b""#, "a b"), (#"name="a;b=c""#, "a;b=c"),
      (#"name="a\"b\\c""#, #"a"b\c"#),
      (#"NAME=a"#, "a"), (#"name = "a" "#, "a"), (#"filename="C:\x;name=z"; name="a""#, "a"),
      (#"filename="f.txt"; name=a"#, "a"), (#"odd; name=a"#, "a"), (#"name="unended"#, "unended"),
      (#"name="é""#, "é"),
    ])
  func names(_ parameters: String, _ name: String) {
    let body =
      "--xyz\r\ncontent-disposition: form-data; \(parameters)\r\nContent-Type: text/plain\r\n\r\n1\r\n--xyz--"
    #expect(read(body) == ["\(name)=1"])
  }

  @Test(
    "the boundary is found however the content type is written",
    arguments: [
      "multipart/form-data;boundary=xyz", "multipart/form-data; charset=utf-8; boundary=\"xyz\"",
      "multipart/form-data; Boundary=xyz ; x=y",
    ])
  func boundaries(_ type: String) { #expect(read(part("a", "1") + "--xyz--", type) == ["a=1"]) }

  @Test(
    "what is no form has no fields",
    arguments: [
      ("", type), ("--xyz", type), ("--xyz--", type), ("a=1", type),
      ("--xyz\r\n\r\nno head\r\n--xyz--", type),
      ("--xyz\r\nContent-Disposition: form-data\r\n\r\nno name\r\n--xyz--", type),
      ("--xyz\r\nContent-Disposition: form-data; name=a\r\n", type),
      ("--xyz\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--xyz--", "multipart/form-data"),
      (
        "--xyz\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--xyz--",
        "multipart/form-data; boundary="
      ),
      (
        "--xyz\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--xyz--",
        "multipart/form-data; boundary=\""
      ),
      ("--xyz\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--xyz--", ""),
    ])
  func nothing(_ body: String, _ type: String) { #expect(read(body, type) == []) }

  @Test("a boundary has at most 70 bytes (RFC 2046 section 5.1.1)")
  func longBoundary() {
    for (length, count) in [(70, 1), (71, 0)] {
      let boundary = String(repeating: "b", count: length)
      let body = "--\(boundary)\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--\(boundary)--"
      #expect(read(body, "multipart/form-data; boundary=\(boundary)").count == count)
    }
  }

  @Test("a body that ends early gives what it has")
  func cutOff() {
    #expect(
      read(part("a", "1") + "--xyz\r\nContent-Disposition: form-data; name=b\r\n\r\nhal") == ["a=1", "b=hal"])
  }

  private func part(_ name: String, _ value: String) -> String {
    "--xyz\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
  }

  private func read(_ body: String, _ type: String = type) -> [String] {
    FormParameters(multipart: Array(body.utf8), contentType: type).pairs.map { "\($0.name)=\($0.value)" }
  }
}
