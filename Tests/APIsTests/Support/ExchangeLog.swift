import APIKit
import ApplianceDomain
import Documents
import Foundation
import HTTPMessages
import HTTPTypes
import Locking

/// Writes down what the tests asked and what they were answered, where `EXCHANGE_LOG` names a directory.
///
/// `scripts/coverage` reads it: the page docs/coverage.md compares it with the inventory of the guides.
enum ExchangeLog {
  private static let file = Lock(open())

  /// Notes one exchange as a line of JSON, where the answers keep to the guides' letter.
  static func note(_ edition: Edition, _ request: Request, status: Int, head: String, body: [UInt8]) {
    guard edition.fidelity == .documented else { return }
    guard request.path.hasPrefix("/api/") || request.path.hasPrefix("/oauth2/") || request.path == "/" else {
      return
    }
    file.withLock { file in
      guard let file else { return }
      var json = JSONWriter()
      json.beginObject()
      for (key, value) in [
        ("version", edition.version.rawValue), ("method", request.method.rawValue), ("path", request.path),
        ("query", String(decoding: request.query, as: UTF8.self)),
        ("type", request.fields.text("content-type") ?? ""),
        ("form", String(decoding: request.body, as: UTF8.self)), ("status", String(status)), ("head", head),
        // A video tells the comparison nothing.
        ("body", head.contains("Content-Type: video/") ? "" : String(decoding: body, as: UTF8.self)),
      ] {
        json.key(key)
        json.string(value)
      }
      json.endObject()
      file.write(Data(json.bytes + [0x0A]))
    }
  }

  private static func open() -> FileHandle? {
    guard let directory = ProcessInfo.processInfo.environment["EXCHANGE_LOG"] else { return nil }
    let path = "\(directory)/apis-\(ProcessInfo.processInfo.processIdentifier).jsonl"
    FileManager.default.createFile(atPath: path, contents: nil)
    return FileHandle(forWritingAtPath: path)
  }
}
