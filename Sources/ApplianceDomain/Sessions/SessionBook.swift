/// The active sessions, beyond what the model's tables say of them.
public struct SessionBook: Sendable {
  private struct Place: Sendable {
    var session: ActiveSession
    /// How many events it has had. It stands apart, so that an event changes nothing else.
    var eventCount: Int
  }

  private var byRow: [RowID: Place] = [:]
  private var rowByLSID: [String: RowID] = [:]
  var lastLseq: Int64

  init(lastLseq: Int64) { self.lastLseq = lastLseq }

  /// The active session with an LSID.
  public subscript(lsid: String) -> ActiveSession? { rowByLSID[lsid].flatMap { byRow[$0]?.session } }

  /// The active session whose row in `support_session` has an id.
  public subscript(row row: RowID) -> ActiveSession? { byRow[row]?.session }

  /// How many events an active session has had; nil where there is no such session.
  public func eventCount(of lsid: String) -> Int? { rowByLSID[lsid].flatMap { byRow[$0]?.eventCount } }

  /// How many sessions are active.
  public var count: Int { byRow.count }

  mutating func insert(_ session: ActiveSession, eventCount: Int) {
    byRow[session.rowID] = Place(session: session, eventCount: eventCount)
    rowByLSID[session.record.lsid] = session.rowID
  }

  mutating func remove(_ lsid: String) {
    if let row = rowByLSID.removeValue(forKey: lsid) { byRow[row] = nil }
  }

  /// Changes a session in place.
  mutating func update<T>(_ lsid: String, _ body: (inout ActiveSession.Fields) -> T) -> T {
    let row = rowByLSID[lsid]!  // Every caller has looked the session up in the same intent.
    return body(&byRow[row]!.session.fields)
  }

  /// The number of a session's next event, which is taken with it.
  mutating func takeEventNumber(_ lsid: String) -> Int {
    let row = rowByLSID[lsid]!  // As above.
    defer { byRow[row]!.eventCount += 1 }
    return byRow[row]!.eventCount
  }
}
