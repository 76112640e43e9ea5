import Determinism

/// Presentations (guide: tables `presentation_session`, `attendee`, `presenter`; "Presentation Session Events").
extension ApplianceDomain {
  mutating func startPresentation(_ name: String, by id: Int, at now: Timestamp) throws(Refusal) -> Outcome {
    guard let console = console[id], let account = account(id) else { throw try notLoggedIn(id) }
    let lsid = chance.lsid()
    sessions.lastLseq += 1
    let rowID = insert(PresentationSessionRow(createdTimestamp: now, lsid: lsid, presentationName: name))
    presentations[lsid] = ActivePresentation(
      record: PresentationRecord(
        lsid: lsid, lseq: sessions.lastLseq, name: name, start: now, owner: id,
        isRecorded: settings.recordPresentations),
      rowID: rowID)
    tell(.sessionStart, in: lsid, by: .system, at: now)
    enter(account, console, lsid, at: now)
    keepRecord(ofPresentation: lsid)
    return .presentation(lsid: lsid)
  }

  /// A representative comes into a presentation.
  private mutating func enter(
    _ account: RepresentativeAccount, _ console: Console, _ lsid: String, at now: Timestamp
  ) {
    var part = record(account, console, at: now)
    presentations.update(lsid) { presentation in
      part.isOwner = account.id == presentation.owner
      part.isPrimary = part.isOwner
      // One connection stands there once, also where a number has come round to the same person.
      let known = presentation.record.representatives.firstIndex {
        $0.id == part.id && $0.gsnumber == part.gsnumber
      }
      if let known {
        part.secondsInvolved = presentation.record.representatives[known].secondsInvolved
        presentation.record.representatives[known] = part
      } else {
        presentation.record.representatives.append(part)
      }
    }
    let party = party(account, console)
    tell(.conferenceMemberAdded(details(account, console)), in: lsid, by: party, to: party, at: now)
  }

  /// A representative leaves a presentation.
  private mutating func depart(_ id: Int, from lsid: String, at now: Timestamp) {
    guard let console = console[id], let account = account(id) else { return }
    presentations.update(lsid) { presentation in
      let parts = presentation.record.representatives
      guard let place = parts.firstIndex(where: { $0.id == id && $0.isPresent }) else { return }
      presentation.record.representatives[place].secondsInvolved += now.seconds - parts[place].joined.seconds
      presentation.record.representatives[place].isPresent = false
    }
    let party = party(account, console)
    tell(
      .conferenceMemberDeparted(name: account.publicDisplayName), in: lsid, by: party, to: party, at: now)
  }

  private mutating func keepRecord(ofPresentation lsid: String) {
    if let presentation = presentations[lsid] { keep(.presentation(presentation.record)) }
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
    let place = presentations.update(lsid) { presentation in
      presentation.attendees.append(attendee)
      defer { presentation.attendeeCount += 1 }
      return presentation.attendeeCount
    }
    keep(
      .attendee(
        AttendeeRecord(
          lsid: lsid, place: place, gsnumber: attendee.gsnumber, username: name, publicIP: endpoint.publicIP))
    )
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

  /// Whoever shows the screen comes into the presentation for it, and stays until it ends or they log out.
  mutating func present(_ lsid: String, by id: Int?, at now: Timestamp) throws(Refusal) {
    guard let presentation = presentations[lsid] else { throw .unknownPresentation(lsid) }
    var rowOfPresenter: RowID?
    var newcomer: (account: RepresentativeAccount, console: Console)?
    if let id {
      guard let console = console[id], let account = account(id) else { throw try notLoggedIn(id) }
      rowOfPresenter = console.rowID
      if !presentation.presentRepresentatives.contains(id) { newcomer = (account, console) }
    }
    guard presentation.presenter?.representative != id else { return }
    if let newcomer { enter(newcomer.account, newcomer.console, lsid, at: now) }
    if let presenter = presentation.presenter { delete(PresenterRow.self, presenter.row) }
    let new = rowOfPresenter.map {
      insert(
        PresenterRow(
          createdTimestamp: now, presentationSessionID: presentation.rowID, representativeID: $0))
    }
    presentations.update(lsid) { presentation in
      if let id, let new { presentation.presenter = (id, new) } else { presentation.presenter = nil }
    }
    guard newcomer != nil || (id != nil && !presentation.record.hasShownScreen) else { return }
    presentations.update(lsid) { $0.record.hasShownScreen = true }
    keepRecord(ofPresentation: lsid)
  }

  mutating func actInPresentation(
    _ lsid: String, by member: PresentationMember, _ activity: SessionActivity, at now: Timestamp
  ) throws(Refusal) {
    let performer = try party(member, in: lsid)
    switch (activity.kind, member) {
    case (.filesShared, _), (.screenRecording, .representative): break
    default: throw .wrongPerformer(activity.kind.rawValue)
    }
    if activity.kind == .screenRecording, presentations[lsid]?.record.isRecorded == false {
      throw .notRecorded(lsid: lsid, activity.kind.rawValue)
    }
    tell(.activity(activity), in: lsid, by: performer, at: now)
    guard activity.kind == .screenRecording else { return }
    presentations.update(lsid) { presentation in
      presentation.record.hasShownScreen = true
      presentation.hasToldOfRecording = true
    }
    keepRecord(ofPresentation: lsid)
  }

  mutating func sendPresentationMessage(
    _ lsid: String, from member: PresentationMember, body: String, at now: Timestamp
  ) throws(Refusal) {
    let performer = try party(member, in: lsid)
    tell(.chatMessage(body: body), in: lsid, by: performer, to: .everyone, at: now)
  }

  /// A presentation has one recording, whoever showed their screens in it: its event comes with the end.
  mutating func endPresentation(_ lsid: String, at now: Timestamp) throws(Refusal) {
    guard let presentation = presentations[lsid] else { throw .unknownPresentation(lsid) }
    try present(lsid, by: nil, at: now)
    let record = presentation.record
    if record.isRecorded, record.hasShownScreen, !presentation.hasToldOfRecording {
      tell(
        .activity(.screenRecording), in: lsid, by: try party(.representative(presentation.owner), in: lsid),
        at: now)
    }
    for attendee in presentation.attendees { depart(attendee, from: lsid, at: now) }
    for id in presentation.presentRepresentatives { depart(id, from: lsid, at: now) }
    tell(.sessionEnd, in: lsid, by: .system, at: now)
    delete(PresentationSessionRow.self, presentation.rowID)
    presentations.update(lsid) { $0.record.end = now }
    keepRecord(ofPresentation: lsid)
    presentations[lsid] = nil
  }

  /// A representative logs out: their presentations end, and they leave the others.
  mutating func leavePresentations(_ id: Int, at now: Timestamp) {
    guard presentations.count > 0 else { return }
    for presentation in presentations.all {
      let lsid = presentation.lsid
      // Neither can be refused: the presentation has just been found.
      if presentation.owner == id {
        try? endPresentation(lsid, at: now)
      } else if presentation.presentRepresentatives.contains(id) {
        if presentation.presenter?.representative == id { try? present(lsid, by: nil, at: now) }
        depart(id, from: lsid, at: now)
        keepRecord(ofPresentation: lsid)
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
      guard presentation.presentRepresentatives.contains(id), let console = console[id],
        let account = account(id)
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
