public import Simulation

/// The scenario file inside the binary, as it was when the binary was built.
public enum BuiltInScenarios {
  /// The text of `seed-data/scenarios.yaml`.
  public static let file = String(decoding: PackageResources.scenarios_yaml, as: UTF8.self)

  /// Its profiles, by name.
  public static let profiles: [String: Scenario] = {
    let problems = ProblemList()
    let read = ScenarioReader.read(file, file: "scenarios.yaml", base: [:], problems: problems)
    precondition(problems.isEmpty, "The built-in scenarios are checked by a test")
    return Dictionary(uniqueKeysWithValues: read.map { ($0.name, $0.scenario) })
  }()

  /// What is simulated when nothing is said.
  public static let defaultProfile = "quiet"
}
