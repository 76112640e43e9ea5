import ApplianceDomain
import Simulation

/// What `check` does with a path.
public enum Checking {
  /// Reads a configuration file (with the seed data and scenarios that it names), a scenario file, one of its profiles
  /// (FILE#PROFILE), or a directory of seed data.
  ///
  /// - Returns: a sentence that says what is fine.
  /// - Throws: every problem that was found, with file, line and key.
  public static func check(path: String) throws(ConfigurationFault) -> String {
    if TextFile.isDirectory(path) { return sentence(try organization(.directory(path)), name: path) }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    if SeedFiles.sections[name] != nil {
      let directory = TextFile.directory(of: path)
      throw ConfigurationFault(problems: [
        ConfigurationProblem(
          place: path, message: "is one file of seed data; check its directory, \(directory), as a whole")
      ])
    }
    if case .file(_, profile: _?) = ScenarioChoice(path), !TextFile.exists(path) { return try profile(path) }
    let text: String
    do throws(Misfit) { text = try TextFile.read(path) } catch {
      throw ConfigurationFault(problems: [ConfigurationProblem(place: "check", message: error.message)])
    }
    if isScenario(text, path) { return try scenario(path) }
    return try configuration(path)
  }

  /// What is chosen by FILE#PROFILE, as `--scenario` takes it.
  private static func profile(_ choice: String) throws(ConfigurationFault) -> String {
    let problems = ProblemList()
    let chosen = ChosenScenario(ScenarioChoice(choice), place: "check", problems: problems)
    try problems.check()
    return "\(choice): a scenario with the profile \(chosen?.profile ?? "")"
  }

  private static func configuration(_ path: String) throws(ConfigurationFault) -> String {
    let configuration = try ServeConfiguration.load(flags: [.config: path], environment: [:])
    let organization = try organization(configuration.seedData)
    let problems = configuration.unknownTeams(
      in: organization.staffed(by: configuration.scenario.staff, seed: configuration.seed))
    if !problems.isEmpty { throw ConfigurationFault(problems: problems) }
    let first =
      "\(path): a configuration for API version \(configuration.apiVersion.rawValue), "
      + "scenario \(configuration.profile)"
    guard case .directory(let directory) = configuration.seedData else { return first }
    return first + "\n" + sentence(organization, name: directory)
  }

  /// Whether a file is one of scenarios: it is told by its only section, even where that is misspelt.
  private static func isScenario(_ text: String, _ path: String) -> Bool {
    guard let root = YAMLFile.root(of: text, file: path, problems: ProblemList()), root.isMapping else {
      return false
    }
    let words = [ScenarioReader.section] + ServeKey.allCases.map(\.rawValue)
    return root.pairs.contains { Suggestion.closest(to: $0.key, among: words) == ScenarioReader.section }
  }

  private static func scenario(_ path: String) throws(ConfigurationFault) -> String {
    let problems = ProblemList()
    let profiles = ScenarioReader.load(path, place: path, problems: problems)
    try problems.check()
    let names = (profiles ?? []).map(\.name).joined(separator: ", ")
    return "\(path): scenarios with the profiles \(names)"
  }

  private static func organization(_ source: SeedDataSource) throws(ConfigurationFault) -> Organization {
    // Only whether a secret is there matters here.
    try SeedData.load(source) { _ in SecretHash(salt: "", digest: "") }
  }

  private static func sentence(_ organization: Organization, name: String) -> String {
    let startup = organization.startup
    return "\(name): seed data of \(organization.company.apiName) with "
      + "\(organization.representatives.count) representatives, \(organization.teams.count) teams, "
      + "\(organization.issues.count) issues, \(organization.apiAccounts.count) API accounts, "
      + "\(startup.activeSessions.count) active and \(startup.earlierSessions.count) earlier sessions"
  }
}
