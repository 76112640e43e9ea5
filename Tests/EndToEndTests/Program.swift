import Foundation
import Testing

/// A test program in Python, run by the virtual environment's interpreter against the built appliance.
struct Program {
  struct Outcome {
    let status: Int32
    let output: String
  }

  /// Why a program could not be run at all; the sentence says what mends it.
  struct Obstacle: Error, CustomStringConvertible {
    let description: String
  }

  let name: String

  /// Runs the program to its end. At the deadline it is asked to stop, and has its appliances stopped then.
  func run(deadline: TimeInterval = 180) async throws -> Outcome {
    let output = FileManager.default.temporaryDirectory.appending(path: "\(name)-\(getpid()).log")
    _ = FileManager.default.createFile(atPath: output.path, contents: nil)
    defer { try? FileManager.default.removeItem(at: output) }

    let process = Process()
    process.executableURL = try Self.interpreter()
    process.arguments = ["-u", Self.folder.appending(path: name).path]
    process.environment = ProcessInfo.processInfo.environment.merging([
      "MOCK_APPLIANCE_BINARY": try Self.appliance().path, "PYTHONDONTWRITEBYTECODE": "1",
    ]) { $1 }
    process.standardInput = FileHandle.nullDevice
    let log = try FileHandle(forWritingTo: output)
    process.standardOutput = log
    process.standardError = log
    try await Self.end(of: process, deadline: deadline)
    let text = String(decoding: try Data(contentsOf: output), as: UTF8.self)
    return Outcome(status: process.terminationStatus, output: text)
  }

  /// Runs a process without holding a thread, for the other tests need the few that there are.
  private static func end(of process: Process, deadline: TimeInterval) async throws {
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
      process.terminationHandler = { _ in continuation.resume() }
      do { try process.run() } catch { return continuation.resume(throwing: error) }
      let pid = process.processIdentifier
      DispatchQueue.global().asyncAfter(deadline: .now() + deadline) {
        if process.isRunning { kill(pid, SIGTERM) }
      }
    }
  }

  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(
    path: "python")

  private static func interpreter() throws -> URL {
    let root = folder.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let python = root.appending(path: ".venv/bin/python3")
    guard FileManager.default.isExecutableFile(atPath: python.path) else {
      throw Obstacle(
        description: "\(python.path) is missing: `make test` makes the virtual environment of these tests.")
    }
    return python
  }

  /// The appliance that was built together with this test bundle, and so lies beside it.
  private static func appliance() throws -> URL {
    let beside =
      CommandLine.arguments.compactMap(bundleFolder)
      + [Bundle.main.executableURL, Bundle.main.bundleURL]
      .compactMap { $0?.deletingLastPathComponent() }
    let candidates = beside.map { $0.appending(path: "mock-appliance") }
    guard let found = candidates.first(where: { FileManager.default.isExecutableFile(atPath: $0.path) })
    else {
      throw Obstacle(
        description: "mock-appliance is not among \(candidates.map(\.path)): `swift build` makes it.")
    }
    return found
  }

  private static func bundleFolder(_ argument: String) -> URL? {
    guard argument.hasSuffix(".xctest") else { return nil }
    return URL(fileURLWithPath: argument).deletingLastPathComponent()
  }
}

/// Expects the program to end well; its output explains itself when it does not.
func pass(_ program: String, sourceLocation: SourceLocation = #_sourceLocation) async throws {
  let outcome = try await Program(name: program).run()
  #expect(outcome.status == 0, "\(program) said:\n\(outcome.output)", sourceLocation: sourceLocation)
}
