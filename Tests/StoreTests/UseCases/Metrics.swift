import ApplianceDomain

/// The figures of the guide's chapter "Use Cases". Seconds are counted one by one: a second belongs to what holds after
/// everything that happened in it.
struct Metrics: Equatable {
  /// Average Work Time: seconds by session.
  var work: [String: Int] = [:]
  /// Total Active Time.
  var active = 0
  /// Rep Login/out Time: the seconds of each login by its row, the last one still there or the one of the logout.
  var logins: [String: ClosedRange<Int64>] = [:]
  /// … seconds in which a representative was logged in but not connected.
  var disconnected = 0
  /// Number of Users Logged In: how many seconds so many were.
  var loggedIn: [Int: Int] = [:]
  /// Representative Time without a Session.
  var withoutSession = 0
  /// Amount of Time in Concurrent Sessions: seconds by the number of sessions.
  var concurrent: [Int: Int] = [:]
  /// Time in Auto Assign Mode.
  var autoAssign = 0
  /// Time Available.
  var available = 0
  /// Representative Time Idle.
  var idle = 0
  /// Time Waiting for a Customer to Reconnect.
  var waiting = 0

  /// Average Work Time: over all sessions that were worked on.
  var averageWork: Double { Double(work.values.reduce(0, +)) / Double(max(1, work.count)) }
  /// Number of Users Logged In: the least, the most and the average.
  var users: (least: Int, most: Int, average: Double) {
    let seconds = loggedIn.values.reduce(0, +)
    let sum = loggedIn.reduce(0) { $0 + $1.key * $1.value }
    return (loggedIn.keys.min() ?? 0, loggedIn.keys.max() ?? 0, Double(sum) / Double(max(1, seconds)))
  }

  mutating func see(login row: String, at second: Int64) {
    logins[row] = (logins[row]?.lowerBound ?? second)...second
  }
}

/// From archives: joins over texts, in the guide's words.
extension Metrics {
  mutating func count(_ replica: ArchiveReplica, at second: Int64) {
    let (representatives, sessions) = (replica["representative"], replica["support_session"])
    let parts = replica["representative_support_session"].values
    var clients: [String: [ArchiveReplica.Row]] = [:]
    for client in replica["customer_client"].values {
      if let session = client["support_session_id"] ?? nil { clients[session, default: []].append(client) }
    }
    loggedIn[representatives.count, default: 0] += 1
    for (id, representative) in representatives {
      func isTrue(_ field: String) -> Bool { representative[field] == "1" }
      see(login: id, at: second)
      if !isTrue("connected") { disconnected += 1 }
      if isTrue("routing_enabled") { autoAssign += 1 }
      if isTrue("routing_available") { available += 1 }
      if isTrue("routing_idle") { idle += 1 }
      let mine = parts.filter { $0["representative_id"] == id }.compactMap { $0["support_session_id"] ?? nil }
      if isTrue("connected") {
        concurrent[mine.count, default: 0] += 1
        if mine.isEmpty { withoutSession += 1 }
      }
      for session in mine {
        let connected = clients[session]?.contains { $0["connected"] == "1" } == true
        if clients[session]?.contains(where: { $0["connected"] == "0" }) == true { waiting += 1 }
        guard connected, let queue = sessions[session]?["queue_id"] ?? nil else { continue }
        if replica["queue"][queue]?["representative_id"] == id { active += 1 }
      }
      guard isTrue("console_in_focus"), !isTrue("routing_idle"),
        let selected = representative["selected_support_session_id"] ?? nil, sessions[selected] != nil,
        clients[selected]?.contains(where: { $0["connected"] == "1" }) == true
      else { continue }
      work[selected, default: 0] += 1
    }
  }
}

/// From the live model: loops over its typed rows.
extension Metrics {
  mutating func count(_ model: StateModel, at second: Int64) {
    var connected: [RowID: Bool] = [:]
    model.customerClient.forEach { _, client in connected[client.supportSessionID] = client.connected }
    var sessionsOf: [RowID: [RowID]] = [:]
    model.representativeSupportSession.forEach { _, part in
      sessionsOf[part.representativeID, default: []].append(part.supportSessionID)
    }
    loggedIn[model.representative.count, default: 0] += 1
    model.representative.forEach { id, representative in
      see(login: String(id.value), at: second)
      if representative.routingEnabled { autoAssign += 1 }
      if representative.routingAvailable { available += 1 }
      if representative.routingIdle { idle += 1 }
      let mine = sessionsOf[id] ?? []
      switch (representative.connected, mine.count) {
      case (false, _): disconnected += 1
      case (true, let number):
        concurrent[number, default: 0] += 1
        if number == 0 { withoutSession += 1 }
      }
      for session in mine {
        switch connected[session] {
        case true?:
          let queue = model.supportSession[session].flatMap { model.queue[$0.queueID] }
          if queue?.representativeID == id { active += 1 }
        case false?: waiting += 1
        case nil: break
        }
      }
      if let selected = representative.selectedSupportSessionID, connected[selected] == true,
        representative.consoleInFocus, !representative.routingIdle
      {
        work[String(selected.value), default: 0] += 1
      }
    }
  }
}
