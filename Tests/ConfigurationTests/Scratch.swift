import ApplianceDomain
import Configuration
import Foundation
import Testing

/// A directory that is gone after the test.
final class Scratch {
  let path: String

  init() throws {
    let name = "configuration-\(ProcessInfo.processInfo.globallyUniqueString)"
    path = FileManager.default.temporaryDirectory.appending(path: name).path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Makes a directory in it.
  func directory(_ name: String) throws {
    try FileManager.default.createDirectory(atPath: "\(path)/\(name)", withIntermediateDirectories: true)
  }

  /// Writes a file and answers its path.
  func write(_ name: String, _ text: String) throws -> String { try write(name, bytes: Array(text.utf8)) }

  /// Writes a file and answers its path.
  func write(_ name: String, bytes: [UInt8]) throws -> String {
    try Data(bytes).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
    return "\(path)/\(name)"
  }
}

/// The lines of the fault that a reading ends with; none where it succeeds.
func problems<Value>(_ body: () throws(ConfigurationFault) -> Value) -> [String] {
  do throws(ConfigurationFault) { _ = try body() } catch { return error.problems.map(\.description) }
  return []
}

/// Stands in for the hashing of plain secrets: it keeps what it was given.
func noHash(_ secret: String) -> SecretHash { SecretHash(salt: "", digest: secret) }

/// The example as files, with one text replaced by another in one of them.
func example(_ file: String, replacing old: String, with new: String) throws -> [String: String] {
  var files = BuiltInExample.files
  let text = try #require(files[file])
  try #require(text.contains(old), "\(file) has no \(old)")
  files[file] = text.replacing(old, with: new, maxReplacements: 1)
  return files
}
