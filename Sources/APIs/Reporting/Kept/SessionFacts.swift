import Determinism
import Recordings

/// What pages and files of a session say of it first.
enum SessionFacts {
  static func rows(of session: KeptSession) -> [(name: String, value: String)] {
    var rows = [("Session", session.lsid), ("Start", session.start.iso8601)]
    if let end = session.end { rows.append(("End", end.iso8601)) }
    return rows + session.people.map { ($0.role, $0.name) }
  }

  static func html(of session: KeptSession) -> HTML {
    let rows: [HTML] = rows(of: session).map { "<dt>\($0.name)</dt><dd>\($0.value)</dd>\n" }
    return "<dl>\n\(rows)</dl>\n"
  }
}
