import Determinism

/// Presentations (guide: tables `presentation_session`, `attendee`, `presenter`; "Presentation Session Events").
extension ApplianceDomain {
  mutating func startPresentation(_ name: String, by id: Int, at now: Timestamp) throws(Refusal) -> Outcome {
    guard let console = console[id], let account = account(id) else { throw try notLoggedIn(id) }
    let lsid = chance.lsid()
    let rowID = insert(PresentationSessionRow(createdTimestamp: now, lsid: lsid, presentationName: name))
    presentations[lsid] = ActivePresentation(lsid: lsid, name: name, rowID: rowID, start: now, owner: id)
    let party = party(account, console)
    tell(.sessionStart, in: lsid, by: .system, at: now)
    tell(.conferenceMemberAdded(details(account, console)), in: lsid, by: party, to: party, at: now)
    return .presentation(lsid: lsid)
  }

  mutating func joinPresentation(_ lsid: String, as name: String, at now: Timestamp) throws(Refusal)
    -> Outcome
  {
    guard let presentation = presentations[lsid] else { throw .unknownPresentation(lsid) }
    let endpoint = chance.endpoint(.desktop)
    let rowID = insert(
      AttendeeRow(
        connected: true, createdTimestamp: now, hostname: endpoint.hostname, name: name,
        operatingSystem: endpoint.operatingSystem, presentationSessionID: presentation.rowID,
        privateIP: endpoint.privateIP, publicIP: endpoint.publicIP))
    connect(.presentationAttendee, rowID, origin(minutes: nil), at: now)
    let attendee = ActivePresentation.Attendee(
      gsnumber: console.gsnumbers.take(), rowID: rowID, name: name)
    presentations.update(lsid) { $0.attendees.append(attendee) }
    let details = SessionEvent.MemberDetails(
      name: name, privateIP: endpoint.privateIP, publicIP: endpoint.publicIP, hostname: endpoint.hostname,
      operatingSystem: endpoint.operatingSystem)
    tell(.conferenceMemberAdded(details), in: lsid, by: attendee.party, to: attendee.party, at: now)
    return .attendee(attendee.gsnumber)
  }

  mutating func setAttendeeConnected(
    _ lsid: String, _ gsnumber: Int, _ isConnected: Bool, at now: Timestamp
  ) throws(Refusal) {
    let attendee = try attendee(gsnumber, of: lsid)
    guard model.attendee[attendee.rowID]?.connected != isConnected else { return }
    update(AttendeeRow.self, attendee.rowID) { $0.connected = isConnected }
    setClient(attendee.rowID, isConnected: isConnected, at: now)
    tell(
      .activity(.memberStateChanged(state: Self.state(isConnected))), in: lsid, by: attendee.party,
      to: attendee.party, at: now)
  }

  mutating func leavePresentation(_ lsid: String, _ gsnumber: Int, at now: Timestamp) throws(Refusal) {
    let attendee = try attendee(gsnumber, of: lsid)
    depart(attendee, from: lsid, at: now)
  }

  mutating func present(_ lsid: String, by id: Int?, at now: Timestamp) throws(Refusal) {
    guard let presentation = presentations[lsid] else { throw .unknownPresentation(lsid) }
    var rowOfPresenter: RowID?
    if let id {
      guard let console = console[id] else { throw try notLoggedIn(id) }
      rowOfPresenter = console.rowID
    }
    guard presentation.presenter?.representative != id else { return }
    if let presenter = presentation.presenter { delete(PresenterRow.self, presenter.row) }
    let new = rowOfPresenter.map {
      insert(
        PresenterRow(
          createdTimestamp: now, presentationSessionID: presentation.rowID, representativeID: $0))
    }
    presentations.update(lsid) { presentation in
      if let id, let new { presentation.presenter = (id, new) } else { presentation.presenter = nil }
    }
  }

