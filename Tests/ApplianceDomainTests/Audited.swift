import ApplianceDomain
import Determinism
import DomainTesting
import Testing

/// A started domain whose every intent is audited.
struct Audited {
  private(set) var domain: ApplianceDomain
  private var auditor = Auditor()
  private var naive = NaiveModel()
  var now = TestOrganization.start
  /// The entries of the last intent.
  private(set) var entries: [LogEntry] = []

  init(_ domain: ApplianceDomain = TestOrganization.domain()) {
    self.domain = domain
    entries = self.domain.takeEntries()
    let problems = auditor.audit(self.domain, entries) + naive.follow(entries, at: now)
    #expect(problems == [])
  }

  /// Performs an intent and checks what it left behind; a refused one must leave nothing.
  @discardableResult
  mutating func perform(_ intent: Intent, _ location: SourceLocation = #_sourceLocation) -> Result<
    Outcome, Refusal
  > {
    let result: Result<Outcome, Refusal>
    do throws(Refusal) { result = .success(try domain.perform(intent, at: now)) } catch {
      result = .failure(error)
    }
    entries = domain.takeEntries()
    if case .failure = result { #expect(entries.isEmpty, sourceLocation: location) }
    let problems = auditor.audit(domain, entries) + naive.follow(entries, at: now)
    #expect(problems == [], "after \(intent)", sourceLocation: location)
    return result
  }

  /// Lets the appliance do what is due by now.
  mutating func settle(_ location: SourceLocation = #_sourceLocation) {
    domain.settle(at: now)
    entries = domain.takeEntries()
    let problems = auditor.audit(domain, entries) + naive.follow(entries, at: now)
    #expect(problems == [], sourceLocation: location)
  }

  /// Starts a session and answers its LSID.
  mutating func start(
    _ method: SessionRequest.Method, _ location: SourceLocation = #_sourceLocation
  ) throws -> String {
    let request = SessionRequest(method: method, customer: CustomerInfo(name: "Ann"))
    guard case .session(let lsid) = try perform(.startSession(request), location).get() else {
      throw Refusal.unknownSession("none was started")
    }
    return lsid
  }

  /// Makes a session key.
  mutating func makeKey(_ queue: QueueReference, ttl: Int64? = nil) throws -> SessionKey {
    let request = SessionKeyRequest(queue: queue, ttl: ttl)
    guard case .sessionKey(let made) = try perform(.generateSessionKey(request)).get() else {
      throw Refusal.invalidSessionKey("none was made")
    }
    return made.key
  }

  /// What the events of the last intent say, in order.
  var details: [SessionEvent.Detail] {
    entries.compactMap { if case .sessionEvent(let event) = $0 { event.detail } else { nil } }
  }

  /// The changes of the model that the last intent made, in order.
  var changes: [String] {
    entries.compactMap { entry in
      guard case .change(let change) = entry else { return nil }
      switch change.kind {
      case .insert: return "insert \(change.table.rawValue)"
      case .update: return "update \(change.table.rawValue)"
      case .delete: return "delete \(change.table.rawValue)"
      }
    }
  }

  /// The row of an active session.
  func row(_ lsid: String) throws -> SupportSessionRow {
    try #require(domain.sessions[lsid].flatMap { domain.model.supportSession[$0.rowID] })
  }

  /// The row of a logged-in representative.
  func representative(_ id: Int) throws -> RepresentativeRow {
    try #require(domain.console[id].flatMap { domain.model.representative[$0.rowID] })
  }

  /// The last session event of the last intent.
  var event: SessionEvent? {
    entries.compactMap { if case .sessionEvent(let event) = $0 { event } else { nil } }.last
  }

  /// The session events of the last intent.
  var events: [SessionEvent] {
    entries.compactMap { if case .sessionEvent(let event) = $0 { event } else { nil } }
  }

  /// The last record of a presentation that the last intent kept.
  var presentation: PresentationRecord? {
    entries.compactMap { if case .record(.presentation(let record)) = $0 { record } else { nil } }.last
  }

  /// The last activity of the last intent.
  var activity: SessionActivity? {
    if case .activity(let activity)? = event?.detail { activity } else { nil }
  }

  /// What the record of a session says of recordings, as the last intent has kept it.
  var keptRecordings: SessionRecordings? {
    entries.compactMap { if case .record(.session(let record, _)) = $0 { record.recordings } else { nil } }
      .last
  }

  /// The kinds of the activities of the last intent.
  var activities: [SessionActivity.Kind] {
    entries.compactMap { entry in
      guard case .sessionEvent(let event) = entry, case .activity(let activity) = event.detail else {
        return nil
      }
      return activity.kind
    }
  }
}

extension Result where Success == Outcome, Failure == Refusal {
  /// Why it was refused; nil where it was not.
  var refusal: Refusal? {
    if case .failure(let refusal) = self { refusal } else { nil }
  }
}
