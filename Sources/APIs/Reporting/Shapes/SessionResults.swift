import Documents
import HTTPMessages
import History

/// Reports that list sessions: they open the history on a worker thread and leave session by session.
extension ReportCall {
  /// - Parameters:
  ///   - open: opens the history.
  ///   - write: writes sessions until the document has so many bytes; false where none is left.
  func sessions<Rows>(
    root: StaticString, open: @escaping @Sendable () throws -> Rows,
    write: @escaping @Sendable (Rows, inout XMLWriter, _ limit: Int) throws -> Bool
  ) -> Response where Rows: Sendable {
    deferred {
      do {
        let rows = try open()
        let stream = xmlPages(root) { xml, limit in try write(rows, &xml, limit) }
        guard try stream.begin() else { return emptyResult(root: root, known: Self.noSessions) }
        return xmlStream(stream)
      } catch {
        return self.error("The sessions could not be read: \(error).", in: root)
      }
    }
  }

  /// What `observed` says of a report that finds nothing.
  static let noSessions = "No Support report information matching your chosen criteria is available."
}
