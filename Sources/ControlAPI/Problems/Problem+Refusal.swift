import ApplianceDomain
import Determinism
import HTTPTypes

extension Problem {
  /// What the control API says where the domain refuses: 404 for what does not exist, 409 for what the present state
  /// does not allow, 422 for values that cannot be used.
  init(_ refusal: Refusal) {
    switch refusal {
    case .unknownRepresentative(let id):
      self = .unknown(
        "representative", "No representative has the user ID \(id); see GET /v1/representatives")
    case .unknownUsername(let name):
      self = .unknown("representative", "No representative has the user name \"\(name)\"")
    case .unknownTeam(let id): self = .unknown("team", "No team has the ID \(id)")
    case .unknownEmbassy(let id):
      self = .unknown("embassy", "No embassy has the ID \(id), or this API version has no embassies")
    case .unknownIssue(let issue): self = .unknown("issue", "No issue has the ID or code name \"\(issue)\"")
    case .unknownSession(let lsid):
      self = .unknown("session", "No active session has the LSID \"\(lsid)\"; see GET /v1/sessions")
    case .unknownAccount(let id):
      self = .unknown("account", "No API account has the client ID \"\(id)\"; see GET /v1/accounts")
    case .ambiguousUsername(let name):
      self = .conflict(
        "ambiguous-username", "Several representatives have the user name \"\(name)\"; name one by rep:ID")
    case .alreadyLoggedIn(let id):
      self = .conflict("already-logged-in", "Representative \(id) is logged in already")
    case .notLoggedIn(let id):
      self = .conflict(
        "not-logged-in",
        "Representative \(id) is not logged in; POST /v1/representatives/\(id)/login mends that")
    case .queueUnavailable(let queue):
      self = .conflict(
        "queue-unavailable",
        "Nobody works on the queue \(queue.text); log one of its representatives in first")
    case .alreadyInSession(let lsid, let id):
      self = .conflict("already-in-session", "Representative \(id) has the session \(lsid) already")
    case .synchronising, .failoverNotConfigured, .peerUnreachable, .forceNotApplicable, .notConfigured,
      .tooManyJumpItems:
      self = .ofFailoverOrJump(refusal)
    case .unknownStatus, .notInTeam, .notInPast, .notInSession, .notPrewaiting, .notConnected, .sessionTaken,
      .notAssigned, .noCallbackButton, .notRecorded, .surveyMisfit, .alreadySurveyed, .wrongPerformer,
      .notInPresentation, .unknownPresentation,
      .unknownJumpoint, .customerGone:
      self = .ofWork(refusal)
    case .roleTooLow, .alreadyMonitoring, .notMonitoring, .unknownPinnedSession, .tooManyPinnedSessions:
      self = .ofTeams(refusal)
    case .accountDisabled(let id):
      self = .conflict(
        "account-disabled",
        "The API account \"\(id)\" is disabled; PATCH /v1/accounts/\(id) with {\"enabled\":true} mends that")
    case .nameMismatch(let id, let name):
      self = .invalid("representative", "\(id) does not have the public display name \"\(name)\"")
    case .invalidSessionKey(let key):
      self = .invalid("session_key", "\"\(key)\" does not exist, has expired or has been used")
    case .unknownCustomField(let name):
      self = .invalid("attributes", "no custom field has the code name \"\(name)\"")
    case .unknownSkill(let name): self = .invalid("skills", "no skill has the code name \"\(name)\"")
    case .attributeTooLong(let name):
      let limit = AttributeValue.maximumLength
      self = .invalid("attributes", "the value of \"\(name)\" is longer than \(limit) characters")
    case .attributesTooLarge:
      self = .invalid("attributes", "together they are longer than \(AttributeValue.maximumTotal) bytes")
    case .invalidPriority(let priority): self = .invalid("priority", "\(priority) is not 1, 2 or 3")
    case .invalidTTL(let seconds): self = .invalid("ttl", "\(seconds) is not at least one second")
    }
  }

