import Documents
import History

/// Which sessions a report is asked for: the sets of parameters that reports on sessions share
/// (guide: "Parameters for SupportSession").
///
/// A parameter without a value counts as missing. `duration` beside `lsid` or `lsids` has nothing to measure and is
/// ignored, as `limit` is there.
struct SessionSelection {
  private static let anchors = ["start_date", "start_time", "end_date", "end_time"]
  private static let lists = ["lsid", "lsids"]

  private let parameters: FormParameters

  init(_ parameters: FormParameters) { self.parameters = parameters }

  /// The query that the parameters ask for; `teams` is needed where `limit` may be given.
  func query(acceptsLSIDs: Bool, limit: String? = nil, teams: TeamsByID? = nil) throws(ReportFault)
    -> SessionQuery
  {
    let known = Self.anchors + (acceptsLSIDs ? Self.lists : [])
    let given = known.filter { value($0) != nil }
    let choice = known.joined(separator: ", ")
    guard let name = given.first else {
      throw ReportFault(sentence: "No sessions are chosen: give one of \(choice).")
    }
    guard given.count == 1 else {
      throw ReportFault(
        sentence: "\(given.joined(separator: " and ")) exclude each other: give only one of \(choice).")
    }
    if Self.lists.contains(name) { return SessionQuery(selection: .lsids(try lsids(name))) }
    var query = SessionQuery(selection: try window(name))
    if let limit, let teams { query.limit = try LimitParameter.parse(limit, teams: teams) }
    return query
  }

  private func value(_ name: String) -> String? {
    parameters[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// LSIDs are hex digits: white space around them (the older guide prints some behind the commas) and their case do
  /// not count. Their length is not checked; one that no session has finds nothing.
  private func lsids(_ name: String) throws(ReportFault) -> [String] {
    let text = value(name) ?? ""
    let pieces = name == "lsids" ? text.split(separator: ",").map(String.init) : [text]
    var seen: Set<String> = []
    let found = pieces.map { $0.filter { !$0.isWhitespace }.lowercased() }
      .filter { !$0.isEmpty && seen.insert($0).inserted }
    guard !found.isEmpty else {
      throw ReportFault(sentence: "\(name) is \"\(text)\"; it must name at least one session.")
    }
    return found
  }

  private func window(_ name: String) throws(ReportFault) -> SessionQuery.Selection {
    guard let anchor = ReportWindow.Anchor(rawValue: name) else {
      preconditionFailure("\(name) is no anchor")
    }
    let window = try ReportWindow(anchor, of: parameters)
    return anchor.isStart
      ? .started(from: window.from, to: window.to) : .ended(from: window.from, to: window.to)
  }
}
