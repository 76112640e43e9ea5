import Foundation
import Testing

@Suite("the linter")
struct LintTests {
  @Test(
    "every Swift file has the checked-in form",
    .enabled(if: hasFormatter, "this toolchain has no swift-format"))
  func lint() throws {
    let (status, output) = try run([
      "format", "lint", "--strict", "--recursive", "Sources", "Tests", "bench", "Package.swift",
    ])
    #expect(status == 0, "\(output)\n`make format` mends what can be mended by itself.")
  }

  private static let hasFormatter = (try? run(["format", "--version"]).status) == 0
}

/// Runs a command of the toolchain in the root of the repository; its two outputs come back as one.
private func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = ["swift"] + arguments
  process.currentDirectoryURL = SourceTree.root
  let pipe = Pipe()
  process.standardOutput = pipe
  process.standardError = pipe
  process.standardInput = FileHandle.nullDevice
  try process.run()
  let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
  process.waitUntilExit()
  return (process.terminationStatus, String(decoding: output, as: UTF8.self))
}
