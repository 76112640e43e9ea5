import Determinism
import Documents
import Glibc
import Logging
import Reactor

/// The log: a line for each message, on standard error, as text or as a JSON object.
struct StandardErrorLog: LogHandler {
  var logLevel: Logger.Level
  var metadata: Logger.Metadata = [:]
  var metadataProvider: Logger.MetadataProvider?
  let asJSON: Bool

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let merged = metadata.merging(event.metadata ?? [:]) { _, new in new }
    let details = merged.sorted { $0.key < $1.key }.map { ($0.key, $0.value.description) }
    let line = asJSON ? json(event.level, event.message.description, details) : text(event.level, event.message.description, details)
    line.withUnsafeBytes { bytes in _ = write(STDERR_FILENO, bytes.baseAddress, bytes.count) }
  }

  private func text(_ level: Logger.Level, _ message: String, _ details: [(String, String)]) -> [UInt8] {
    var line = "\(SystemTime.wall().rfc3339) \(level.rawValue): \(message)"
    for (key, value) in details { line += " \(key)=\(value)" }
    // A message never spans lines, so that whoever reads the log can trust its lines.
    return Array(line.utf8.map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 }) + [0x0A]
  }

  private func json(_ level: Logger.Level, _ message: String, _ details: [(String, String)]) -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.key("time")
    json.string(SystemTime.wall().rfc3339)
    json.key("level")
    json.string(level.rawValue)
    json.key("message")
    json.string(message)
    for (key, value) in details {
      json.key(key)
      json.string(value)
    }
    json.endObject()
    json.newline()
    return json.bytes
  }
}
