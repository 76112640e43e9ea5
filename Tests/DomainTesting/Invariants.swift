import ApplianceDomain

/// What is true of a domain between any two intents.
struct Invariants {
  let domain: ApplianceDomain
  private var found: [String] = []

  init(domain: ApplianceDomain) { self.domain = domain }

  func problems() -> [String] {
    var audit = self
    audit.sessions()
    audit.representatives()
    audit.participants()
    audit.tools()
    audit.queues()
    audit.queueBook()
    audit.presentations()
    audit.clients()
    audit.licenses()
    audit.teams()
    return audit.found
  }

  private mutating func expect(_ condition: Bool, _ otherwise: @autoclosure () -> String) {
    if !condition { found.append(otherwise()) }
  }

  private mutating func sessions() {
    let model = domain.model
    expect(domain.sessions.count == model.supportSession.count, "The book has other sessions than the table")
    var numbers: [Int] = []
    for id in model.supportSession.ids() {
      guard let row = model.supportSession[id], let session = domain.sessions[row: id] else {
        found.append("The session \(id.value) is not in the book")
        continue
      }
      let name = session.record.lsid
      numbers.append(session.record.customer.gsnumber)
      expect(row.lsid == name, "\(name) has another LSID in its row")
      expect(model.queue.contains(row.queueID), "\(name) is in no queue")
      let isInPrewait = row.queueID == domain.console.prewaitQueue
      expect((session.prewait != nil) == isInPrewait, "\(name) is in the prewait queue, or not, wrongly")
      expect(!isInPrewait || session.customerRowID == nil, "\(name) has a customer before it has begun")
      expect(
        row.createdTimestamp <= row.queueEntryTimestamp, "\(name) was in a queue before it was there")
      if let team = row.primaryTeamQueueID {
        let type = model.queue[team]?.type
        expect(type == .team || type == .embassy, "\(name)'s primary team is no team")
      }
      expect(session.record.end == nil, "\(name) has ended and is still there")
      let clients = model.customerClient.ids { $0.supportSessionID == id }
      expect(clients == [session.customerRowID].compactMap { $0 }, "\(name) has other customers")
      let attributes = model.supportSessionAttribute.ids { $0.supportSessionID == id }
        .compactMap { model.supportSessionAttribute[$0] }
      expect(
        attributes.map { AttributeValue(codeName: $0.codeName, value: $0.value) }
          == session.record.attributes,
        "\(name) has other attributes than its record")
      let primary = session.record.representatives.filter(\.isPrimary)
      expect(primary.count <= 1, "\(name) has several primary representatives")
      let present = session.record.representatives.filter(\.isPresent).map(\.id).sorted()
      expect(present == session.participantRows.keys.sorted(), "\(name): others are present than take part")
      if let owner = session.owner {
        expect(domain.console[owner]?.queueID == row.queueID, "\(name) is not in its owner's queue")
        expect(session.participantRows[owner] != nil, "\(name)'s owner takes no part in it")
        expect(primary.first?.id == owner, "\(name)'s owner is not its primary representative")
      }
    }
    domain.model.representative.forEach { _, row in
      if let console = domain.console[row.userID] { numbers.append(console.gsnumber) }
    }
    numbers += domain.presentations.all.flatMap { $0.attendees.map(\.gsnumber) }
    expect(Set(numbers).count == numbers.count, "Two have the same gsnumber: \(numbers.sorted())")
  }

  private mutating func representatives() {
    let model = domain.model
    expect(domain.console.count == model.representative.count, "The book has other consoles than the table")
    for id in model.representative.ids() {
      guard let row = model.representative[id], let account = domain.account(row.userID) else {
        found.append("The representative \(id.value) has no account")
        continue
      }
      let name = "\(account.username) (\(row.userID))"
      expect(domain.console[row.userID]?.rowID == id, "\(name) has another row in the book")
      expect(model.queue[row.queueID]?.representativeID == id, "\(name)'s queue is another's")
      let owned = model.supportSession.ids { $0.queueID == row.queueID }.count
      let status = domain.console[row.userID].flatMap { domain.index.status(codeName: $0.status) }
      let isBusy = owned >= account.maximumSessions || status?.takesSessions == false
      expect(row.routingBusy == isBusy, "\(name) is busy, or not, wrongly")
      let isAvailable = row.routingEnabled && row.connected && !row.routingBusy && !row.routingIdle
      expect(row.routingAvailable == isAvailable, "\(name) is available, or not, wrongly")
      let sessions = Set(
        model.representativeSupportSession.ids { $0.representativeID == id }
          .compactMap { model.representativeSupportSession[$0]?.supportSessionID })
      expect(
        domain.console[row.userID]?.sessions == sessions, "\(name) is in other sessions than the table says")
      let isOutsider = domain.console.invited[row.userID] != nil
      expect((row.type == .invited) == isOutsider, "\(name) comes from outside, or not, wrongly")
      expect(
        !isOutsider || sessions.count == 1, "\(name) comes from outside and is in \(sessions.count) sessions")
      if let selected = row.selectedSupportSessionID {
        let takesPart = domain.sessions[row: selected]?.participantRows[row.userID] != nil
        expect(takesPart, "\(name) looks at a session without taking part in it")
      }
    }
  }

