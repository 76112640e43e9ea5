import ApplianceDomain
import Configuration
import Testing

@Suite("seed data")
struct SeedDataTests {
  struct Case: Sendable, CustomStringConvertible {
    let file: String
    let old: String
    let new: String
    let expected: String
    /// How many lines below the replaced text the problem stands.
    let below: Int

    init(_ file: String, _ old: String, _ new: String, _ expected: String, below: Int = 0) {
      (self.file, self.old, self.new, self.expected, self.below) = (file, old, new, expected, below)
    }

    /// The line that the problem names.
    func line() throws -> Int {
      let text = try #require(BuiltInExample.files[file])
      let start = try #require(text.firstRange(of: old)).lowerBound
      return text[..<start].count { $0 == "\n" } + 1 + below
    }

    var description: String { "\(file): \(new)" }
  }

  @Test("what the domain could not start with is refused, with file, line and key", arguments: wrong)
  func refused(_ wrong: Case) throws {
    let files = try example(wrong.file, replacing: wrong.old, with: wrong.new)
    let scratch = try Scratch()
    for (name, text) in files { _ = try scratch.write(name, text) }
    let found = problems { () throws(ConfigurationFault) in
      try SeedData.load(.directory(scratch.path), hashing: noHash)
    }
    let told = found.first { $0.contains(wrong.expected) }
    let line = try wrong.line()
    #expect(told?.hasPrefix("\(scratch.path)/\(wrong.file):\(line): ") == true, "line \(line): \(found)")
  }

  @Test("only company.yaml must be there")
  func minimal() throws {
    let scratch = try Scratch()
    let missing = problems { () throws(ConfigurationFault) in
      try SeedData.load(.directory(scratch.path), hashing: noHash)
    }
    #expect(missing == ["\(scratch.path)/company.yaml: is missing or empty; write company and public_sites"])
    _ = try scratch.write("company.yaml", try #require(BuiltInExample.files["company.yaml"]))
    _ = try scratch.write("notes.txt", "not ours")
    let organization = try SeedData.load(.directory(scratch.path), hashing: noHash)
    #expect(organization.representatives.isEmpty)
  }

  @Test("a YAML file with another name is refused, with the name that was meant")
  func wrongName() throws {
    let scratch = try Scratch()
    _ = try scratch.write("team.yaml", "teams: []\n")
    let found = problems { () throws(ConfigurationFault) in
      try SeedData.load(.directory(scratch.path), hashing: noHash)
    }
    #expect(
      found == ["\(scratch.path)/team.yaml: is not a file of seed data; did you mean \"teams.yaml\"?"])
  }

  @Test("a directory that is not there is refused")
  func noDirectory() {
    let found = problems { () throws(ConfigurationFault) in
      try SeedData.load(.directory("no/such"), hashing: noHash)
    }
    #expect(found.count == 1)
    #expect(found.first?.contains("cannot read no/such: No such file or directory") == true)
  }

  @Test("a plain secret is hashed by the caller")
  func plainSecret() throws {
    let scratch = try Scratch()
    _ = try scratch.write("company.yaml", try #require(BuiltInExample.files["company.yaml"]))
    _ = try scratch.write(
      "accounts.yaml",
      """
      api_accounts:
        - client_id: "0123456789012345678901234567890123456789"
          client_secret_plain: open sesame
          name: Plain
          enabled: false
          permissions: { perm_command: read_only, perm_backup: 1, perm_ecm: 0 }
      """)
    let organization = try SeedData.load(.directory(scratch.path)) { secret in
      SecretHash(salt: "aa", digest: "hash of \(secret)")
    }
    let expected = APIAccount(
      clientID: "0123456789012345678901234567890123456789", name: "Plain",
      secret: SecretHash(salt: "aa", digest: "hash of open sesame"), isEnabled: false,
      permissions: Permissions(command: .readOnly, granted: [.backup]))
    #expect(organization.apiAccounts == [expected])
  }

  @Test("check reads a configuration with its seed data, or a directory")
  func check() throws {
    let scratch = try Scratch()
    for (name, text) in BuiltInExample.files { _ = try scratch.write(name, text) }
    let seedData = "\(scratch.path): seed data of example with 8 representatives"
    #expect(try Checking.check(path: scratch.path).hasPrefix(seedData))
    let other = try Scratch()
    let path = try other.write("serve.yaml", "seed_data: \(scratch.path)\n")
    #expect(try Checking.check(path: path).contains("API version 1.21.1, scenario quiet\n\(seedData)"))
    let one = problems { () throws(ConfigurationFault) in
      try Checking.check(path: "\(scratch.path)/teams.yaml")
    }
    #expect(one.first?.contains("check its directory") == true)
  }
}
