import ArgumentParser
import Configuration
import MockAppliance

/// `mock-appliance generate-history`: fills a data directory with a simulated past.
struct GenerateHistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate-history",
    abstract: "Fill an empty data directory with a simulated past.",
    discussion: """
      The past ends at --clock-start, by default now, and serve goes on from there. It is what serve --history makes, \
      and takes the same flags; what is said of listeners and of the running clock has no effect. The same seed, \
      seed data, scenario, length, end and API version make the same past.

      It may be interrupted: what is there by then is a whole beginning, which serve can start on. The same command, \
      or serve --history, makes it anew from its beginning.
      """)

  @Argument(
    help: ArgumentHelp("How long it is, such as 90d, 12h or 2w (or --history).", valueName: "duration"))
  var duration: String?
  @OptionGroup(title: "Behaviour") var behaviour: BehaviourFlags
  @OptionGroup(title: "Addresses") var addresses: AddressFlags
  @OptionGroup(title: "Content and storage") var storage: StorageFlags
  @OptionGroup(title: "Time and chance") var time: TimeFlags
  @OptionGroup(title: "Operation") var operation: OperationFlags

  func run() throws {
    var flags = Self.given(behaviour.flags, addresses.flags, storage.flags, time.flags, operation.flags)
    if let duration { flags[.history] = duration }
    let configuration = try UsageError.report { () throws(ConfigurationFault) in
      try ServeConfiguration.load(flags: flags, environment: Environment.variables)
    }
    guard configuration.history != nil else {
      throw ValidationError("How long is the past to be? Write a duration, such as generate-history 90d.")
    }
    guard !configuration.isEphemeral else {
      throw ValidationError(
        "--ephemeral would keep nothing of the history: leave it out, or use serve --history.")
    }
    let code = Serving.generateHistory(configuration)
    guard code == 0 else { throw ExitCode(code) }
  }

  private static func given(_ groups: [ServeKey: String?]...) -> [ServeKey: String] {
    groups.reduce(into: [:]) { all, group in
      for (key, value) in group { all[key] = value }
    }
  }
}
