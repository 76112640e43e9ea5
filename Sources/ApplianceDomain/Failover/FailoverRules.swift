import Determinism

/// Failover (guide: "API Command: set_failover_role").
///
/// `Undocumented:` a backup appliance answers everything that a primary does: who tests against it has one appliance,
/// and the guides' own examples go on after the roles have changed.
extension ApplianceDomain {
  /// The running data synchronisation, during which nothing else is available.
  public var runningSync: FailoverStatus.RunningSync? { failover?.running }

  var isSynchronising: Bool { failover?.running != nil }

  /// Begins where the last life ended, or where the seed data says.
  mutating func startFailover(at now: Timestamp) {
    guard let configured = organization.appliances.failover else { return }
    if let known = memory.failover {
      failover = known
    } else {
      let last = configured.lastDataSyncSecondsAgo.map {
        FailoverStatus.DataSync(time: now.advanced(bySeconds: -$0), succeeded: true)
      }
      changeFailover {
        $0 = FailoverStatus(
          role: configured.role, peerRole: configured.role.other,
          peerIsReachable: configured.peerIsReachable, lastSync: last)
      }
    }
    guard let running = failover?.running else { return }
    if running.ends <= now { return endSync(at: now) }
    disconnectEverybody(at: now)
    timers.set(.endDataSync, at: running.ends)
  }

  mutating func setFailoverRole(
    _ role: FailoverRole, syncsFirst: Bool, force: Bool, at now: Timestamp
  ) throws(Refusal) -> Outcome {
    guard let status = failover, let configured = organization.appliances.failover else {
      throw .failoverNotConfigured
    }
    guard !force || role == .backup else { throw .forceNotApplicable }
    // Forced, a primary becomes the backup alone: there is nobody to synchronise with.
    guard status.peerIsReachable || force else { throw .peerUnreachable(configured.peer.publicHostname) }
    guard syncsFirst, status.peerIsReachable else {
      changeFailover { status in
        if syncsFirst { status?.lastSync = FailoverStatus.DataSync(time: now, succeeded: false) }
        status?.role = role
        if status?.peerIsReachable == true { status?.peerRole = role.other }
      }
      return .failover(.changed)
    }
    let ends = now.advanced(bySeconds: configured.dataSyncSeconds)
    changeFailover { $0?.running = FailoverStatus.RunningSync(ends: ends, role: role) }
    disconnectEverybody(at: now)
    timers.set(.endDataSync, at: ends)
    return .failover(.synchronising)
  }

  mutating func setPeerReachable(_ isReachable: Bool) throws(Refusal) {
    guard failover != nil else { throw .failoverNotConfigured }
    guard failover?.peerIsReachable != isReachable else { return }
    changeFailover { $0?.peerIsReachable = isReachable }
  }

  /// The time of the running synchronisation is over: the roles change, if the peer was there to the end.
  mutating func endSync(at now: Timestamp) {
    guard let running = failover?.running, running.ends <= now else { return }
    isEndingSync = true
    changeFailover { status in
      let succeeded = status?.peerIsReachable == true
      status?.running = nil
      status?.lastSync = FailoverStatus.DataSync(time: running.ends, succeeded: succeeded)
      if succeeded {
        status?.role = running.role
        status?.peerRole = running.role.other
      }
    }
    reconnectEverybody(at: now)
    isEndingSync = false
  }

  private mutating func changeFailover(_ body: (inout FailoverStatus?) -> Void) {
    body(&failover)
    if let failover { keep(.failover(failover)) }
  }

  /// All users are disconnected during a synchronisation; those who still had a connection have it again afterwards.
  private mutating func disconnectEverybody(at now: Timestamp) {
    clients.list.forEach { disconnected.append(($0.kind, $0.row)) }
    for (kind, row) in disconnected { setConnected(kind, row, false, at: now) }
  }

  private mutating func reconnectEverybody(at now: Timestamp) {
    for (kind, row) in disconnected { setConnected(kind, row, true, at: now) }
    disconnected = []
  }

  /// Nothing here can be refused: whoever was connected before a synchronisation cannot go during it.
  private mutating func setConnected(_ kind: ClientKind, _ row: RowID, _ isConnected: Bool, at now: Timestamp)
  {
    switch kind {
    case .representative:
      if let id = console.userID(row: row) { try? setConnected(id, isConnected, at: now) }
    case .supportCustomer:
      guard let client = model.customerClient[row], let session = sessions[row: client.supportSessionID]
      else {
        return
      }
      try? setCustomerConnected(session.record.lsid, isConnected, at: now)
    case .presentationAttendee:
      guard let presentation = model.attendee[row]?.presentationSessionID,
        let lsid = model.presentationSession[presentation]?.lsid,
        let attendee = presentations[lsid]?.attendees.first(where: { $0.rowID == row })
      else { return }
      try? setAttendeeConnected(lsid, attendee.gsnumber, isConnected, at: now)
    case .pushAgent: setClient(row, isConnected: isConnected, at: now)
    }
  }
}

extension Intent {
  /// Whether it is about the appliance's administration, which goes on while data is synchronised.
  var isAdministration: Bool {
    switch self {
    case .issueToken, .revokeTokens, .saveAccount, .replaceSecret, .deleteAccount, .changeSettings,
      .setPeerReachable:
      true
    default: false
    }
  }
}
