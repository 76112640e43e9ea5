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
    #expect(
      String(decoding: bytes, as: UTF8.self) == String(decoding: kept, as: UTF8.self),
      "\(name) has changed; UPDATE_GOLDENS=1 accepts the change", sourceLocation: location)
    #expect(bytes.elementsEqual(kept), sourceLocation: location)
  }
}
