/// The files of seed data, and the sections that each may hold.
struct SeedFiles {
  /// What messages call the directory.
  let name: String
  /// The texts, by file name.
  let texts: [String: String]

  /// Each file with its sections. Only company.yaml must be there.
  static let sections: [String: [String]] = [
    "company.yaml": ["company", "public_sites", "languages"],
    "appliances.yaml": ["appliance", "failover", "cluster"],
    "representatives.yaml": ["skills", "statuses", "representatives"],
    "teams.yaml": ["teams", "embassies"],
    "issues.yaml": ["issues", "custom_fields"],
    "surveys.yaml": ["customer_survey", "representative_survey"],
    "jump.yaml": [
      "jumpoints", "jump_groups", "jump_policies", "session_policies", "jump_clients", "jump_items",
    ],
    "accounts.yaml": ["api_accounts"],
    "startup.yaml": ["session_keys", "active_sessions", "earlier_sessions", "earlier_presentations"],
  ]

  /// Reads the YAML files of a directory; other files are left alone.
  static func load(_ directory: String) throws(ConfigurationFault) -> SeedFiles {
    let problems = ProblemList()
    var texts: [String: String] = [:]
    do throws(Misfit) {
      let names = try TextFile.names(in: directory)
      if let set = names.first(where: { TextFile.exists("\(directory)/\($0)/company.yaml") }),
        !names.contains("company.yaml")
      {
        throw Misfit("\(directory) holds sets of seed data and is none; did you mean \(directory)/\(set)?")
      }
      for name in names where isYAML(name) {
        guard sections[name] != nil else {
          let mend = Suggestion.mend(name, among: sections.keys.sorted())
          problems.add("\(directory)/\(name)", "is not a file of seed data; \(mend)")
          continue
        }
        texts[name] = try TextFile.read("\(directory)/\(name)")
      }
    } catch { problems.add("seed data", error.message) }
    try problems.check()
    return SeedFiles(name: directory, texts: texts)
  }

  private static func isYAML(_ name: String) -> Bool {
    !name.hasPrefix(".") && (name.hasSuffix(".yaml") || name.hasSuffix(".yml"))
  }
}
