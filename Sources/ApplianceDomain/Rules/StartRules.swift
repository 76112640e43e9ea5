public import Determinism

/// What happens when the appliance's processes start (guide: "System State Model"; interfaces: restart).
extension ApplianceDomain {
  /// Brings the model from nothing to what it is right after a start. Called once, before anything else.
  public mutating func start(at now: Timestamp) {
    precondition(model.queue.count == 0, "An appliance starts once")
    if lifetime > 1 { entries.append(.truncateModel) }
    // `Undocumented:` what reports say of a restart. Connections were lost with the process, at the last time that is
    // known; whoever logs in below comes anew.
    for lost in memory.lostLogins {
      let party = lost.representative
      tell(.memberDeparted, in: lost.team, by: party, at: memory.lastTime ?? now)
    }
    openStandingQueues(at: now)
    connectJumpoints(at: now)
    for account in organization.representatives where account.loggedInAtStart {
      startStep { (domain) throws(Refusal) in try domain.logIn(account.id, at: now) }
    }
    insertStartupKeys(at: now)
    for seed in organization.startup.activeSessions {
      startStep { (domain) throws(Refusal) in try domain.resume(seed, at: now) }
    }
    startFailover(at: now)
    guard memory.isFirstLife else { return }
    for seed in organization.startup.earlierSessions { tell(seed, at: now) }
    for seed in organization.startup.earlierPresentations { tell(seed, at: now) }
  }

  /// The seed data has been checked before it came here: what it asks for cannot be refused.
  private mutating func startStep(_ body: (inout ApplianceDomain) throws(Refusal) -> Void) {
    do throws(Refusal) { try body(&self) } catch { preconditionFailure("Unchecked seed data: \(error)") }
  }

  /// Keys of the seed data are not kept: every start brings them again, with the same URLs.
  private mutating func insertStartupKeys(at now: Timestamp) {
    var generator = SeededGenerator(seed: 0, stream: "startup-key")
    for seed in organization.startup.sessionKeys {
      keys.insert(
        SessionKey(
          shortKey: seed.shortKey, accessKey: generator.hex(32), queue: seed.queue, created: now,
          ttl: settings.sessionKeyMaximumTTL, isReusable: true))
    }
  }

  /// Makes a session of the seed data active, again where it is known from before.
  private mutating func resume(_ seed: StartupSession, at now: Timestamp) throws(Refusal) {
    let destination = try destination(of: seed.queue)
    let issue = seed.issue.flatMap { index.issue(codeName: $0) }
    var plan = Plan(
      destination: destination, reference: seed.queue,
      startMethod: issue == nil ? .sessionKey : .issueSubmission, issue: issue,
      selection: issue.map { "\($0.id)" } ?? "")
    plan.attributes = seed.attributes
    let known = memory.startupSessions.first { $0.record.lsid == seed.lsid }
    if let known {
      var record = known.record
      record.end = nil
      record.closedAbnormally = false
      // Nobody's stay has survived the restart but the customer's; the owner joins again below.
      let gone = record.endStays(at: memory.lastTime ?? now)
      insertRows(record, plan, .desktop, eventCount: known.eventCount, origin: origin(minutes: nil), at: now)
      if known.isSurveyed { sessions.update(seed.lsid) { $0.counters.surveyed = [.customer] } }
      for party in gone {
        log(
          .conferenceMemberDeparted(name: party.name), in: seed.lsid, by: party, to: party,
          at: memory.lastTime ?? now)
      }
      keepRecord(of: seed.lsid, .all)
    } else {
      let request = SessionRequest(method: .queue(seed.queue, as: plan.startMethod), customer: seed.customer)
      let start = now.advanced(bySeconds: -seed.startedSecondsAgo)
      open(seed.lsid, plan, request, start: start, at: now)
    }
    if let representative = seed.representative { try acceptSession(seed.lsid, by: representative, at: now) }
    guard known == nil else { return }
    for line in seed.chat {
      let sender: ChatSender = line.from == .customer ? .customer : .representative(seed.representative ?? 0)
      try sendChatMessage(seed.lsid, from: sender, body: line.body, at: now)
    }
    guard let representative = seed.representative else { return }
    for deed in seed.deeds(settings.sessionRecordings) {
      try act(seed.lsid, by: .representative(representative), deed, at: now)
    }
  }

  /// Writes a session that was over before the first start into the history.
  private mutating func tell(_ seed: StartupSession, at now: Timestamp) {
    // The seed data were checked; what does not resolve is an embassy's queue in a version without embassies.
    var past = EarlierSession(
      seed, in: (try? resolve(seed.queue)) ?? .general, index: index, chance: &chance,
      recorded: settings.sessionRecordings, startedAt: now)
    sessions.lastLseq += 1
    past.record.lseq = sessions.lastLseq
    keep(.session(past.record))
    for event in past.events { keep(.sessionEvent(event)) }
    for survey in past.surveys { keep(.survey(survey)) }
  }

  /// Writes a presentation that was over before the first start into the history.
  private mutating func tell(_ seed: StartupPresentation, at now: Timestamp) {
    guard let account = index.representative(seed.representative) else { return }
    sessions.lastLseq += 1
    let past = EarlierPresentation(
      seed, lseq: sessions.lastLseq, isRecorded: settings.recordPresentations, by: account,
      teams: index.teamNames(of: account.id), chance: &chance, startedAt: now)
    keep(.presentation(past.record))
    for attendee in past.attendees { keep(.attendee(attendee)) }
    for event in past.events { keep(.sessionEvent(event)) }
  }
}

extension SessionRecord {
  /// Ends the stays of the representatives who are present, and answers who they were.
  fileprivate mutating func endStays(at time: Timestamp) -> [Party] {
    var gone: [Party] = []
    for place in representatives.indices where representatives[place].isPresent {
      let part = representatives[place]
      representatives[place].secondsInvolved += max(0, time.seconds - part.joined.seconds)
      representatives[place].isPresent = false
      gone.append(
        Party(
          type: .representative, gsnumber: part.gsnumber, name: part.publicDisplayName, userID: part.id))
    }
    return gone
  }
}
