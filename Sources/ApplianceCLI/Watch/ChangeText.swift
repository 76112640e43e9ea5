import Determinism
import Documents

/// The messages of a stream for a human reader: one line for each row.
enum ChangeText {
  /// `2026-03-02T10:00:00.123Z update support_session 17 queue_id=4 priority=1`
  ///
  /// The time is when the message came; the protocol has none. A message that is none of the documented ones is shown as
  /// it came.
  static func lines(of message: [UInt8], at time: Timestamp) -> [String] {
    let milliseconds = String(1000 + time.milliseconds - time.seconds * 1000).dropFirst()
    let time = "\(time.rfc3339.dropLast()).\(milliseconds)Z"
    guard let document = try? JSONValue(parsing: message), let type = document["type"]?.text else {
      return ["\(time) \(String(decoding: message, as: UTF8.self))"]
    }
    if type != "model_update" { return ["\(time) \(type)"] }
    var lines: [String] = []
    for verb in ["insert", "update", "delete"] {
      for table in document[verb]?.members ?? [] {
        let start = "\(time) \(verb) \(table.name)"
        for row in table.value.members ?? [] { lines.append("\(start) \(row.name)\(fields(row.value))") }
        for id in table.value.array ?? [] { lines.append("\(start) \(text(id))") }
      }
    }
    return lines
  }

  private static func fields(_ row: JSONValue) -> String {
    (row.members ?? []).reduce(into: "") { $0 += " \($1.name)=\(text($1.value))" }
  }

  /// Strings go without quotes where nobody can mistake them.
  private static func text(_ value: JSONValue) -> String {
    if let text = value.text, !text.isEmpty, text.utf8.allSatisfy(isPlain) { return text }
    var json = JSONWriter()
    json.value(value)
    return String(decoding: json.bytes, as: UTF8.self)
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte != 0x22 && byte != 0x3D && byte != 0x7F
  }
}
