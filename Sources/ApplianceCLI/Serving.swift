import Configuration
import MockAppliance

/// The seam between the command line and the appliance.
enum Serving {
  /// Runs an appliance to its end; the answer is the exit code.
  ///
  /// - Parameter flags: the flags that were given, to read the configuration again on SIGHUP.
  static func run(_ configuration: ServeConfiguration, flags: [ServeKey: String]) -> Int32 {
    ApplianceRunner.run(configuration) { () throws(ConfigurationFault) in
      try ServeConfiguration.load(flags: flags, environment: Environment.variables)
    }
  }
}

extension Serving {
  /// Fills a data directory with a simulated past; the answer is the exit code.
  static func generateHistory(_ configuration: ServeConfiguration) -> Int32 {
    ApplianceRunner.generateHistory(configuration)
  }
}
