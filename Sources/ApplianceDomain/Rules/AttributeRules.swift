import Determinism

/// Custom attributes of an active session (guide: "set_session_attributes").
extension ApplianceDomain {
  /// An attribute that is not named keeps its value; an empty value clears one.
  mutating func setAttributes(_ attributes: [AttributeValue], of lsid: String, at now: Timestamp)
    throws(Refusal)
  {
    guard let session = sessions[lsid] else { throw .unknownSession(lsid) }
    try check(attributes: attributes, priority: nil, skills: nil)
    let after = session.record.attributes.replacing(attributes)
    guard after.reduce(0, { $0 + $1.value.utf8.count }) <= AttributeValue.maximumTotal else {
      throw .attributesTooLarge
    }
    guard after != session.record.attributes else { return }
    let keyBefore = session.record.externalKey
    // By code name, the rows that there are: those that are left in the end belong to no attribute any more.
    var rows: [String: RowID] = [:]
    for id in session.attributeRows {
      if let codeName = model.supportSessionAttribute[id]?.codeName { rows[codeName] = id }
    }
    var kept: [RowID] = []
    for attribute in after {
      if let id = rows.removeValue(forKey: attribute.codeName) {
        update(SupportSessionAttributeRow.self, id) { $0.value = attribute.value }
        kept.append(id)
      } else {
        kept.append(
          insert(
            SupportSessionAttributeRow(
              codeName: attribute.codeName, createdTimestamp: now, supportSessionID: session.rowID,
              value: attribute.value)))
      }
    }
    for id in rows.values.sorted() { delete(SupportSessionAttributeRow.self, id) }
    let keyAfter = sessions.update(lsid) { session in
      session.record.attributes = after
      session.attributeRows = kept
      return session.record.externalKey
    }
    if keyAfter != keyBefore { log(.externalKey(keyAfter ?? ""), in: lsid, at: now) }
    keepRecord(of: lsid, .attributes)
  }
}

extension [AttributeValue] {
  /// These attributes with new values for some: what is new comes last, what is empty goes.
  fileprivate func replacing(_ values: [AttributeValue]) -> [AttributeValue] {
    var result = self
    for value in values {
      if let place = result.firstIndex(where: { $0.codeName == value.codeName }) {
        result[place].value = value.value
      } else {
        result.append(value)
      }
    }
    return result.filter { !$0.value.isEmpty }
  }
}
