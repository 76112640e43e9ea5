import Documents
import HTTPMessages
import Locking

/// An XML document of any length in constant memory: its root, and in it elements that are made one or a few at a time,
/// several to a piece.
final class XMLElementStream: BodySource {
  /// Writes elements until the document has `limit` bytes, at least one; false where none is left.
  typealias WritePage = @Sendable (inout XMLWriter, _ limit: Int) throws -> Bool

  private struct State: ~Copyable {
    var writer: XMLWriter
    var hasBegun = false
    var hasMore = true
  }

  /// How long the first piece becomes that is made before anybody asks for it.
  private static let firstBytes = 16 * 1024

  private let root: StaticString
  private let namespace: String
  private let writePage: WritePage
  /// Never contended: the server makes one call at a time. It only tells the compiler so.
  private let state = Lock(State(writer: XMLWriter(capacity: 0)))

  init(root: StaticString, namespace: String, writePage: @escaping WritePage) {
    self.root = root
    self.namespace = namespace
    self.writePage = writePage
  }

  /// Makes the beginning already now; false where the root stays empty.
  func begin() throws -> Bool {
    try state.withLock { state in
      open(&state)
      let empty = state.writer.count
      state.hasMore = try writePage(&state.writer, Self.firstBytes)
      return state.hasMore || state.writer.count > empty
    }
  }

  func next(into buffer: inout [UInt8], limit: Int) throws -> Bool {
    try state.withLock { state in
      open(&state)
      while state.hasMore, state.writer.count < limit {
        state.hasMore = try writePage(&state.writer, limit)
      }
      if !state.hasMore { state.writer.end() }
      state.writer.move(to: &buffer)
      return state.hasMore
    }
  }

  private func open(_ state: inout State) {
    guard !state.hasBegun else { return }
    state.hasBegun = true
    state.writer.declaration()
    state.writer.begin(root)
    state.writer.attribute("xmlns", namespace)
  }
}
