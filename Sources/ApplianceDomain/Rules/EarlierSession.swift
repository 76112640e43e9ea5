import Determinism

/// A session of the seed data that ended before the appliance's first start, told as history.
struct EarlierSession {
  var record: SessionRecord
  var events: [SessionEvent] = []
  private(set) var surveys: [SurveyRecord] = []

  /// - Parameter reference: the queue in which it waited, resolved.
  init(
    _ seed: StartupSession, in reference: QueueReference, index: OrganizationIndex, chance: inout Chance,
    recorded: RecordingKinds, startedAt now: Timestamp
  ) {
    let start = now.advanced(bySeconds: -seed.startedSecondsAgo)
    let end = start.advanced(bySeconds: seed.duration ?? 0)
    let endpoint = chance.endpoint(.desktop)
    let issue = seed.issue.flatMap { index.issue(codeName: $0) }
    let site = index.site(hostname: nil)
    record = SessionRecord(
      lsid: seed.lsid, lseq: 0, start: start, end: end,
      startMethod: issue == nil ? .sessionKey : .issueSubmission,
      publicSite: NamedID(id: site.id, name: site.name), attributes: seed.attributes,
      customer: CustomerRecord(
        gsnumber: 2, username: seed.customer.name.isEmpty ? endpoint.hostname : seed.customer.name,
        publicIP: endpoint.publicIP, privateIP: endpoint.privateIP, hostname: endpoint.hostname,
        operatingSystem: endpoint.operatingSystem, info: seed.customer, issue: issue.map { "\($0.id)" } ?? ""),
      recordings: SessionRecordings(enabled: recorded, hasSharedScreen: seed.sharesScreen))
    let queue = EarlierQueue(reference, of: seed, index)
    if let team = queue.team { record.teams = [team] }
    let representative = seed.representative.flatMap { index.representative($0) }
    if let representative {
      record.representatives = [part(of: representative, chance: &chance, from: start, to: end)]
    }
    tell(seed, queue, representative, index: index, from: start, to: end)
  }

  private func part(
    of account: RepresentativeAccount, chance: inout Chance, from start: Timestamp, to end: Timestamp
  ) -> RepresentativeRecord {
    RepresentativeRecord(
      gsnumber: 1, id: account.id, username: account.username, publicDisplayName: account.publicDisplayName,
      privateDisplayName: account.privateDisplayName, displayNumber: account.displayNumber,
      publicIP: account.publicAddress(port: chance.port()), privateIP: account.privateIP,
      hostname: account.hostname,
      operatingSystem: account.operatingSystem, isOwner: true, isPrimary: true, type: .normal, joined: start,
      isPresent: false, secondsInvolved: end.seconds - start.seconds)
  }

  private mutating func tell(
    _ seed: StartupSession, _ queue: EarlierQueue, _ representative: RepresentativeAccount?,
    index: OrganizationIndex, from start: Timestamp, to end: Timestamp
  ) {
    let customer = Party(type: .customer, gsnumber: 2, name: record.customer.username)
    add(.sessionStart, at: start)
    add(
      .conferenceOwnerChanged(owner: ApplianceDomain.preStartConference), at: start,
      to: Party(type: .system, gsnumber: 0, name: ApplianceDomain.preStartConference))
    add(
      .conferenceMemberAdded(
        SessionEvent.MemberDetails(
          name: customer.name, privateIP: record.customer.privateIP, publicIP: record.customer.publicIP,
          hostname: record.customer.hostname, operatingSystem: record.customer.operatingSystem)),
      at: start, to: customer)
    if let key = record.externalKey { add(.externalKey(key), at: start) }
    add(.conferenceOwnerChanged(owner: queue.party.name), at: start, to: queue.party)
    var speaker = Party.system
    if let representative, let part = record.representatives.first {
      speaker = Party(
        type: .representative, gsnumber: 1, name: representative.publicDisplayName, userID: representative.id)
      let details = SessionEvent.MemberDetails(
        name: part.publicDisplayName, privateName: part.privateDisplayName, username: part.username,
        userID: part.id, privateIP: part.privateIP, publicIP: part.publicIP, hostname: part.hostname,
        operatingSystem: part.operatingSystem, supportTeams: index.teamNames(of: part.id))
      add(.conferenceMemberAdded(details), at: start, by: speaker, to: speaker)
      add(.conferenceOwnerChanged(owner: part.publicDisplayName), at: start, by: speaker, to: speaker)
    }
    for line in seed.chat {
      add(
        .chatMessage(body: line.body), at: start, by: line.from == .customer ? customer : speaker,
        to: Party(type: .system, gsnumber: 0, name: "All Users"))
    }
    submit(seed.surveys, index.exitSurveys, at: end, customer: customer, representative: speaker)
    if speaker.type == .representative {
      for deed in seed.deeds(record.recordings.enabled) { tell(deed, at: end, by: speaker) }
      add(.conferenceMemberDeparted(name: speaker.name), at: end, by: speaker, to: speaker)
    }
    add(.conferenceMemberDeparted(name: customer.name), at: end, by: customer, to: customer)
    add(.sessionEnd, at: end, by: speaker)
  }

