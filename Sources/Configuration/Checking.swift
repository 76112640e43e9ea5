import ApplianceDomain

/// What `check` does with a path.
public enum Checking {
  /// Reads a configuration file (with the seed data and scenarios that it names), a scenario file, or a directory of
  /// seed data.
  ///
  /// - Returns: a sentence that says what is fine.
  /// - Throws: every problem that was found, with file, line and key.
  public static func check(path: String) throws(ConfigurationFault) -> String {
    if TextFile.isDirectory(path) { return try seedData(.directory(path), name: path) }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    if SeedFiles.sections[name] != nil {
      let directory = TextFile.directory(of: path)
      throw ConfigurationFault(problems: [
        ConfigurationProblem(
          place: path, message: "is one file of seed data; check its directory, \(directory), as a whole")
      ])
    }
    if let sentence = try scenario(path) { return sentence }
    let configuration = try ServeConfiguration.load(flags: [.config: path], environment: [:])
    let first =
      "\(path): a configuration for API version \(configuration.apiVersion.rawValue), "
      + "scenario \(configuration.profile)"
    guard case .directory(let directory) = configuration.seedData else { return first }
    return try first + "\n" + seedData(configuration.seedData, name: directory)
  }

  /// What a scenario file holds; nil where the path is none. One is told by its only section, `profiles`.
  private static func scenario(_ path: String) throws(ConfigurationFault) -> String? {
    let problems = ProblemList()
    let text: String
    do throws(Misfit) { text = try TextFile.read(path) } catch { return nil }
    guard YAMLFile.root(of: text, file: path, problems: ProblemList())?.entry("profiles") != nil else {
      return nil
    }
    let profiles = ScenarioReader.load(path, place: path, problems: problems)
    try problems.check()
    let names = (profiles ?? []).map(\.name).joined(separator: ", ")
    return "\(path): scenarios with the profiles \(names)"
  }

  private static func seedData(
    _ source: SeedDataSource, name: String
  ) throws(ConfigurationFault) -> String {
    // Only whether a secret is there matters here.
    let organization = try SeedData.load(source) { _ in SecretHash(salt: "", digest: "") }
    let startup = organization.startup
    return "\(name): seed data of \(organization.company.apiName) with "
      + "\(organization.representatives.count) representatives, \(organization.teams.count) teams, "
      + "\(organization.issues.count) issues, \(organization.apiAccounts.count) API accounts, "
      + "\(startup.activeSessions.count) active and \(startup.earlierSessions.count) earlier sessions"
  }
}
