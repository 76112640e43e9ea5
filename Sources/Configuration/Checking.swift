import ApplianceDomain

/// What `check` does with a path.
public enum Checking {
  /// Reads a configuration file (with the seed data that it names), or a directory of seed data.
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
    let configuration = try ServeConfiguration.load(flags: [.config: path], environment: [:])
    let first = "\(path): a configuration for API version \(configuration.apiVersion.rawValue)"
    guard case .directory(let directory) = configuration.seedData else { return first }
    return try first + "\n" + seedData(configuration.seedData, name: directory)
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
