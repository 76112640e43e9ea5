import ApplianceDomain
import Configuration
import Determinism
import Testing

@Suite struct ExampleTests {
  static let example = Result { try SeedData.load(.builtInExample) { _ in SecretHash(salt: "", digest: "") } }

  @Test("the built-in example can be started under every version", arguments: [true, false])
  func starts(embassies: Bool) throws {
    let organization = try Self.example.get()
    var domain = ApplianceDomain(
      memory: Memory(organization: organization, settings: Settings()),
      capabilities: Capabilities(embassies: embassies, jumpClientStartMethod: embassies), seed: 1)
    domain.start(at: Timestamp(seconds: 1_475_280_000))
    #expect(domain.model.supportSession.count == 2)
    #expect([1, 5, 12, 30, 151].allSatisfy { domain.console[$0] != nil })
  }
}
