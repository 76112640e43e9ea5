import ArgumentParser
import Configuration
import Testing

@testable import ApplianceCLI

@Suite("the command line")
struct FlagTests {
  private static let valued = ServeKey.allCases.filter { $0 != .ephemeral }

  @Test("every setting has a flag of its name", arguments: valued)
  func flag(key: ServeKey) throws {
    let command = try #require(
      try MockApplianceCommand.parseAsRoot(["serve", key.flag, "x"]) as? ServeCommand)
    #expect(command.flags == [key: "x"])
  }

  @Test("without a subcommand it serves")
  func defaultSubcommand() throws {
    let command = try MockApplianceCommand.parseAsRoot(["--port", "0", "--ephemeral"]) as? ServeCommand
    #expect(command?.flags == [.port: "0", .ephemeral: "on"])
    #expect(try (MockApplianceCommand.parseAsRoot([]) as? ServeCommand)?.flags == [:])
  }

  @Test("a number below zero is the flag's value, to be refused with a reason")
  func negative() throws {
    let command =
      try MockApplianceCommand.parseAsRoot(["--clock-rate", "-1", "--seed", "-2"]) as? ServeCommand
    #expect(command?.flags == [.clockRate: "-1", .seed: "-2"])
  }

  @Test(
    "what is not promised is refused",
    arguments: [
      ["--no-such-flag"], ["serve", "--rate-limit", "on"], ["serve", "extra"],
      ["serve", "--port"], ["check"], ["certificate", "extra"],
    ])
  func refused(arguments: [String]) {
    #expect(throws: (any Error).self) { try MockApplianceCommand.parseAsRoot(arguments) }
  }
}
