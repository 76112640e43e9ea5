import HTTPMessages
import HTTPTypes
import Testing

@testable import APIs

@Suite("Entity tags and the conditions that name them")
struct EntityTagTests {
  private let tag = EntityTag(of: Array("abc".utf8))

  @Test(
    "If-Match is looked at first and compared strongly, If-None-Match weakly (RFC 9110 sections 8.8.3.2 and 13.2.2)",
    arguments: [
      ([], .wanted),
      ([("If-Match", "T")], .wanted), ([("If-Match", "*")], .wanted), ([("If-Match", "\"a\", T")], .wanted),
      ([("If-Match", "\"a\""), ("If-Match", "T")], .wanted),
      ([("If-Match", "\"a\"")], .failed), ([("If-Match", "W/T")], .failed), ([("If-Match", "")], .failed),
      ([("If-Match", "W/T, T")], .wanted), ([("If-Match", "W/\"a\", T")], .wanted),
      ([("If-None-Match", "T")], .known), ([("If-None-Match", "W/T")], .known),
      ([("If-None-Match", "*")], .known), ([("If-None-Match", "\"a\", W/\"b\"")], .wanted),
      ([("If-Match", "T"), ("If-None-Match", "T")], .known),
      ([("If-Match", "\"a\""), ("If-None-Match", "T")], .failed),
      ([("If-Unmodified-Since", "Sat, 29 Oct 1994 19:43:31 GMT")], .wanted),
    ] as [([(String, String)], ConditionVerdict)])
  func verdicts(_ fields: [(String, String)], _ expected: ConditionVerdict) {
    let named = fields.map { name, value in
      (name, name.hasSuffix("Match") ? value.replacing("T", with: tag.text) : value)
    }
    #expect(tag.verdict(on: APIBench().request(.get, "/", fields: named)) == expected)
  }
}
