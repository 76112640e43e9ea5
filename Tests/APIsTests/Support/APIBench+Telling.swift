import ApplianceDomain
import Changes

extension APIBench {
  /// The session that waits in the queue of team 1, and whose customer is Wendy.
  static let waiting = "c69a8e10bea9428f816cfababe9815fe"
  /// The session that representative 1 owns, and whose customer is Otto.
  static let owned = "da4b510978a541d49398e88c66e28475"

  /// Everything that the appliance has told since its start.
  var entries: [LogEntry] {
    guard case .batches(let batches) = appliance.log.batches(after: 0) else { return [] }
    return batches.flatMap(\.entries)
  }

  /// What the appliance tells while something is done.
  func told(while body: () -> Void) -> [LogEntry] {
    let before = entries.count
    body()
    return Array(entries.dropFirst(before))
  }

  /// The events of a session so far.
  func events(of lsid: String) -> [SessionEvent] {
    entries.compactMap { if case .sessionEvent(let event) = $0, event.lsid == lsid { event } else { nil } }
  }

  /// An active session.
  func active(_ lsid: String) -> ActiveSession? { appliance.read { domain, _ in domain.sessions[lsid] } }

  /// The row of a representative who is logged in.
  func representative(_ id: Int) -> RepresentativeRow? {
    appliance.read { domain, _ in domain.console[id].flatMap { domain.model.representative[$0.rowID] } }
  }
}

extension [LogEntry] {
  /// The changes of the model, as the stream shows them.
  var changes: [String] {
    compactMap { entry in
      guard case .change(let change) = entry else { return nil }
      let verb =
        switch change.kind {
        case .insert: "insert"
        case .update: "update"
        case .delete: "delete"
        }
      return "\(verb) \(change.table.rawValue)"
    }
  }
}

extension APIBench.Answer {
  /// The text of the `<success>` that is the root.
  var success: String? { texts("/r:success").first }
}