  /// Tells an activity, and counts it.
  private mutating func tell(_ deed: SessionActivity, at time: Timestamp, by speaker: Party) {
    var deed = deed
    switch deed.kind {
    case .commandShellSessionStarted:
      deed.put("instance", .integer(Int64(record.recordings.commandShells)))
      record.recordings.commandShells += 1
    case .showMyScreenRecording:
      deed.put("instance", .integer(Int64(record.recordings.showMyScreens)))
      record.recordings.showMyScreens += 1
    default: break
    }
    add(.activity(deed), at: time, by: speaker)
  }

  /// The seed data has been checked: every answer is one to a question.
  private mutating func submit(
    _ seeds: [StartupSurvey], _ asked: ExitSurveys, at time: Timestamp, customer: Party,
    representative: Party
  ) {
    for seed in seeds {
      let questions = asked.questions(seed.kind, site: record.publicSite.id)
      guard let resolved = try? questions.resolve(seed.answers) else { continue }
      let isCustomer = seed.kind == .customer
      let name = isCustomer ? customer.name : record.primaryRepresentative?.privateDisplayName ?? ""
      surveys.append(
        SurveyRecord(
          lsid: record.lsid, place: events.count, kind: seed.kind, submitter: name, time: time,
          answers: resolved.answers))
      let told = isCustomer ? SessionActivity.customerExitSurvey : SessionActivity.representativeSurvey
      add(.activity(told(resolved.pairs)), at: time, by: isCustomer ? customer : representative)
    }
  }

  private mutating func add(
    _ detail: SessionEvent.Detail, at time: Timestamp, by performer: Party = .system,
    to destination: Party? = nil
  ) {
    events.append(
      SessionEvent(
        lsid: record.lsid, sequence: events.count, timestamp: time, detail: detail, performedBy: performer,
        destination: destination))
  }
}

/// The queue in which an earlier session waited.
struct EarlierQueue {
  /// Whose queue it was, as events tell it.
  var party: Party
  /// The team or embassy whose queue it was.
  var team: NamedID?

  init(_ reference: QueueReference, of seed: StartupSession, _ index: OrganizationIndex) {
    party = Party(type: .system, gsnumber: 0, name: ApplianceDomain.generalQueueName)
    switch reference {
    case .team(let id): team = index.team(id).map { NamedID(id: id, name: $0.name) }
    case .embassy(let id): team = index.embassy(id).map { NamedID(id: id, name: $0.name) }
    case .representative(let id):
      guard let account = index.representative(id) else { return }
      // The owner and the customer are 1 and 2.
      party = Party(
        type: .representative, gsnumber: id == seed.representative ? 1 : 3, name: account.publicDisplayName,
        userID: id)
    case .general, .representativeUsername, .issue: return
    }
    if let team { party.name = team.name }
  }
}