  mutating func actInPresentation(
    _ lsid: String, by member: PresentationMember, _ activity: SessionActivity, at now: Timestamp
  ) throws(Refusal) {
    let performer = try party(member, in: lsid)
    switch (activity.kind, member) {
    case (.filesShared, _), (.screenRecording, .representative): break
    default: throw .wrongPerformer(activity.kind.rawValue)
    }
    tell(.activity(activity), in: lsid, by: performer, at: now)
  }

  mutating func sendPresentationMessage(
    _ lsid: String, from member: PresentationMember, body: String, at now: Timestamp
  ) throws(Refusal) {
    let performer = try party(member, in: lsid)
    tell(.chatMessage(body: body), in: lsid, by: performer, to: .everyone, at: now)
  }

  mutating func endPresentation(_ lsid: String, at now: Timestamp) throws(Refusal) {
    guard let presentation = presentations[lsid] else { throw .unknownPresentation(lsid) }
    try present(lsid, by: nil, at: now)
    for attendee in presentation.attendees { depart(attendee, from: lsid, at: now) }
    if let console = console[presentation.owner], let account = account(presentation.owner) {
      let party = party(account, console)
      tell(
        .conferenceMemberDeparted(name: account.publicDisplayName), in: lsid, by: party, to: party, at: now)
    }
    tell(.sessionEnd, in: lsid, by: .system, at: now)
    delete(PresentationSessionRow.self, presentation.rowID)
    presentations[lsid] = nil
  }

  /// A representative logs out: their presentations end, and they show their screen in no other.
  mutating func leavePresentations(_ id: Int, at now: Timestamp) {
    guard presentations.count > 0 else { return }
    for presentation in presentations.all {
      // Neither can be refused: the presentation has just been found.
      if presentation.owner == id {
        try? endPresentation(presentation.lsid, at: now)
      } else if presentation.presenter?.representative == id {
        try? present(presentation.lsid, by: nil, at: now)
      }
    }
  }

  private mutating func depart(
    _ attendee: ActivePresentation.Attendee, from lsid: String, at now: Timestamp
  ) {
    tell(
      .conferenceMemberDeparted(name: attendee.name), in: lsid, by: attendee.party, to: attendee.party,
      at: now)
    delete(AttendeeRow.self, attendee.rowID)
    clients.forget(attendee.rowID)
    presentations.update(lsid) { $0.attendees.removeAll { $0 == attendee } }
    console.gsnumbers.giveBack(attendee.gsnumber)
  }

  private func attendee(_ gsnumber: Int, of lsid: String) throws(Refusal) -> ActivePresentation.Attendee {
    guard let presentation = presentations[lsid] else { throw .unknownPresentation(lsid) }
    guard let attendee = presentation.attendees.first(where: { $0.gsnumber == gsnumber }) else {
      throw .notInPresentation(lsid)
    }
    return attendee
  }

  private func party(_ member: PresentationMember, in lsid: String) throws(Refusal) -> Party {
    switch member {
    case .attendee(let gsnumber): return try attendee(gsnumber, of: lsid).party
    case .representative(let id):
      guard let presentation = presentations[lsid] else { throw .unknownPresentation(lsid) }
      guard id == presentation.owner || id == presentation.presenter?.representative,
        let console = console[id], let account = account(id)
      else { throw .notInPresentation(lsid) }
      return party(account, console)
    }
  }

  /// Adds an event to an active presentation.
  private mutating func tell(
    _ detail: SessionEvent.Detail, in lsid: String, by performer: Party, to destination: Party? = nil,
    at now: Timestamp
  ) {
    let sequence = presentations.update(lsid) { presentation in
      defer { presentation.eventCount += 1 }
      return presentation.eventCount
    }
    var event = SessionEvent(
      lsid: lsid, sequence: sequence, timestamp: now, detail: detail, performedBy: performer,
      destination: destination)
    event.isInPresentation = true
    entries.append(.sessionEvent(event))
  }
}
