import Determinism

/// How rules write the model: every write leaves a change behind.
extension ApplianceDomain {
  mutating func takeRowID() -> RowID {
    defer { nextRowID += 1 }
    return RowID(nextRowID)
  }

  @discardableResult
  mutating func insert<R: Row>(_ row: R) -> RowID { insert(row, id: takeRowID()) }

  @discardableResult
  mutating func insert<R: Row>(_ row: R, id: RowID) -> RowID {
    R.withTable(&model) { $0.append(row, id: id) }
    entries.append(.change(Change(kind: .insert, table: R.table, id: id, row: row.wrapped)))
    return id
  }

  mutating func update<R: Row>(_ type: R.Type, _ id: RowID, _ body: (inout R) -> Void) {
    guard let (row, changed) = R.withTable(&model, { $0.update(id, body) }), !changed.isEmpty else { return }
    entries.append(.change(Change(kind: .update(changed), table: R.table, id: id, row: row.wrapped)))
  }

  mutating func delete<R: Row>(_ type: R.Type, _ id: RowID) {
    guard let row = R.withTable(&model, { $0.remove(id) }) else { return }
    entries.append(.change(Change(kind: .delete, table: R.table, id: id, row: row.wrapped)))
  }

  mutating func keep(_ record: Record) { entries.append(.record(record)) }

  /// Adds an event to an active session.
  mutating func log(
    _ detail: SessionEvent.Detail, in lsid: String, by performer: Party = .system,
    to destination: Party? = nil, account: String? = nil, at now: Timestamp
  ) {
    let sequence = sessions.takeEventNumber(lsid)
    entries.append(
      .sessionEvent(
        SessionEvent(
          lsid: lsid, sequence: sequence, timestamp: now, detail: detail, performedBy: performer,
          destination: destination, account: account)))
  }

  /// Writes down what the reports shall tell of a session from now on.
  mutating func keepRecord(of lsid: String, _ changed: SessionParts) {
    if let session = sessions[lsid] { keep(.session(session.record, changed: changed)) }
  }
}
