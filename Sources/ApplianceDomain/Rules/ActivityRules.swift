import Determinism

/// What people do in a session that no table shows (guide: "JSON Tables and Fields for session_event").
extension ApplianceDomain {
  mutating func act(_ lsid: String, by actor: Actor, _ activity: SessionActivity, at now: Timestamp)
    throws(Refusal)
  {
    guard let session = sessions[lsid] else { throw .unknownSession(lsid) }
    let performer = try performer(actor, of: activity.kind, in: session)
    if activity.kind.needsCustomerClient, session.customerRowID == nil { throw .customerGone(lsid) }
    if let recording = activity.kind.recording, recording != .commandShell,
      !session.record.recordings.enabled.contains(recording)
    {
      throw .notRecorded(lsid: lsid, activity.kind.rawValue)
    }
    var activity = try takeSurvey(activity, by: actor, in: session, at: now)
    try number(&activity, in: session)
    count(activity, in: lsid)
    switch activity.kind {
    case .fileDownload, .fileDownloadIncomplete:
      // The guide: it is performed by the member from whose system the file came.
      log(.activity(activity), in: lsid, by: session.customerParty, to: performer, at: now)
    case .directoryCreated, .fileDeleted, .fileMoved, .fileUpload, .fileUploadIncomplete:
      log(.activity(activity), in: lsid, by: performer, to: session.customerParty, at: now)
    default: log(.activity(activity), in: lsid, by: performer, at: now)
    }
    if activity.kind.isCountedInRecord, !activity.hasFailed { keepRecord(of: lsid, []) }
  }

  private func performer(_ actor: Actor, of kind: SessionActivity.Kind, in session: ActiveSession)
    throws(Refusal) -> Party
  {
    let lsid = session.record.lsid
    switch (actor, kind.performer) {
    case (.system, .anybody): return .system
    case (.customer, .customer), (.customer, .anybody):
      // The exit survey comes when the client is closed.
      guard session.customerRowID != nil || kind == .customerExitSurvey else { throw .customerGone(lsid) }
      return session.customerParty
    case (.representative(let id), .representative), (.representative(let id), .anybody):
      guard session.participantRows[id] != nil, let console = console[id], let account = account(id) else {
        throw .notInSession(lsid: lsid, representative: id)
      }
      guard model.representative[console.rowID]?.connected == true else { throw .notConnected(id) }
      return party(account, console)
    default: throw .wrongPerformer(kind.rawValue)
    }
  }

  /// Gives an activity the number that is the appliance's to give.
  private mutating func number(_ activity: inout SessionActivity, in session: ActiveSession) throws(Refusal) {
    let lsid = session.record.lsid
    switch activity.kind {
    case .callbackButtonDeployed:
      let button = nextButtonID
      nextButtonID += 1
      activity.put("callback_button_id", .integer(button))
      sessions.update(lsid) { $0.counters.buttons.append(button) }
    case .callbackButtonRemoved:
      guard let button = session.counters.buttons.last else { throw .noCallbackButton(lsid) }
      activity.put("callback_button_id", .integer(button))
      sessions.update(lsid) { _ = $0.counters.buttons.popLast() }
    case .commandShellSessionStarted:
      activity.put("instance", .integer(Int64(session.record.recordings.commandShells)))
    case .showMyScreenRecording:
      activity.put("instance", .integer(Int64(session.record.recordings.showMyScreens)))
    case .sessionNoteAdded:
      activity.put("number", .integer(Int64(session.counters.notes)), at: activity.values.count)
      sessions.update(lsid) { $0.counters.notes += 1 }
    default: break
    }
  }

  private mutating func count(_ activity: SessionActivity, in lsid: String) {
    guard !activity.hasFailed else { return }
    sessions.update(lsid) { session in
      switch activity.kind {
      case .fileUpload, .fileDownload: session.record.fileTransferCount += 1
      case .fileMoved: session.record.fileMoveCount += 1
      case .fileDeleted: session.record.fileDeleteCount += 1
      case .commandShellSessionStarted: session.record.recordings.commandShells += 1
      case .showMyScreenRecording: session.record.recordings.showMyScreens += 1
      case .screenRecording:
        session.record.recordings.hasSharedScreen = true
        session.counters.hasToldVideo = true
      default: break
      }
    }
  }

  /// Tells of a session's video when it ends, where somebody shared the screen and nobody has told of it yet: the
  /// recording is the one of all the times in which it was shared.
  mutating func tellVideo(of session: ActiveSession, at now: Timestamp) {
    guard session.record.recordings.hasVideo, !session.counters.hasToldVideo,
      let presenter = session.record.primaryRepresentative ?? session.record.representatives.last
    else { return }
    let party = Party(
      type: .representative, gsnumber: presenter.gsnumber, name: presenter.publicDisplayName,
      userID: presenter.id)
    log(.activity(.screenRecording), in: session.record.lsid, by: party, at: now)
  }

  /// What a report says of a member whose connection comes or goes. `Undocumented:` the words.
  static func state(_ isConnected: Bool) -> String { isConnected ? "Connected" : "Disconnected" }
}

extension SessionActivity.Kind {
  /// Whether the record of the session counts it.
  fileprivate var isCountedInRecord: Bool {
    switch self {
    case .fileUpload, .fileDownload, .fileMoved, .fileDeleted, .commandShellSessionStarted,
      .showMyScreenRecording, .screenRecording:
      true
    default: false
    }
  }

  /// Whether it is done on the customer's system, so that the client must be there.
  fileprivate var needsCustomerClient: Bool {
    switch self {
    case .callbackButtonDeployed, .callbackButtonRemoved, .cannedScriptExecuted, .commandShellSessionStarted,
      .directoryCreated, .fileDeleted, .fileDownload, .fileDownloadIncomplete, .fileMoved, .fileUpload,
      .fileUploadIncomplete, .registryExported, .registryImported, .registryKeyAdded, .registryKeyDeleted,
      .registryKeyRenamed, .registryValueAdded, .registryValueDeleted, .registryValueModified,
      .registryValueRenamed, .screenshotCaptured, .sessionForegroundWindowChanged, .specialActionExecuted,
      .systemInformationRetrieved:
      true
    default: false
    }
  }
}
