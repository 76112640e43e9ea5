import Simulation

/// What `--scenario` names: a profile of the scenario file inside the binary (`busy`), or one of a file of the
/// user's own (`centre.yaml#monday`; without a name, the first one in it).
enum ScenarioChoice: Equatable {
  case profile(String)
  case file(String, profile: String?)

  /// A word is a profile, and a path with an ending, a directory or a `#` is a file.
  init(_ text: String) {
    let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let isFile = parts.count > 1 || text.contains("/") || text.hasSuffix(".yaml") || text.hasSuffix(".yml")
    self = isFile ? .file(parts[0], profile: parts.count > 1 ? parts[1] : nil) : .profile(text)
  }
}

/// The profiles that a start knows, and the one that it begins with.
struct ChosenScenario {
  var profile: String
  var scenario: Scenario
  var profiles: [String: Scenario]
  /// The teams that its offices name, where it is of a file of the user's own.
  var teams: [TeamMention] = []

  /// What is chosen when nothing is said.
  static var standard: ChosenScenario {
    ChosenScenario(
      profile: BuiltInScenarios.defaultProfile, scenario: BuiltInScenarios.profiles.scenario,
      profiles: BuiltInScenarios.profiles)
  }

  /// Follows the choice; nil where it leads nowhere, which is reported at `place`.
  init?(_ choice: ScenarioChoice, place: String, problems: ProblemList) {
    switch choice {
    case .profile(let name):
      self.init(name, in: BuiltInScenarios.profiles, place: place, problems: problems)
    case .file(let path, let name):
      guard let read = ScenarioReader.load(path, place: place, problems: problems),
        let first = read.first?.name
      else { return nil }
      let own = Dictionary(read.map { ($0.name, $0.scenario) }) { first, _ in first }
      if let name, own[name] == nil {
        let mend = Suggestion.mend(name, among: read.map(\.name))
        problems.add(place, "\(Misfit.quote(name)) is not a profile of \(path); \(mend)")
        return nil
      }
      let profiles = BuiltInScenarios.profiles.merging(own) { _, own in own }
      self.init(name ?? first, in: profiles, place: place, problems: problems)
      teams = read.first { $0.name == profile }?.teams ?? []
    }
  }

  private init?(_ name: String, in profiles: [String: Scenario], place: String, problems: ProblemList) {
    guard let scenario = profiles[name] else {
      let mend = Suggestion.mend(name, among: profiles.keys.sorted())
      problems.add(
        place,
        "\(Misfit.quote(name)) is not a profile; \(mend), or write the path of a scenario file, such as "
          + "./centre.yaml")
      return nil
    }
    self.init(profile: name, scenario: scenario, profiles: profiles)
  }

  private init(profile: String, scenario: Scenario, profiles: [String: Scenario]) {
    self.profile = profile
    self.scenario = scenario
    self.profiles = profiles
  }
}

extension [String: Scenario] {
  fileprivate var scenario: Scenario { self[BuiltInScenarios.defaultProfile] ?? Scenario() }
}
