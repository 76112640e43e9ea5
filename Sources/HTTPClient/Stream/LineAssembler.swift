internal import Glibc

/// Puts lines together from messages: a message may hold several lines, and a line may come in several messages.
struct LineAssembler {
  /// The longest line in bytes.
  let limit: Int
  /// The beginning of a line that has not ended.
  private var partial: [UInt8] = []

  init(limit: Int) { self.limit = limit }

  /// Takes a message and shows each line that it ends, without its newline; what stands in one message is not copied.
  /// False where a line is longer than the limit: the rest is void then.
  mutating func take(_ message: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) -> Void) -> Bool {
    guard let base = message.baseAddress else { return true }
    var start = 0
    while start < message.count, let found = memchr(base + start, 0x0A, message.count - start) {
      let end = UnsafeRawPointer(found) - base
      let piece = UnsafeRawBufferPointer(rebasing: message[start..<end])
      guard partial.count + piece.count <= limit else { return false }
      if partial.isEmpty {
        body(piece)
      } else {
        partial += piece
        let line = partial
        partial = []
        line.withUnsafeBytes(body)
      }
      start = end + 1
    }
    guard partial.count + message.count - start <= limit else { return false }
    if start < message.count { partial += message[start...] }
    return true
  }
}
