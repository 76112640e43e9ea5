import ArgumentParser
import Configuration

/// `mock-appliance serve`: runs the appliance.
struct ServeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Run the appliance (the default).",
    discussion: """
      Every flag is also an environment variable (--api-version is MOCK_APPLIANCE_API_VERSION) and a key of the \
      configuration file (api_version). A flag beats the environment, which beats the file. When the listeners \
      accept connections, one line on standard output says where they are.
      """)

  @OptionGroup(title: "Behaviour") var behaviour: BehaviourFlags
  @OptionGroup(title: "Addresses") var addresses: AddressFlags
  @OptionGroup(title: "Content and storage") var storage: StorageFlags
  @OptionGroup(title: "Time and chance") var time: TimeFlags
  @OptionGroup(title: "Operation") var operation: OperationFlags

  /// The flags that were given, as written.
  var flags: [ServeKey: String] {
    let groups = [behaviour.flags, addresses.flags, storage.flags, time.flags, operation.flags]
    return groups.reduce(into: [:]) { all, group in
      for (key, value) in group { all[key] = value }
    }
  }

  func run() throws {
    let configuration = try UsageError.report { () throws(ConfigurationFault) in
      try ServeConfiguration.load(flags: flags, environment: Environment.variables)
    }
    let code = Serving.run(configuration, flags: flags)
    guard code == 0 else { throw ExitCode(code) }
  }
}
