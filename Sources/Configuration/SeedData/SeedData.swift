public import ApplianceDomain

/// Seed data: a directory of YAML files that tells who works at the company and what is there at the start.
public enum SeedData {
  /// Hashes a secret that a file holds as plain text. The caller brings it, since hashing is not this room's.
  /// The salt and the digest are hex; the digest is SHA-256 over the salt's bytes and the secret's UTF-8.
  public typealias Hashing = (_ secret: String) -> SecretHash

  /// Reads and checks seed data.
  ///
  /// What it answers can be started: every ID is unique, every reference leads somewhere, and every session of the
  /// start finds its queue and its representative there, whatever the API version.
  ///
  /// - Parameters:
  ///   - source: the built-in set, or a directory.
  ///   - hashing: hashes plain secrets.
  /// - Throws: every problem that was found, with file, line and key.
  public static func load(
    _ source: SeedDataSource, hashing: Hashing
  ) throws(ConfigurationFault) -> Organization {
    switch source {
    case .builtInExample: try read(SeedFiles(name: "example", texts: BuiltInExample.files), hashing)
    case .directory(let directory): try read(SeedFiles.load(directory), hashing)
    }
  }

  private static func read(_ files: SeedFiles, _ hashing: Hashing) throws(ConfigurationFault) -> Organization
  {
    let problems = ProblemList()
    let organization = withoutActuallyEscaping(hashing) { hashing in
      SeedReader(files: files, problems: problems, hashing: hashing).read()
    }
    try problems.check()
    return organization
  }
}

extension Organization {
  /// This organization with the names that `serve` was told: the Company API Name, and the primary host name of the
  /// default public site, whose other host names stay.
  public func named(company: String?, hostname: String?) -> Organization {
    var named = self
    if let company { named.company.apiName = company }
    guard let hostname, let place = publicSites.firstIndex(where: { $0.id == 1 }) else { return named }
    let replaced = publicSites[place].hostnames.first
    for index in named.publicSites.indices {
      let others = named.publicSites[index].hostnames.filter { $0.lowercased() != hostname.lowercased() }
      // Every site keeps a name; where two have the same, the first one answers to it.
      if !others.isEmpty || index == place { named.publicSites[index].hostnames = others }
    }
    named.publicSites[place].hostnames.removeAll { $0 == replaced }
    named.publicSites[place].hostnames.insert(hostname, at: 0)
    return named
  }
}