  private mutating func participants() {
    let rows = domain.model.representativeSupportSession
    var known = 0
    for id in domain.model.supportSession.ids() {
      guard let session = domain.sessions[row: id] else { continue }
      for (user, participant) in session.participantRows {
        known += 1
        expect(rows[participant]?.supportSessionID == id, "A participant's row names another session")
        expect(
          rows[participant]?.representativeID == domain.console[user]?.rowID,
          "A participant's row names somebody else than \(user)")
      }
    }
    expect(known == rows.count, "There are participants whom no session knows")
  }

  private mutating func tools() {
    let table = domain.model.representativeSupportSessionTool
    var known = 0
    for id in domain.model.supportSession.ids() {
      guard let session = domain.sessions[row: id] else { continue }
      expect(
        session.tools.isEmpty || session.customerRowID != nil, "Tools are used where no customer is")
      for use in session.tools {
        known += 1
        expect(session.participantRows[use.representative] != nil, "A tool is used by nobody in the session")
        let rows = table.ids {
          $0.supportSessionID == id && $0.tool == use.tool
            && $0.representativeID == domain.console[use.representative]?.rowID
        }
        expect(rows.count == 1, "\(use.tool) has \(rows.count) rows for one representative and session")
      }
    }
    expect(known == table.count, "There are tools that no session knows")
  }

  private mutating func presentations() {
    let model = domain.model
    expect(
      domain.presentations.count == model.presentationSession.count, "The book has other presentations")
    for presentation in domain.presentations.all {
      let (id, name) = (presentation.rowID, presentation.name)
      expect(model.presentationSession[id]?.lsid == presentation.lsid, "\(name) has another row")
      expect(domain.console[presentation.owner] != nil, "\(name) is held by nobody")
      expect(
        model.attendee.ids { $0.presentationSessionID == id } == presentation.attendees.map(\.rowID).sorted(),
        "\(name) has other attendees")
      let presenters = model.presenter.ids { $0.presentationSessionID == id }
      expect(presenters == [presentation.presenter?.row].compactMap { $0 }, "\(name) has other presenters")
    }
    let attendees = domain.presentations.all.reduce(0) { $0 + $1.attendees.count }
    expect(attendees == model.attendee.count, "There are attendees of nothing")
  }

  /// Everybody who is logged in or in extended availability mode uses one licence, and nobody else does.
  private mutating func licenses() {
    let people = domain.organization.representatives.map(\.id)
    let logins = people.count { domain.console[$0] != nil }
    let contacts = people.count { domain.console[$0] == nil && domain.licenses.isExtended($0) }
    let counts = domain.licenses.counts
    expect(
      counts == LicenseCounts(logins: logins, extendedContacts: contacts),
      "\(logins) + \(contacts) licences are in use, and not \(counts)")
  }

  /// Whoever watches somebody is logged in, as is who is watched; pinned sessions have teams and IDs of their own.
  private mutating func teams() {
    for (watcher, watched) in domain.teams.monitoring {
      expect(domain.console[watcher] != nil, "\(watcher) watches somebody without being there")
      expect(domain.console[watched.member] != nil, "\(watched.member) is watched without being there")
    }
    let pins = domain.teams.pinned
    expect(Set(pins.map(\.id)).count == pins.count, "Two pinned sessions have the same ID")
    expect(pins.allSatisfy { domain.index.team($0.team) != nil }, "A session is pinned to no team")
  }

