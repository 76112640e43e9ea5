import Foundation

extension FuzzTarget {
  /// The inputs that are kept for the target, in the order of their names: the smallest set that reaches all that was
  /// ever reached, and what once broke a property.
  ///
  /// - Throws: where the folder or one of its files cannot be read, so that none is passed over in silence.
  public func corpus() throws -> [[UInt8]] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(
      path: "Corpora/\(name)")
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    return try files.sorted { $0.path < $1.path }.map { try Array(Data(contentsOf: $0)) }
  }

  /// Runs the target on every input of its corpus; answers how many there are. Where a property is broken the process
  /// ends; `make fuzz TARGET=… SECONDS=1` then names the file.
  public func replay() throws -> Int {
    let inputs = try corpus()
    for input in inputs { input.withUnsafeBytes(run) }
    return inputs.count
  }
}
