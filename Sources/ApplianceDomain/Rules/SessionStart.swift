public import Determinism

/// How a session begins (guide: "Session Generation API").
extension ApplianceDomain {
  /// What a request comes to when the key and the issue have had their say.
  struct Plan {
    var destination: Destination
    /// The queue by the name that the destination was found by.
    var reference: QueueReference
    var startMethod: StartMethod
    var issue: Issue?
    /// What reports show as the customer's selection: the ID of the issue or of the representative.
    var selection = ""
    var attributes: [AttributeValue] = []
    var priority: Int?
    var skills: [String]?
    var key: SessionKey?
  }

  /// Refuses what ``Intent/startSession(_:)`` would refuse now.
  public func check(_ request: SessionRequest, at now: Timestamp) throws(Refusal) {
    try check(attributes: request.attributes, priority: request.priority, skills: request.skills)
    if let id = request.jumpoint, index.jumpoint(id) == nil { throw .unknownJumpoint(id) }
    _ = try plan(request, at: now)
  }

  mutating func startSession(_ request: SessionRequest, at now: Timestamp) throws(Refusal) -> Outcome {
    try check(attributes: request.attributes, priority: request.priority, skills: request.skills)
    if let id = request.jumpoint, index.jumpoint(id) == nil { throw .unknownJumpoint(id) }
    let plan = try plan(request, at: now)
    if let key = plan.key, !key.isReusable {
      keys.remove(key)
      keep(.sessionKeyRemoved(shortKey: key.shortKey))
    }
    let lsid = chance.lsid()
    guard case .jump(let id, _) = request.method else {
      open(lsid, plan, request, start: now, at: now)
      return .session(lsid: lsid)
    }
    // Whoever jumps is there already: nobody waits for a client.
    var request = request
    request.prewaits = false
    // At the system sits nobody who could have a name: a name is the computer's.
    let name = request.customer.name
    if request.computer == nil, !name.isEmpty { request.computer = KnownComputer(hostname: name) }
    open(lsid, plan, request, start: now, at: now)
    try acceptSession(lsid, by: id, at: now)
    return .session(lsid: lsid)
  }

  /// Refuses what the configuration does not know, before anything changes.
  func check(attributes: [AttributeValue], priority: Int?, skills: [String]?) throws(Refusal) {
    var total = 0
    for attribute in attributes {
      guard index.hasCustomField(attribute.codeName) else { throw .unknownCustomField(attribute.codeName) }
      guard attribute.value.characterCount <= AttributeValue.maximumLength else {
        throw .attributeTooLong(attribute.codeName)
      }
      total += attribute.value.utf8.count
    }
    guard total <= AttributeValue.maximumTotal else { throw .attributesTooLarge }
    if let priority, !(1...3).contains(priority) { throw .invalidPriority(priority) }
    for skill in skills ?? [] where !index.hasSkill(skill) { throw .unknownSkill(skill) }
  }

  private func plan(_ request: SessionRequest, at now: Timestamp) throws(Refusal) -> Plan {
    switch request.method {
    case .shortKey(let digits):
      guard let key = keys.key(shortKey: digits, at: now) else { throw .invalidSessionKey(digits) }
      return try plan(request, with: key)
    case .accessKey(let digits):
      guard let key = keys.key(accessKey: digits, at: now) else { throw .invalidSessionKey(digits) }
      return try plan(request, with: key)
    case .representative(let id, let name):
      guard let account = index.representative(id) else { throw .unknownRepresentative(id) }
      guard account.publicDisplayName == name else { throw .nameMismatch(id: id, name: name) }
      let destination = try destination(of: .representative(id))
      return fill(
        Plan(
          destination: destination, reference: .representative(id), startMethod: .repList, selection: "\(id)"),
        request)
    case .issue(let id):
      guard let issue = index.issue(id) else { throw .unknownIssue("\(id)") }
      return try plan(request, for: issue)
    case .issueCodeName(let codeName):
      guard let issue = index.issue(codeName: codeName) else { throw .unknownIssue(codeName) }
      return try plan(request, for: issue)
    case .menuRepresentative(let id):
      let destination = try destination(of: .representative(id))
      return fill(
        Plan(
          destination: destination, reference: .representative(id), startMethod: .issueSubmission,
          selection: "\(id)"), request)
    case .queue(let reference, let method):
      let destination = try destination(of: reference)
      let issue = destination.issue
      return fill(
        Plan(
          destination: destination, reference: reference, startMethod: method, issue: issue,
          selection: issue.map { "\($0.id)" } ?? ""),
        request)
    case .jump(let id, let method):
      let destination = try destination(of: .representative(id))
      return fill(
        Plan(destination: destination, reference: .representative(id), startMethod: method), request)
    }
  }

