import Foundation
import Testing

/// Answers that are kept in the folder `Goldens` beside the tests; `UPDATE_GOLDENS=1` writes them anew, and the diff is
/// the review.
enum Goldens {
  static func check(
    _ bytes: [UInt8], _ name: String, beside tests: String = #filePath,
    location: SourceLocation = #_sourceLocation
  ) throws {
    let file = URL(filePath: tests).deletingLastPathComponent().appending(path: "Goldens/\(name)")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] == "1" {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: file)
      return
    }
    let kept = try Data(contentsOf: file)
    let isSame = bytes.elementsEqual(kept)
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(
      isSame, "\(name) has changed to:\n\(text)\nUPDATE_GOLDENS=1 accepts the change",
      sourceLocation: location)
  }
}
