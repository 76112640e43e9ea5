import APIs
import ArgumentParser
import Configuration
import Documents

/// `mock-appliance check`: says what is wrong with files, without serving.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check configuration files, scenario files, directories of seed data and console scripts.",
    discussion: """
      Every problem is told on standard error, with file, line and key, and the exit code is then 2. \
      What is fine is told on standard output.
      """)

  @Argument(
    help: ArgumentHelp(
      "A configuration or scenario file, a directory of seed data, or a console script (FILE.brcs-COMPANY).",
      valueName: "path"))
  var paths: [String]

  func run() throws {
    var isFine = true
    for path in paths {
      do throws(ConfigurationFault) { print(try check(path)) } catch {
        StandardError.write(error.description)
        isFine = false
      }
    }
    if !isFine { throw ExitCode(UsageError.exitCode) }
  }

  private func check(_ path: String) throws(ConfigurationFault) -> String {
    guard ConsoleScriptCheck.isScript(path: path), !TextFile.isDirectory(path) else {
      return try Checking.check(path: path)
    }
    guard !ConsoleScriptCheck.lacksCompany(path: path) else {
      throw ConfigurationFault(problems: [
        ConfigurationProblem(
          place: path, message: "the company is missing at the end of the name; name it FILE.brcs-COMPANY")
      ])
    }
    let text: String
    do throws(Misfit) { text = try TextFile.read(path) } catch {
      throw ConfigurationFault(problems: [ConfigurationProblem(place: "check", message: error.message)])
    }
    let checked = ConsoleScriptCheck(text)
    guard checked.faults.isEmpty else {
      throw ConfigurationFault(
        problems: checked.faults.map { fault in
          let key = fault.key.map { ": \($0)" } ?? ""
          return ConfigurationProblem(
            place: "\(path):\(fault.line):\(fault.column)\(key)", message: fault.message)
        })
    }
    return "\(path): a console script with the commands \(checked.actions.joined(separator: ", "))"
  }
}
