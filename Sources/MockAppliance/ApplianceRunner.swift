package import APIs
package import Changes
public import Configuration
import Glibc
import History
import Logging
import Reactor

/// Runs an appliance from its start to its end.
public enum ApplianceRunner {
  /// The real seconds that a clean end may take; what is not finished then is cut.
  static let shutdownSeconds = 10.0

  /// Serves until a signal ends it.
  ///
  /// - Parameters:
  ///   - configuration: what `serve` was told.
  ///   - reload: reads the configuration again, for SIGHUP; one that is no longer valid is told in the log.
  /// - Returns: the exit code: 0 after a clean end, 2 for a configuration that cannot work, 1 for a failure.
  public static func run(
    _ configuration: ServeConfiguration,
    reload: @escaping @Sendable () throws(ConfigurationFault) -> ServeConfiguration
  ) -> Int32 {
    let logger = logger(for: configuration)
    do throws(StartFault) {
      DescriptorLimit.raise()
      let signals = try attempt("Cannot listen for signals") { () throws(SystemFault) in try Signals() }
      let assembly = try Assembly(configuration, logger: logger, signals: signals)
      try assembly.listen()
      announce(assembly.readyLine)
      serve(assembly, signals, reload: reload, logger)
      assembly.shutdown()
      return 0
    } catch {
      return tell(error, logger)
    }
  }

  /// Fills an empty data directory with a simulated past, and opens no door.
  ///
  /// - Parameter configuration: what `serve` would be told, with the length of the past.
  /// - Returns: the exit code: 0 where the past is there, 2 for a configuration that cannot work, 1 for a failure and
  ///   where a signal has ended it.
  public static func generateHistory(_ configuration: ServeConfiguration) -> Int32 {
    let logger = logger(for: configuration)
    do throws(StartFault) {
      let signals = try attempt("Cannot listen for signals") { () throws(SystemFault) in try Signals() }
      let seedData = try Assembly.seedData(configuration)
      let addresses = Addresses(seedData, https: configuration.port)
      let identity = Assembly.identity(configuration, SessionDownloads(seed: configuration.seed), addresses)
      let maker = PastMaker(configuration, seedData, identity, signals, logger)
      guard try maker.make(seconds: configuration.history ?? 0, in: configuration.data) else {
        throw .failure(
          "there is an appliance in \(configuration.data) already: name an empty directory with --data")
      }
      return 0
    } catch {
      guard error.exitCode == 0 else { return tell(error, logger) }
      logger.notice(
        """
        stopped: \(configuration.data) has a whole beginning of the history. Start an appliance on it as it is, or give \
        the same command again, which makes it anew
        """)
      return 1
    }
  }

  /// Says why an appliance does not start; the answer is the exit code.
  private static func tell(_ fault: StartFault, _ logger: Logger) -> Int32 {
    if fault.exitCode == 0 {
      logger.notice("\(fault.sentence)")
    } else {
      logger.critical("\(fault.sentence)")
    }
    return fault.exitCode
  }

  /// Serves while `body` runs, which acts on the appliance as any other caller of it: for the bench of the stream.
  /// The ready line has been printed by then; signals do what they do by default.
  ///
  /// - Returns: the exit code, as ``run(_:reload:)``.
  package static func run(
    _ configuration: ServeConfiguration, streamLimits: StreamLimits, while body: (Appliance) -> Void
  ) -> Int32 {
    let logger = logger(for: configuration)
    do throws(StartFault) {
      let assembly = try Assembly(configuration, logger: logger, streamLimits: streamLimits)
      try assembly.listen()
      announce(assembly.readyLine)
      body(assembly.appliance)
      assembly.shutdown()
      return 0
    } catch {
      logger.critical("\(error.sentence)")
      return error.exitCode
    }
  }

  private static func serve(
    _ assembly: Assembly, _ signals: Signals, reload: () throws(ConfigurationFault) -> ServeConfiguration,
    _ logger: Logger
  ) {
    while true {
      switch signals.next() {
      case .terminate, .interrupt: return
      case .hangUp:
        do throws(ConfigurationFault) {
          assembly.apply(try reload())
        } catch {
          logger.error("the configuration is not applied: \(error)")
        }
      }
    }
  }

  /// The only line on standard output: who waits for it reads one line and knows all addresses.
  private static func announce(_ line: String) {
    Array((line + "\n").utf8).withUnsafeBytes { _ = write(STDOUT_FILENO, $0.baseAddress, $0.count) }
  }

  private static func logger(for configuration: ServeConfiguration) -> Logger {
    let level = Logger.Level(rawValue: configuration.logLevel.rawValue) ?? .info
    let asJSON = configuration.logFormat == .json
    return Logger(label: "mock-appliance") { _ in StandardErrorLog(level: level, asJSON: asJSON) }
  }

  /// Turns an operating system's fault into the reason why the appliance does not start.
  static func attempt<T>(_ operation: String, _ body: () throws(SystemFault) -> T)
    throws(StartFault) -> T
  {
    do throws(SystemFault) { return try body() } catch { throw .failure("\(operation): \(error)") }
  }
}
