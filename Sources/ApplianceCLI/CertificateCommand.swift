import ArgumentParser
import Configuration
import Glibc
import TLS

/// `mock-appliance certificate`: prints the certificate that clients should trust.
struct CertificateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "certificate",
    abstract: "Print the CA certificate that clients should trust.",
    discussion: "It is made at the first start of serve on a data directory. This command makes nothing.")

  @Option(help: ArgumentHelp("YAML configuration file, for its data directory.", valueName: "file"))
  var config: String?
  @Option(help: ArgumentHelp("Data directory (default: ./var).", valueName: "dir"))
  var data: String?
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Write the certificate to a file instead of standard output.", valueName: "file"))
  var output: String?

  func run() throws {
    let text = try Self.authority(inData: try UsageError.dataDirectory(data, config: config))
    guard let output else { return print(text, terminator: "") }
    try Self.write(text, to: output)
  }

  /// The PEM text of the data directory's authority.
  private static func authority(inData data: String) throws -> String {
    let file = CertificateAuthority.directory(inData: data) + "/ca.pem"
    guard access(file, F_OK) == 0 else {
      StandardError.write(
        "there is no CA in \(data): run mock-appliance serve on this directory once, "
          + "or name another one with --data")
      throw ExitCode.failure
    }
    do throws(Misfit) { return try TextFile.read(file) } catch {
      StandardError.write(error.message)
      throw ExitCode.failure
    }
  }

  private static func write(_ text: String, to path: String) throws {
    let file = fopen(path, "we")
    let isWritten = file.map { fputs(text, $0) >= 0 && fclose($0) == 0 } ?? false
    guard isWritten else {
      StandardError.write(
        "cannot write \(path): \(String(cString: strerror(errno))); name a file that can be written")
      throw ExitCode.failure
    }
  }
}
