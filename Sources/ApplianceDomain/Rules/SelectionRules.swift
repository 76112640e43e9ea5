public import Determinism

/// What a representative looks at (guide: `selected_support_session_id` is recorded once every five seconds), and what
/// the appliance does by itself when its time has come.
extension ApplianceDomain {
  /// The seconds between two recordings of what one representative looks at.
  static let selectionSeconds: Int64 = 5

  mutating func selectSession(_ lsid: String?, by id: Int, at now: Timestamp) throws(Refusal) {
    guard console[id] != nil else { throw try notLoggedIn(id) }
    guard let lsid else { return select(nil, by: id, at: now) }
    guard let session = sessions[lsid] else { throw .unknownSession(lsid) }
    guard session.participantRows[id] != nil else { throw .notInSession(lsid: lsid, representative: id) }
    select(session.rowID, by: id, at: now)
  }

  mutating func select(_ row: RowID?, by id: Int, at now: Timestamp) {
    guard let open = console[id] else { return }
    console.update(id) { $0.wanted = row }
    guard model.representative[open.rowID]?.selectedSupportSessionID != row, !open.isRecordingDue else {
      return
    }
    let due = open.lastRecorded.map { $0.advanced(bySeconds: Self.selectionSeconds) }
    if let due, due > now {
      console.update(id) { $0.isRecordingDue = true }
      timers.set(.recordSelection(representative: id, row: open.rowID), at: due)
    } else {
      recordSelection(of: id, at: now)
    }
  }

  /// A representative has left a session: nobody looks at a session without being in it.
  mutating func deselect(_ session: RowID, by id: Int) {
    guard let open = console[id] else { return }
    if open.wanted == session { console.update(id) { $0.wanted = nil } }
    guard model.representative[open.rowID]?.selectedSupportSessionID == session else { return }
    update(RepresentativeRow.self, open.rowID) { $0.selectedSupportSessionID = nil }
  }

  private mutating func recordSelection(of id: Int, at now: Timestamp) {
    guard let open = console[id] else { return }
    console.update(id) { console in
      console.lastRecorded = now
      console.isRecordingDue = false
    }
    update(RepresentativeRow.self, open.rowID) { $0.selectedSupportSessionID = open.wanted }
  }

  /// When the appliance does something by itself next; nil where nothing is planned.
  public var nextDue: Timestamp? { timers.next }

  /// Does what the appliance does by itself by a time, which no call before it has passed.
  public mutating func settle(at now: Timestamp) {
    while let deed = timers.take(dueBy: now) {
      switch deed {
      case .recordSelection(let id, let row):
        if console[id]?.rowID == row { recordSelection(of: id, at: now) }
      case .endDataSync: endSync(at: now)
      case .logLicenses: logLicensesOfHour(at: now)
      }
    }
  }
}