  private func plan(_ request: SessionRequest, for issue: Issue) throws(Refusal) -> Plan {
    let destination = try destination(of: .issue(issue.codeName))
    return fill(
      Plan(
        destination: destination, reference: .issue(issue.codeName), startMethod: .issueSubmission,
        issue: issue,
        selection: "\(issue.id)"),
      request)
  }

  private func plan(_ request: SessionRequest, with key: SessionKey) throws(Refusal) -> Plan {
    let destination = try destination(of: key.queue)
    var plan = Plan(
      destination: destination, reference: key.queue, startMethod: .sessionKey, issue: destination.issue,
      selection: destination.issue.map { "\($0.id)" } ?? "")
    plan.attributes = key.attributes
    plan.priority = key.priority
    plan.skills = key.skills
    plan.key = key
    return fill(plan, request)
  }

  /// The request has the last word, then the key, then the issue.
  ///
  /// The limit for all attributes together holds for what comes of it, too: where a key's and a request's are more,
  /// the key's are cut, because a customer must not be turned away for it.
  func fill(_ plan: Plan, _ request: SessionRequest) -> Plan {
    var plan = plan
    var own: [AttributeValue] = []
    for attribute in request.attributes {
      own.removeAll { $0.codeName == attribute.codeName }
      plan.attributes.removeAll { $0.codeName == attribute.codeName }
      own.append(attribute)
    }
    let room = AttributeValue.maximumTotal - own.reduce(0) { $0 + $1.value.utf8.count }
    plan.attributes = plan.attributes.cut(toTotal: room) + own
    plan.priority = request.priority ?? plan.priority ?? plan.issue?.priority
    plan.skills = request.skills ?? plan.skills ?? plan.issue?.skills
    return plan
  }

  /// Puts a planned session into the model and tells how it began.
  mutating func open(
    _ lsid: String, _ plan: Plan, _ request: SessionRequest, start: Timestamp, at now: Timestamp
  ) {
    let site = index.site(hostname: request.hostname)
    let endpoint = chance.endpoint(request.clientType, request.platform, of: request.computer)
    sessions.lastLseq += 1
    let record = SessionRecord(
      lsid: lsid, lseq: sessions.lastLseq, start: start, startMethod: plan.startMethod,
      publicSite: NamedID(id: site.id, name: site.name),
      jumpoint: request.jumpoint.flatMap { index.jumpoint($0) },
      attributes: plan.attributes.filter { !$0.value.isEmpty },
      customer: CustomerRecord(
        gsnumber: console.gsnumbers.take(),
        username: request.customer.name.isEmpty ? endpoint.hostname : request.customer.name,
        publicIP: endpoint.publicIP, privateIP: endpoint.privateIP, hostname: endpoint.hostname,
        operatingSystem: endpoint.operatingSystem, info: request.customer, issue: plan.selection),
      recordings: SessionRecordings(enabled: settings.sessionRecordings))
    insertRows(
      record, plan, request.clientType, prewaits: request.prewaits, hasPerson: request.hasPerson,
      origin: origin(minutes: request.timezoneOffset), at: now)
    logStart(lsid, at: start)
    if request.prewaits {
      logExternalKey(lsid, record, at: start)
    } else {
      logArrival(lsid, record, owner: plan.destination, at: start)
    }
    keepRecord(of: lsid, .all)
    if let representative = plan.destination.representative { settleRouting(of: representative) }
  }

