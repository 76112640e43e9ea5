import ArgumentParser
import Configuration

/// `mock-appliance check`: says what is wrong with files, without serving.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check configuration files, scenario files and directories of seed data.",
    discussion: """
      Every problem is told on standard error, with file, line and key, and the exit code is then 2. \
      What is fine is told on standard output.
      """)

  @Argument(
    help: ArgumentHelp("A configuration or scenario file, or a directory of seed data.", valueName: "path"))
  var paths: [String]

  func run() throws {
    var isFine = true
    for path in paths {
      do throws(ConfigurationFault) { print(try Checking.check(path: path)) } catch {
        StandardError.write(error.description)
        isFine = false
      }
    }
    if !isFine { throw ExitCode(UsageError.exitCode) }
  }
}