  /// Whoever is connected is in the list of clients, once, and nobody else.
  private mutating func clients() {
    let (model, clients) = (domain.model, domain.clients)
    var connected: [RowID: ClientKind] = [:]
    model.representative.forEach { id, row in if row.connected { connected[id] = .representative } }
    model.customerClient.forEach { id, row in if row.connected { connected[id] = .supportCustomer } }
    model.attendee.forEach { id, row in if row.connected { connected[id] = .presentationAttendee } }
    let rows = model.representative.count + model.customerClient.count + model.attendee.count
    var listed: [RowID: ClientKind] = [:]
    var last = ClientBook.firstID - 1
    var count = 0
    var all: [ConnectedClient] = []
    clients.list.forEach { all.append($0) }
    for client in all {
      expect(client.id > last, "The client \(client.id) comes after \(last)")
      expect(
        clients.list[client.id]?.row == client.row, "The client \(client.id) is not found by its ID")
      expect(clients.client(row: client.row)?.id == client.id, "\(client.id) is not found by its row")
      let events = client.events
      expect((1...ClientEvent.maximumCount).contains(events.count), "\(client.id) has \(events.count) events")
      expect(
        zip(events, events.dropFirst()).allSatisfy { $0.time <= $1.time },
        "\(client.id)'s log is out of order")
      expect(events.last?.time == client.since, "\(client.id)'s last event is not that it has connected")
      last = client.id
      count += 1
      if client.kind != .pushAgent { listed[client.row] = client.kind }
    }
    expect(count == clients.list.count, "The list counts its clients wrongly")
    expect(listed == connected, "Others are connected than the list says")
    let jumpointsAway = domain.runningSync == nil ? 0 : domain.organization.jumpoints.count
    expect(
      clients.awayCount == rows - connected.count + jumpointsAway,
      "\(clients.awayCount) are away, and \(rows - connected.count) have no connection")
    for (id, row) in connected where row == .representative {
      let user = model.representative[id]?.userID ?? 0
      expect(
        clients.client(row: id)?.isShowing == domain.console[user]?.isShowing,
        "\(user) is shown on the list of representatives, or not, wrongly")
    }
  }

  /// What routing asks the book about is what a walk through the tables finds.
  private mutating func queueBook() {
    let model = domain.model
    for queue in model.queue.ids() {
      guard let row = model.queue[queue] else { continue }
      let inTable = model.supportSession.ids { $0.queueID == queue }
      expect(domain.queues.count(in: queue) == inTable.count, "The book counts other sessions in \(row.name)")
      var waiting: [RowID] = []
      domain.queues.visitWaiting(in: queue) { session in
        waiting.append(session)
        return true
      }
      expect(waiting.sorted() == inTable, "The book has other sessions in \(row.name)")
      let order = waiting.compactMap { model.supportSession[$0] }.map {
        ($0.priority, $0.queueEntryTimestamp)
      }
      expect(
        zip(order, order.dropFirst()).allSatisfy { $0.0 <= $1.0 && ($0.0 < $1.0 || $0.1 <= $1.1) },
        "The sessions in \(row.name) are out of order")
      let members = model.representativeQueue.ids { $0.queueID == queue }
        .compactMap { model.representativeQueue[$0]?.representativeID }
      expect(domain.queues.memberCount(of: queue) == members.count, "\(row.name) has other members")
      let available = members.compactMap { model.representative[$0] }.filter(\.routingAvailable).map(\.userID)
      expect(
        domain.queues.available(in: queue).sorted() == available.sorted(), "\(row.name) has others available")
      let isShared = row.type == .team || row.type == .embassy
      expect(domain.queues.shared.contains(queue) == isShared, "\(row.name) is shared, or not, wrongly")
    }
  }

  private mutating func queues() {
    for team in domain.organization.teams {
      let isStaffed = team.members.contains { domain.console[$0.representative] != nil }
      let row = domain.console.teamQueues[team.id]
      expect(
        (row != nil) == (team.isPersistent || isStaffed), "\(team.name)'s queue is open, or not, wrongly")
      let isInModel = row.map { domain.model.queue.contains($0) } ?? true
      expect(isInModel, "\(team.name)'s queue has no row")
    }
    let personal = domain.model.queue.ids { $0.type == .personal }
    expect(personal.count == domain.console.count, "There are personal queues of nobody")
  }
}
