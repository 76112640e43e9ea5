import ApplianceDomain
import Configuration
import Testing

@Suite("check")
struct CheckingTests {
  private func check(_ path: String) -> [String] {
    problems { () throws(ConfigurationFault) in try Checking.check(path: path) }
  }

  @Test("a profile of a file is checked as --scenario takes it")
  func profile() throws {
    let scratch = try Scratch()
    let path = try scratch.write("centre.yaml", "profiles:\n  monday: { base: busy }\n  tuesday: {}\n")
    #expect(
      try Checking.check(path: "\(path)#tuesday") == "\(path)#tuesday: a scenario with the profile tuesday")
    #expect(
      check("\(path)#monda") == ["check: \"monda\" is not a profile of \(path); did you mean \"monday\"?"])
  }

  @Test("what is not there is said without a word of --config")
  func nothing() throws {
    let path = try Scratch().path + "/none.yaml"
    #expect(
      check(path) == [
        "check: cannot read \(path): No such file or directory; check the path and its permissions"
      ])
  }

  @Test("a directory that holds sets of seed data leads to one of them")
  func parent() throws {
    let scratch = try Scratch()
    _ = try scratch.write("scenarios.yaml", "profiles: { a: {} }\n")
    try scratch.directory("example")
    for (name, text) in BuiltInExample.files { _ = try scratch.write("example/\(name)", text) }
    #expect(
      check(scratch.path) == [
        "seed data: \(scratch.path) holds sets of seed data and is none; did you mean \(scratch.path)/example?"
      ])
    #expect(check("\(scratch.path)/example") == [])
  }

  @Test("a misspelt only section is told from a configuration")
  func misspelt() throws {
    let scratch = try Scratch()
    let path = try scratch.write("centre.yaml", "profile:\n  a: {}\n")
    #expect(check(path) == ["\(path):1: profile: is not a key here; did you mean \"profiles\"?"])
  }

  @Test("an office's team that the seed data have not is told, and one of the scenario's own staff is known")
  func teams() throws {
    let scratch = try Scratch()
    let text = """
      profiles:
        a:
          staff: { representatives: 2, teams: 1 }
          offices:
            - teams: [1, 100]
            - teams: [7]
        b: { base: a }
        c: { base: a, offices: [{ teams: [2] }] }
      """
    _ = try scratch.write("centre.yaml", text)
    let sentence =
      "centre.yaml:6: profiles.a.offices[1].teams[0]: there is no team 7, so nobody works there for it; "
      + "write one of 1, 2, 3, 100"
    for (profile, expected) in [("a", [sentence]), ("b", [sentence]), ("c", [])] {
      let path = try scratch.write("serve.yaml", "scenario: centre.yaml#\(profile)\n")
      #expect(check(path) == expected.map { "\(scratch.path)/\($0)" }, "\(profile)")
    }
  }
}