  /// Refusals of a change of failover roles and of a Jump shortcut.
  private static func ofFailoverOrJump(_ refusal: Refusal) -> Problem {
    switch refusal {
    case .synchronising(let end):
      .conflict(
        "synchronising",
        "Data is synchronised with the failover peer until \(end.rfc3339); advancing the clock ends that")
    case .failoverNotConfigured:
      .conflict(
        "no-failover", "No failover relationship is configured; see appliances.yaml of the seed data")
    case .peerUnreachable(let name):
      .conflict("peer-unreachable", "The failover peer \(name) cannot be contacted")
    case .forceNotApplicable: .invalid("force", "it is only for the role backup")
    case .notConfigured(let reference, let name):
      .invalid(reference.rawValue, "there is no \(reference.noun) \"\(name)\"")
    case .tooManyJumpItems:
      .conflict("too-many-jump-items", "There are \(JumpBook.maximumCount) already")
    default: preconditionFailure("The other refusals have sentences of their own")
    }
  }

  /// Refusals that only those meet who drive sessions and presentations by hand.
  private static func ofWork(_ refusal: Refusal) -> Problem {
    switch refusal {
    case .unknownStatus(let name):
      .invalid("status", "no representative status has the code name \"\(name)\"")
    case .notInSession(let lsid, let id):
      .conflict(
        "not-in-session",
        "Representative \(id) takes no part in the session \(lsid); POST /v1/sessions/\(lsid)/accept mends that"
      )
    case .notInTeam(let team, let id):
      .conflict("not-in-team", "Representative \(id) does not belong to the team \(team)")
    case .notInPast(let time, let now):
      .invalid("timestamp", "\(time.iso8601) is not in the past; the clock says \(now.iso8601)")
    case .notPrewaiting(let lsid):
      .conflict(
        "not-prewaiting", "The session \(lsid) waits for its customer's client, or does so no longer")
    case .notConnected(let id):
      .conflict("not-connected", "The console of representative \(id) has no connection")
    case .sessionTaken(let lsid):
      .conflict("session-taken", "The session \(lsid) has an owner already")
    case .notAssigned(let lsid):
      .conflict("not-assigned", "The session \(lsid) is assigned to nobody")
    case .noCallbackButton(let lsid):
      .conflict("no-callback-button", "No callback button is deployed in the session \(lsid)")
    case .notRecorded(let lsid, let activity):
      .conflict(
        "not-recorded",
        "There is no \(activity) in the session \(lsid): when it began, the settings had that recording switched off"
      )
    case .surveyMisfit(let misfit): .invalid("responses", misfit.sentence)
    case .alreadySurveyed(let lsid):
      .conflict(
        "already-surveyed", "Whoever is named has submitted an exit survey in the session \(lsid) already")
    case .wrongPerformer(let activity):
      .conflict("wrong-performer", "Whoever is named cannot do this: \(activity)")
    case .customerGone(let lsid):
      .conflict("customer-gone", "The customer has left the session \(lsid) already")
    case .notInPresentation(let lsid):
      .conflict("not-in-presentation", "Whoever is named takes no part in the presentation \(lsid)")
    case .unknownPresentation(let lsid):
      .unknown("presentation", "No active presentation has the LSID \"\(lsid)\"")
    case .unknownJumpoint(let id): .unknown("jumpoint", "No Jumpoint has the ID \(id)")
    default: preconditionFailure("The other refusals have sentences of their own")
    }
  }

  /// Refusals of what is done in teams.
  private static func ofTeams(_ refusal: Refusal) -> Problem {
    switch refusal {
    case .roleTooLow(let team, let id):
      .conflict(
        "role-too-low",
        "Representative \(id) is not a manager of that member in the team \(team), nor a lead of an ordinary one"
      )
    case .alreadyMonitoring(let id):
      .conflict("already-monitoring", "Representative \(id) is monitoring somebody; stop that first")
    case .notMonitoring(let id, let other):
      .conflict("not-monitoring", "Representative \(id) is not monitoring \(other) in this team")
    case .unknownPinnedSession(let id):
      .unknown("pinned-session", "No pinned session has the ID \(id); see GET /v1/pinned-sessions")
    case .tooManyPinnedSessions:
      .conflict("too-many-pinned-sessions", "There are \(TeamBook.maximumPinned) already")
    default: preconditionFailure("The other refusals have sentences of their own")
    }
  }

  private static func unknown(_ what: String, _ detail: String) -> Problem {
    Problem("unknown-\(what)", .notFound, "There is no such \(what)", detail)
  }

  private static func conflict(_ slug: String, _ detail: String) -> Problem {
    Problem(slug, .conflict, "The appliance's present state does not allow it", detail)
  }
}
