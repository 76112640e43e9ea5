import ArgumentParser
import Configuration
import Glibc

/// The command line: `mock-appliance [subcommand] [flags]`.
@main
struct MockApplianceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mock-appliance",
    abstract: "A stand-in for a Remote Support appliance, for building and testing integrations.",
    discussion: """
      Without a subcommand it serves. Exit codes: 0 after a clean end, 1 for a failure while running, \
      2 for wrong usage or configuration.
      """,
    version: ProductVersion.text,
    subcommands: [
      ServeCommand.self, CheckCommand.self, CertificateCommand.self, WatchCommand.self, LoadCommand.self,
      BackupCommand.self, RestoreCommand.self, GenerateHistoryCommand.self,
    ],
    defaultSubcommand: ServeCommand.self)

  /// The library's own `main` ends with 64 on wrong usage; ours ends with 2, as promised.
  static func main() {
    // A file that may not grow any more (ulimit -f) is a full disk, which is told; the signal would end us in silence.
    signal(SIGXFSZ, SIG_IGN)
    do {
      var command = try parseAsRoot()
      do { try command.run() } catch let error as ValidationError {
        throw usage(error, of: type(of: command).configuration.commandName)
      }
    } catch {
      Glibc.exit(end(with: error))
    }
    Glibc.exit(0)
  }

  /// Says what a subcommand finds wrong with how it is used; the library's words for that would be of all subcommands.
  private static func usage(_ error: ValidationError, of subcommand: String?) -> ExitCode {
    let command = subcommand.map { " \($0)" } ?? ""
    StandardError.write(
      "Error: \(error.message)\n  See 'mock-appliance\(command) --help' for more information.")
    return ExitCode(UsageError.exitCode)
  }

  /// Says what ended the program, and answers its exit code.
  private static func end(with error: any Error) -> Int32 {
    let code = exitCode(for: error)
    let message = fullMessage(for: error)
    if code.isSuccess {
      if !message.isEmpty { print(message) }
      return 0
    }
    if !message.isEmpty { StandardError.write(message) }
    return code == .validationFailure ? UsageError.exitCode : code.rawValue
  }
}

/// Wrong usage or configuration: it has been reported, and the program ends.
enum UsageError {
  static let exitCode: Int32 = 2

  /// Reports what is wrong, a line for each problem, and ends with exit code 2.
  static func report<Value>(_ body: () throws(ConfigurationFault) -> Value) throws -> Value {
    do throws(ConfigurationFault) { return try body() } catch {
      StandardError.write(error.description)
      throw ExitCode(exitCode)
    }
  }
}

/// Where messages go; standard output belongs to what was asked for.
enum StandardError {
  static func write(_ message: String) {
    var bytes = ArraySlice((message + "\n").utf8)
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
      guard written > 0 else { return }  // There is nowhere left to complain.
      bytes = bytes.dropFirst(written)
    }
  }
}

/// The process's environment.
enum Environment {
  static var variables: [String: String] {
    var variables: [String: String] = [:]
    var next = environ
    while let entry = next.pointee {
      let text = String(cString: entry)
      if let equals = text.firstIndex(of: "=") {
        variables[String(text[..<equals])] = String(text[text.index(after: equals)...])
      }
      next = next.advanced(by: 1)
    }
    return variables
  }
}
