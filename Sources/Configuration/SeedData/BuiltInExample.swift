/// The `example` set, as it was when the binary was built.
public enum BuiltInExample {
  /// The texts of the files of `seed-data/example`, by name.
  public static let files: [String: String] = [
    "accounts.yaml": text(PackageResources.accounts_yaml),
    "appliances.yaml": text(PackageResources.appliances_yaml),
    "company.yaml": text(PackageResources.company_yaml),
    "issues.yaml": text(PackageResources.issues_yaml),
    "jump.yaml": text(PackageResources.jump_yaml),
    "representatives.yaml": text(PackageResources.representatives_yaml),
    "startup.yaml": text(PackageResources.startup_yaml),
    "surveys.yaml": text(PackageResources.surveys_yaml),
    "teams.yaml": text(PackageResources.teams_yaml),
  ]

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
