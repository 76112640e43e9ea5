import ArgumentParser
import Backups
import Configuration
import Determinism
import MockAppliance

/// `mock-appliance backup`: writes a backup of a data directory.
struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Write a backup of a data directory, as /api/backup serves it.",
    discussion: """
      An appliance may be running on the directory meanwhile, and goes on. The path of the backup is printed, unless \
      it is a pipe or a device, which takes the backup as it comes: --output /dev/stdout | ssh elsewhere 'cat > b.nsb'.
      """)

  @Option(help: ArgumentHelp("YAML configuration file, for its data directory.", valueName: "file"))
  var config: String?
  @Option(help: ArgumentHelp("Data directory (default: ./var).", valueName: "dir"))
  var data: String?
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "File to write; one that is there is replaced (default: HOST-backup-TIME.nsb).", valueName: "file"))
  var output: String?

  func run() throws {
    let data = try UsageError.dataDirectory(data, config: config)
    do {
      // A pipe may be standard output itself.
      if let path = try DataDirectory.backUp(data, to: output) { print(path) }
    } catch {
      StandardError.write("\(error)")
      throw ExitCode.failure
    }
  }
}

/// `mock-appliance restore`: brings a backup back.
struct RestoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Bring a backup back into a data directory that has no appliance yet.",
    discussion: """
      The whole file is checked first: one that is damaged, foreign or of a newer release changes nothing.
      """)

  @Argument(help: ArgumentHelp("The backup.", valueName: "file"))
  var file: String
  @Option(help: ArgumentHelp("YAML configuration file, for its data directory.", valueName: "file"))
  var config: String?
  @Option(help: ArgumentHelp("Data directory (default: ./var).", valueName: "dir"))
  var data: String?

  func run() throws {
    let data = try UsageError.dataDirectory(data, config: config)
    do {
      let manifest = try DataDirectory.restore(file, to: data)
      print("restored \(manifest.hostname) as of \(manifest.made.rfc3339) to \(data)")
    } catch {
      StandardError.write("\(error)")
      throw ExitCode.failure
    }
  }
}

extension UsageError {
  /// The data directory that flags, environment and configuration file name.
  static func dataDirectory(_ data: String?, config: String?) throws -> String {
    try report { () throws(ConfigurationFault) in
      var flags: [ServeKey: String] = [:]
      flags[.config] = config
      flags[.data] = data
      return try ServeConfiguration.load(flags: flags, environment: Environment.variables)
    }.data
  }
}
