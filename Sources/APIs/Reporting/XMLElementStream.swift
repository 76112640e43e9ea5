import Documents
import HTTPMessages
import Locking

/// An XML document of any length in constant memory: its root, and in it elements that are made one at a time, several
/// to a piece.
final class XMLElementStream: BodySource {
  private struct State: ~Copyable {
    var writer: XMLWriter
    var hasBegun = false
  }

  private let root: StaticString
  private let namespace: String
  private let begin: @Sendable (inout XMLWriter) -> Void
  private let writeNext: @Sendable (inout XMLWriter) throws -> Bool
  /// Never contended: the server makes one call at a time. It only tells the compiler so.
  private let state = Lock(State(writer: XMLWriter(capacity: 0)))

  init(
    root: StaticString, namespace: String, begin: @escaping @Sendable (inout XMLWriter) -> Void = { _ in },
    writeNext: @escaping @Sendable (inout XMLWriter) throws -> Bool
  ) {
    self.root = root
    self.namespace = namespace
    self.begin = begin
    self.writeNext = writeNext
  }

  func next(into buffer: inout [UInt8], limit: Int) throws -> Bool {
    try state.withLock { state in
      if !state.hasBegun {
        state.hasBegun = true
        state.writer.declaration()
        state.writer.begin(root)
        state.writer.attribute("xmlns", namespace)
        begin(&state.writer)
      }
      var more = true
      while more, state.writer.count < limit { more = try writeNext(&state.writer) }
      if !more { state.writer.end() }
      state.writer.move(to: &buffer)
      return more
    }
  }
}
