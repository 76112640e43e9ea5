import Documents
import HTTPMessages
import History
import Locking

/// Reports that list sessions: they open the history on a worker thread and leave session by session.
extension ReportCall {
  func sessions(
    _ query: SessionQuery, withEvents: Bool, root: StaticString, _ view: ReportView,
    write: @escaping @Sendable (ReportedSession, inout XMLWriter) -> Void
  ) -> Response {
    deferred {
      do {
        let cursor = try api.history.sessions(query, withEvents: withEvents, upTo: view.number)
        guard let first = try cursor.next() else {
          return emptyResult(root: root, known: Self.noSessions)
        }
        let waiting = WaitingSession(first)
        return xmlStream(root) { xml in
          guard let session = try waiting.take() ?? cursor.next() else { return false }
          write(session, &xml)
          return true
        }
      } catch {
        return self.error("The sessions could not be read: \(error).", in: root)
      }
    }
  }

  private static let noSessions = "No Support report information matching your chosen criteria is available."
}

/// The session that was read to learn whether there is any, until it is written.
private final class WaitingSession: Sendable {
  private let session: Lock<ReportedSession?>

  init(_ session: ReportedSession) { self.session = Lock(session) }

  func take() -> ReportedSession? {
    session.withLock { session in
      defer { session = nil }
      return session
    }
  }
}
