import Testing

@testable import Configuration

@Suite("suggestions")
struct SuggestionTests {
  @Test(
    "the distance counts inserted, deleted, replaced and swapped letters",
    arguments: [
      ("", "", 0), ("", "abc", 3), ("port", "port", 0), ("prot", "port", 1), ("hot", "host", 1),
      ("http-port", "http_port", 0), ("PORT", "port", 0), ("kitten", "sitting", 3),
    ])
  func distance(left: String, right: String, expected: Int) {
    #expect(Suggestion.distance(left, right) == expected)
    #expect(Suggestion.distance(right, left) == expected)
  }

  @Test("what resembles nothing is not guessed")
  func noGuess() {
    #expect(Suggestion.closest(to: "banana", among: ["port", "host"]) == nil)
    #expect(Suggestion.mend("banana", among: ["port", "host"]) == "known here: port, host")
  }
}
