import Documents
import HTTPMessages
import Locking

/// Reports that list what a cursor brings: they open the history on a worker thread and leave row by row.
extension ReportCall {
  /// - Parameters:
  ///   - noun: what the rows are, for the sentence that says why they could not be read.
  ///   - open: opens the history, and answers what brings the next row, nil at the end.
  func rows<Row: Sendable>(
    of noun: String, root: StaticString,
    open: @escaping @Sendable () throws -> @Sendable () throws -> Row?,
    write: @escaping @Sendable (Row, inout XMLWriter) throws -> Void
  ) -> Response {
    deferred {
      do {
        let next = try open()
        guard let first = try next() else {
          // `Undocumented:` the known text is of support sessions; every list of theirs and of presentations says it.
          return emptyResult(
            root: root, known: "No Support report information matching your chosen criteria is available.")
        }
        let waiting = WaitingRow(first)
        return xmlStream(root) { xml in
          guard let row = try waiting.take() ?? next() else { return false }
          try write(row, &xml)
          return true
        }
      } catch {
        return self.error("The \(noun) could not be read: \(error).", in: root)
      }
    }
  }
}

/// The row that was read to learn whether there is any, until it is written.
private final class WaitingRow<Row: Sendable>: Sendable {
  private let row: Lock<Row?>

  init(_ row: Row) { self.row = Lock(row) }

  func take() -> Row? {
    row.withLock { row in
      defer { row = nil }
      return row
    }
  }
}
