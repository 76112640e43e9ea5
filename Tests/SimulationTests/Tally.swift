import ApplianceDomain

/// What has happened, by names: those of the guides where they have one.
struct Tally {
  private(set) var counts: [String: Int] = [:]

  subscript(name: String) -> Int { counts[name, default: 0] }

  /// Those of some names that have not happened.
  func missing(of names: [String]) -> [String] { names.filter { self[$0] == 0 } }

  private mutating func note(_ name: String) { counts[name, default: 0] += 1 }

  /// What an intent of the simulation amounts to, as far as its entries do not say it.
  mutating func count(_ intent: Intent, in domain: ApplianceDomain) {
    switch intent {
    case .logIn: note("logs in")
    case .logOut: note("logs out")
    case .startSession(let request):
      switch request.method {
      case .shortKey: note("a session key is entered")
      case .accessKey: note("a session key's URL is followed")
      default: break
      }
    case .transferSession(let lsid, let queue):
      let isOwned = domain.sessions[lsid]?.owner != nil
      if case .representative = queue { note("hands on to a colleague") }
      if case .team = queue { note(isOwned ? "hands on to a team" : "moves to another queue") }
    case .leaveSession(let lsid, let id):
      note(domain.sessions[lsid]?.owner == id ? "owner leaves" : "guest leaves")
    case .joinSession: note("joins a session")
    case .customerLeaves(let lsid):
      let session = domain.sessions[lsid]
      note(
        session?.prewait != nil
          ? "gives up before the client" : session?.owner == nil ? "gives up" : "leaves first")
    default: break
    }
  }

  /// What an entry tells.
  mutating func count(_ entry: LogEntry) {
    switch entry {
    case .change(let change): count(change)
    case .sessionEvent(let event): count(event)
    case .record(.teamEvent(let event)): note("team " + event.kind.rawValue)
    case .record(.licenseUsage(let usage)):
      note("licences at their peak")
      if usage.counts.extendedContacts > 0 { note("licences for extended availability") }
    case .truncateModel, .record: break
    }
  }

  private mutating func count(_ event: SessionEvent) {
    let place = event.isInPresentation ? "presentation " : ""
    switch event.detail {
    case .activity(let activity):
      note(place + activity.kind.rawValue)
      if activity.hasFailed { note(activity.kind.rawValue + " failed") }
      if let response = activity.text("response") { note(activity.kind.rawValue + " " + response) }
    case .chatMessage(let body):
      note(place + "chat_message from \(event.performedBy.type.rawValue)")
      if body.contains("%name%") { note(place + "chat_message with the macro") }
    case .externalKey: note("external key")
    case .conferenceMemberAdded: note(place + "member added")
    case .conferenceMemberDeparted: note(place + "member departed")
    case .conferenceOwnerChanged: note("owner changed")
    case .sessionStart: note(place + "session start")
    case .sessionEnd: note(place + "session end")
    }
  }

  private mutating func count(_ change: Change) {
    let kind = "\(change.kind)".prefix { $0 != "(" }
    switch change.row {
    case .supportSession(let row):
      if kind == "insert" { note("start_method \(row.startMethod.rawValue)") }
    case .customerClient(let row):
      if kind == "insert" { note("client_type \(row.clientType.rawValue)") }
      if kind == "update" { note("customer_client connected \(row.connected) elevated \(row.elevated)") }
    case .representative(let row):
      if kind == "insert" { note("representative \(row.type.rawValue)") }
      if kind == "update" {
        note(row.connected ? "representative connected" : "representative not connected")
        note(row.consoleInFocus ? "console in focus" : "console not in focus")
        if row.routingIdle { note("representative idle") }
        if row.routingBusy { note("representative busy") }
        if row.selectedSupportSessionID != nil { note("session selected") }
      }
    case .representativeSupportSessionTool(let row): note("tool \(row.tool.rawValue) \(kind)")
    case .representativeSupportSession(let row):
      if let tool = row.selectedSupportSessionServiceTool { note("selected tool \(tool.rawValue)") }
    case .attendee(let row): note("attendee \(kind) \(row.connected)")
    case .queue(let row): note("queue \(row.type.rawValue)")
    case .supportSessionAttribute, .supportSessionSkill, .presentationSession, .presenter,
      .representativeQueue:
      note("\(change.table.rawValue) \(kind)")
    }
  }

  /// Everything that must happen in a centre that knows a version's methods and queues.
  static func everything(_ capabilities: Capabilities) -> [String] {
    let methods = StartMethod.allCases.filter { capabilities.jumpClientStartMethod || $0 != .jumpClient }
    let tools = ServiceTool.allCases.map(\.rawValue)
    let kinds = SessionActivity.Kind.allCases.map(\.rawValue)
    let failures: [SessionActivity.Kind] = [
      .directoryCreated, .fileDeleted, .fileMoved, .fileUploadIncomplete, .fileDownloadIncomplete,
    ]
    let teams = TeamEvent.Kind.allCases.map { "team " + $0.rawValue }
    return kinds + teams + methods.map { "start_method \($0.rawValue)" }
      + ClientType.allCases.map { "client_type \($0.rawValue)" } + tools.map { "tool \($0) insert" }
      + tools.map { "tool \($0) delete" } + tools.map { "selected tool \($0)" }
      + failures.map { "\($0.rawValue) failed" } + people + conversations + presentations
      + AssignmentResponse.allCases.map { "session_assignment_response \($0.rawValue)" }
      + ["legal_agreement_response accept"] + (capabilities.embassies ? ["representative embassy"] : [])
  }

  private static let people = [
    "logs in", "logs out", "representative connected", "representative not connected", "console in focus",
    "console not in focus", "representative idle", "representative busy", "session selected",
    "representative normal", "representative invited", "customer_client connected false elevated false",
    "customer_client connected true elevated true", "support_session_attribute insert",
    "support_session_attribute update", "support_session_skill insert", "representative_queue insert",
  ]
  private static let conversations = [
    "a session key is entered", "a session key's URL is followed", "hands on to a colleague",
    "hands on to a team", "owner leaves", "guest leaves", "joins a session", "gives up before the client",
    "leaves first", "chat_message from customer", "chat_message from representative",
    "chat_message with the macro", "external key", "member added", "member departed", "owner changed",
    "session start", "session end",
  ]
  private static let presentations = [
    "presentation_session insert", "presentation_session delete", "presenter insert", "presenter delete",
    "attendee insert true", "attendee update false", "attendee update true", "attendee delete true",
    "presentation chat_message from representative", "presentation chat_message from attendee",
    "presentation chat_message with the macro", "presentation files_shared", "presentation screen_recording",
    "presentation session start", "presentation session end", "presentation member added",
    "presentation member departed",
  ]
}