  /// Inserts the rows of a session, and enters it in the book.
  mutating func insertRows(
    _ record: SessionRecord, _ plan: Plan, _ clientType: ClientType, prewaits: Bool = false,
    hasPerson: Bool = false, eventCount: Int = 0, origin: ClientOrigin, at now: Timestamp
  ) {
    let customer = record.customer.info
    let destination = plan.destination
    let queueID = prewaits ? console.prewaitQueue : destination.queueID
    let isInTeam = destination.representative == nil && !prewaits
    let rowID = insert(
      SupportSessionRow(
        createdTimestamp: now, customerCompany: customer.company,
        customerCompanyCode: customer.companyCode, customerDescription: customer.details,
        customerName: record.customer.username,
        estimatedPickupTimestamp: now.advanced(byMilliseconds: queues.expectedWait(in: queueID)),
        issueCodeName: plan.issue?.codeName ?? "", issueDescription: plan.issue?.title ?? "",
        lsid: record.lsid,
        primaryTeamQueueID: isInTeam ? queueID : nil, priority: plan.priority ?? 2,
        publicSiteID: record.publicSite.id, publicSiteName: record.publicSite.name, queueEntryTimestamp: now,
        queueID: queueID, startMethod: plan.startMethod))
    queues.enter(rowID, queueID, priority: plan.priority ?? 2)
    let attributeRows = record.attributes.map {
      insert(
        SupportSessionAttributeRow(
          codeName: $0.codeName, createdTimestamp: now, supportSessionID: rowID, value: $0.value))
    }
    let skillRows = (plan.skills ?? []).map {
      insert(SupportSessionSkillRow(codeName: $0, createdTimestamp: now, supportSessionID: rowID))
    }
    let customerRowID = prewaits ? nil : insertCustomer(record, clientType, origin, of: rowID, at: now)
    var session = ActiveSession.Fields(
      rowID: rowID, customerRowID: customerRowID, record: record, attributeRows: attributeRows,
      skillRows: skillRows, hasPerson: hasPerson)
    session.origin = origin
    if prewaits {
      session.prewait = Prewait(queue: plan.reference, clientType: clientType)
    } else if let team = destination.team {
      // A session of the seed data may have been elsewhere before a restart: each team is named once.
      session.record.teams.removeAll { $0 == team }
      session.record.teams.append(team)
    }
    sessions.insert(ActiveSession(session), eventCount: eventCount)
  }

  /// What a report calls the place where a session is before its first queue.
  static let preStartConference = "Pre-start Conference"

  private mutating func insertCustomer(
    _ record: SessionRecord, _ clientType: ClientType, _ origin: ClientOrigin, of session: RowID,
    at now: Timestamp
  ) -> RowID {
    let rowID = insert(
      CustomerClientRow(
        clientType: clientType, connected: true, createdTimestamp: now, elevated: false,
        hostname: record.customer.hostname, operatingSystem: record.customer.operatingSystem,
        privateIP: record.customer.privateIP, publicIP: record.customer.publicIP, supportSessionID: session))
    connect(.supportCustomer, rowID, origin, at: now)
    return rowID
  }

  /// The customer's client is there: the session goes on to the queue that it was started for, or to everybody's where
  /// that is gone.
  mutating func customerClientStarts(_ lsid: String, at now: Timestamp) throws(Refusal) {
    guard let session = sessions[lsid] else { throw .unknownSession(lsid) }
    guard let prewait = session.prewait else { throw .notPrewaiting(lsid) }
    let general = Destination(queueID: console.generalQueue, name: Self.generalQueueName)
    let destination = (try? destination(of: prewait.queue)) ?? general
    let rowID = insertCustomer(
      session.record, prewait.clientType, session.origin, of: session.rowID, at: now)
    sessions.update(lsid) { $0.customerRowID = rowID }
    logMember(lsid, session.record, at: now)
    enter(destination, lsid, by: .system, at: now)
  }

  private mutating func logStart(_ lsid: String, at now: Timestamp) {
    let preStart = Party(type: .system, gsnumber: 0, name: Self.preStartConference)
    log(.sessionStart, in: lsid, at: now)
    log(.conferenceOwnerChanged(owner: Self.preStartConference), in: lsid, to: preStart, at: now)
  }

  private mutating func logArrival(
    _ lsid: String, _ record: SessionRecord, owner: Destination, at now: Timestamp
  ) {
    logMember(lsid, record, at: now)
    logExternalKey(lsid, record, at: now)
    log(.conferenceOwnerChanged(owner: owner.name), in: lsid, to: queueParty(owner), at: now)
  }

  private mutating func logMember(_ lsid: String, _ record: SessionRecord, at now: Timestamp) {
    let customer = record.customer
    let details = SessionEvent.MemberDetails(
      name: customer.username, privateIP: customer.privateIP, publicIP: customer.publicIP,
      hostname: customer.hostname, operatingSystem: customer.operatingSystem)
    log(
      .conferenceMemberAdded(details), in: lsid,
      to: Party(type: .customer, gsnumber: customer.gsnumber, name: customer.username), at: now)
  }

  /// The key is the session's from its beginning, also while it waits for its customer's client.
  private mutating func logExternalKey(_ lsid: String, _ record: SessionRecord, at now: Timestamp) {
    if let key = record.externalKey { log(.externalKey(key), in: lsid, at: now) }
  }
}
