/// Puts lines together from messages: a message may hold several lines, and a line may come in several messages.
struct LineBuffer {
  private var bytes: [UInt8] = []
  /// Where the unread part begins.
  private var start = 0
  /// How often the unfinished line has been looked at as if it were finished.
  private(set) var attempts = 0

  /// The bytes of the line that has not ended yet.
  var unfinishedCount: Int { bytes.count - start }

  /// Adds a message.
  mutating func append(_ message: [UInt8]) {
    if start > 0 {
      bytes.removeFirst(start)
      start = 0
    }
    bytes.append(contentsOf: message)
  }

  /// The next line without its newline; nil where none has ended. What stands before the newline and means nothing is
  /// still there, for it counts towards the limit of a line however the line comes.
  mutating func next() -> ArraySlice<UInt8>? {
    guard let end = bytes[start...].firstIndex(of: 0x0A) else { return nil }
    defer {
      start = end + 1
      attempts = 0
    }
    return bytes[start..<end]
  }

  /// What has come of a line that has not ended.
  mutating func unfinished() -> ArraySlice<UInt8> {
    attempts += 1
    return Self.trimmed(bytes[start...])
  }

  /// Takes the unfinished line as finished.
  mutating func finish() {
    start = bytes.count
    attempts = 0
  }

  /// A line without the white space at its end, a carriage return included.
  static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var line = line
    while let byte = line.last, byte == 0x0D || byte == 0x20 || byte == 0x09 { line.removeLast() }
    return line
  }
}
