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

  init(level: Logger.Level, asJSON: Bool) {
    logLevel = level
    self.asJSON = asJSON
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let message = event.message.description
    let merged = metadata.merging(event.metadata ?? [:]) { _, new in new }
    let details = merged.sorted { $0.key < $1.key }.map { ($0.key, $0.value.description) }
    let line = asJSON ? json(event.level, message, details) : text(event.level, message, details)
    line.withUnsafeBytes { bytes in _ = write(STDERR_FILENO, bytes.baseAddress, bytes.count) }
  }

  /// A message never spans lines, so that whoever reads the log can trust its lines.
  private func text(_ level: Logger.Level, _ message: String, _ details: [(String, String)]) -> [UInt8] {
    var line = "\(SystemTime.wallClock().rfc3339) \(level.rawValue): \(message)"
    for (key, value) in details { line += " \(key)=\(value)" }
    return line.utf8.map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 } + [0x0A]
  }

  private func json(_ level: Logger.Level, _ message: String, _ details: [(String, String)]) -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    for (key, value) in [
      ("time", SystemTime.wallClock().rfc3339), ("level", level.rawValue), ("message", message),
    ] {
      json.key(key)
      json.string(value)
    }
    for (key, value) in details {
      json.key(key)
      json.string(value)
    }
    json.endObject()
    json.newline()
    return json.bytes
  }
}
