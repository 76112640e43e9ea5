import ApplianceDomain
import Configuration
import Determinism
import Foundation
import TLS
import Testing

@Suite("the built-in example")
struct ExampleTests {
  let organization: Organization

  init() throws { organization = try SeedData.load(.builtInExample, hashing: noHash) }

  @Test("it can be started, with embassies and without", arguments: [true, false])
  func starts(embassies: Bool) throws {
    var domain = ApplianceDomain(
      memory: Memory(organization: organization, settings: Settings()),
      capabilities: Capabilities(embassies: embassies, jumpClientStartMethod: embassies), seed: 1)
    domain.start(at: Timestamp(seconds: 1_475_280_000))
    #expect(domain.model.supportSession.count == 2)
    #expect([1, 5, 12, 30, 151].allSatisfy { domain.console[$0] != nil })
    #expect(domain.sessions["c69a8e10bea9428f816cfababe9815fe"]?.owner == 12)
    #expect(domain.isAvailable(.team(1)))
  }

  @Test("what is embedded is what the files say")
  func embedded() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let directory = root.appending(path: "seed-data/example").path
    var files: [String: String] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: directory) {
      files[name] = try String(contentsOfFile: "\(directory)/\(name)", encoding: .utf8)
    }
    #expect(BuiltInExample.files == files)
    #expect(try SeedData.load(.directory(directory), hashing: noHash) == organization)
  }

  @Test("the printed names and numbers are there")
  func printed() {
    let index = OrganizationIndex(organization)
    #expect(organization.company == Company(apiName: "example", displayName: "Example Company"))
    #expect(organization.publicSites.map(\.id) == [1, 2])
    #expect(organization.publicSites.map(\.hostnames) == [["support.example.com"], ["remote.example.com"]])
    #expect([1, 30].map { index.representative($0)?.publicDisplayName } == ["Admin", "Admin"])
    #expect(index.representative(12)?.publicDisplayName == "John")
    #expect(index.representatives(username: "admin") == [1])
    #expect(organization.teams.filter(\.isPersistent).map(\.id) == [1])
    #expect(index.issue(1)?.codeName == "other")
    #expect(index.issue(12) != nil)
    #expect(index.issue(codeName: "Issue_Code_Name") != nil)
    #expect(index.issue(codeName: "install_update") != nil)
    #expect(index.embassy(1) != nil)
    #expect(["custom_field1", "custom_field2", "external_key"].allSatisfy(index.hasCustomField))
    #expect(["codename1", "codename2", "skill1", "skill2", "skill11", "skill12"].allSatisfy(index.hasSkill))
    #expect(organization.jumpoints.map(\.name) == ["London", "Network01"])
    #expect(organization.jumpGroups.map(\.codeName) == ["remote_access"])
    #expect(organization.jumpPolicies.map(\.codeName) == ["Notify"])
    #expect(organization.sessionPolicies.map(\.codeName) == ["Servers"])
    #expect(organization.licenses == 8)
    let extended = organization.representatives.filter(\.extendedAvailabilityAtStart)
    #expect(extended.count == 8)
    #expect(organization.jumpClients.count == 3)
    #expect(organization.jumpItems.map(\.id) == [1, 2])
    #expect(organization.appliances.failover?.role == .primary)
    #expect(organization.appliances.failover?.peerIsReachable == true)
    #expect(organization.appliances.cluster == nil)
    #expect(organization.statuses.map(\.codeName) == ["available", "busy"])
    #expect(
      organization.startup.sessionKeys.map(\.shortKey)
        == ["1234567", "2962035", "1728331", "8679485", "8347482", "7683902"])
    #expect(
      organization.startup.earlierSessions.map(\.lsid)
        == ["a5eaaa58591047b88556f944804227b0", "5bf07601298b495b87310da9ce571e22"])
  }

  @Test("the printed secrets are those of the account and of admin")
  func secrets() throws {
    let account = try #require(organization.apiAccounts.first)
    #expect(account.clientID == "e52a9aa6fc0508ddf3a40601a736b230a1bebcd1")
    #expect(account.permissions == .all)
    let admin = try #require(organization.representatives.first { $0.id == 1 }?.password)
    #expect(
      kept(salt: account.secret.salt, digest: account.secret.digest)?.matches(
        "BU5u0fVEb1qEWuHdBK9AR6q9+O1CB26squ1susfJ0LsK") == true)
    #expect(kept(salt: admin.salt, digest: admin.digest)?.matches("password") == true)
    #expect(kept(salt: admin.salt, digest: admin.digest)?.matches("Password") == false)
  }

  @Test("company and host name give way to those that serve was told")
  func named() {
    let named = organization.named(company: "acme", hostname: "help.acme.test")
    #expect(named.company.apiName == "acme")
    #expect(named.company.displayName == "Example Company")
    #expect(named.publicSites.map(\.hostnames) == [["help.acme.test"], ["remote.example.com"]])
    #expect(organization.named(company: nil, hostname: nil) == organization)
  }

  @Test("a host name that another site had leads to the first one, and every site keeps a name")
  func moved() {
    let named = organization.named(company: nil, hostname: "remote.example.com")
    #expect(named.publicSites.map(\.hostnames) == [["remote.example.com"], ["remote.example.com"]])
    #expect(OrganizationIndex(named).site(hostname: "remote.example.com").id == 1)
  }

  /// The hash as the room that computes hashes reads it; the domain's type has the same name.
  private func kept(salt: String, digest: String) -> TLS.SecretHash? {
    TLS.SecretHash("sha256$\(salt)$\(digest)")
  }
}
