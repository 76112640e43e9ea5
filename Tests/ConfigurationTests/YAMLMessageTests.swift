import Configuration
import Testing

@Suite("what is said of a text that is no YAML")
struct YAMLMessageTests {
  @Test(
    "the message says where it is, and what mends it",
    arguments: [
      ("profiles:\n\ta: {}\n", ":2", "that is a tab, which YAML does not take here: write spaces"),
      ("profiles:\n  a: {rates: {}\n", ":3", "close the { that begins in line 2 with }"),
      ("profiles:\n  a: { rates: {\n", ":3", "close the { or [ before it"),
      ("profiles:\n  a:\n    offices: [1\n", ":4", "close the [ that begins in line 3 with ]"),
      ("profiles:\n  a: \"b\n", ":3", "close the quote that begins in line 2"),
      ("profiles:\n  a: b: c\n", ":2", "check the indentation, or put a text with a colon in quotes"),
    ])
  func mends(text: String, place: String, mend: String) throws {
    let scratch = try Scratch()
    let path = try scratch.write("centre.yaml", text)
    let found = problems { () throws(ConfigurationFault) in try Checking.check(path: path) }
    #expect(found.count == 1, "\(found)")
    #expect(found.first?.hasPrefix("\(path)\(place): is not YAML: ") == true, "\(found)")
    #expect(found.first?.contains(mend) == true, "\(found)")
  }

  @Test(
    "a key that is written twice is told at the second place, with its whole path",
    arguments: [
      ("profiles:\n  a: {}\n  b: {}\n  a: {}\n", [":4: profiles.a: 2"]),
      ("profiles:\n  'a': {}\n  \"a\": {}\n", [":3: profiles.a: 2"]),
      (
        "profiles:\n  a:\n    rates: {}\n    acting: true\n    rates: {}\n    rates: {}\n",
        [":5: profiles.a.rates: 3", ":6: profiles.a.rates: 3"]
      ),
      (
        "profiles:\n  a:\n    offices:\n      - name: x\n        share: 1\n        name: y\n  a: {}\n",
        [":6: profiles.a.offices[0].name: 4", ":7: profiles.a: 2"]
      ),
    ])
  func repetitions(text: String, places: [String]) throws {
    let scratch = try Scratch()
    let path = try scratch.write("centre.yaml", text)
    let found = problems { () throws(ConfigurationFault) in
      try ServeConfiguration.load(flags: [.scenario: path], environment: [:])
    }
    let expected = places.map { place in
      let parts = place.split(separator: " ")
      return "\(path)\(parts[0]) \(parts[1]) is written twice in one mapping, first in line \(parts[2]); "
        + "leave one of them out"
    }
    #expect(found == expected)
  }
}
