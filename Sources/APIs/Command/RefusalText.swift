import ApplianceDomain
import Determinism

/// What a caller of the XML APIs and a customer on the web are told when the domain refuses: one table.
enum RefusalText {
  static func sentence(_ refusal: Refusal) -> String {
    switch refusal {
    case .unknownRepresentative(let id): "There is no representative with the ID \(id)."
    case .unknownUsername(let name): "There is no representative with the username \"\(name)\"."
    case .ambiguousUsername(let name): "More than one representative has the username \"\(name)\"."
    case .alreadyLoggedIn(let id): "The representative \(id) is already logged in."
    case .unknownStatus(let name): "There is no representative status with the code name \"\(name)\"."
    case .notInTeam(let team, let id): "The representative \(id) does not belong to the team \(team)."
    case .roleTooLow, .alreadyMonitoring, .notMonitoring, .unknownPinnedSession, .tooManyPinnedSessions:
      ofTeams(refusal)
    case .notInPast(let time, let now):
      "The time \(time.iso8601) is not in the past: the appliance's clock says \(now.iso8601)."
    case .notLoggedIn(let id): "The representative \(id) is not logged in."
    case .nameMismatch(let id, let name):
      "The representative with the ID \(id) does not have the public display name \"\(name)\"."
    case .unknownTeam(let id): "There is no support team with the ID \(id)."
    case .unknownEmbassy(let id): "There is no embassy with the ID \(id)."
    case .unknownIssue(let name): "There is no issue \"\(name)\"."
    case .queueUnavailable(let queue): "No representative is available for \(queue.text)."
    case .invalidSessionKey(let key):
      "The session key \"\(key)\" is not valid; it may have expired or been used."
    case .unknownSession(let lsid): "There is no active session with the lsid \"\(lsid)\"."
    case .alreadyInSession(let lsid, let id): "The representative \(id) already has the session \(lsid)."
    case .notInSession(let lsid, let id): "The representative \(id) takes no part in the session \(lsid)."
    case .customerGone(let lsid): "The customer has left the session \(lsid)."
    case .notPrewaiting(let lsid): "The session \(lsid) still waits for its customer's client."
    case .notConnected(let id): "The console of the representative \(id) has no connection."
    case .sessionTaken(let lsid): "The session \(lsid) already has an owner."
    case .notAssigned(let lsid): "The session \(lsid) is assigned to nobody."
    case .noCallbackButton(let lsid): "No callback button is deployed in the session \(lsid)."
    case .wrongPerformer(let activity): "Whoever is named cannot do this: \(activity)."
    case .notRecorded(let lsid, let activity):
      "There is no \(activity) in the session \(lsid): it is switched off."
    case .surveyMisfit(let misfit): "The survey cannot be taken: \(misfit.sentence)."
    case .alreadySurveyed(let lsid): "An exit survey has already been submitted in the session \(lsid)."
    case .unknownPresentation(let lsid): "There is no active presentation with the lsid \"\(lsid)\"."
    case .notInPresentation(let lsid): "Whoever is named takes no part in the presentation \(lsid)."
    case .unknownJumpoint(let id): "There is no Jumpoint with the ID \(id)."
    case .unknownCustomField(let name): "No custom field with the code name \"\(name)\" is configured."
    case .unknownSkill(let name): "No skill with the code name \"\(name)\" is configured."
    case .attributeTooLong(let name):
      "The value of \"\(name)\" is longer than \(AttributeValue.maximumLength) characters."
    case .attributesTooLarge: "All custom fields together, the external key included, are larger than 10 KB."
    case .invalidPriority(let priority): "The priority \(priority) is not 1, 2 or 3."
    case .invalidTTL(let ttl): "The time to live \(ttl) is not at least one second."
    case .synchronising(let end):
      "Data is synchronised with the failover peer until \(end.iso8601); nothing else is available before."
    case .failoverNotConfigured: "Failover is not configured on this appliance."
    case .peerUnreachable(let hostname): "The failover peer \(hostname) cannot be contacted."
    case .forceNotApplicable:
      "A change of roles can only be forced on the primary appliance, with the role backup."
    case .notConfigured(let reference, let name): "There is no \(reference.noun) \"\(name)\"."
    case .tooManyJumpItems: "There are \(JumpBook.maximumCount) Jump shortcuts, and there can be no more."
    case .unknownAccount(let id): "There is no API account with the client ID \"\(id)\"."
    case .accountDisabled(let id): "The API account \"\(id)\" is disabled."
    }
  }

  /// Refusals of what is done in teams. No documented operation does any of it.
  private static func ofTeams(_ refusal: Refusal) -> String {
    switch refusal {
    case .roleTooLow(let team, let id):
      "The representative \(id) is not a lead or manager of that member in the team \(team)."
    case .alreadyMonitoring(let id): "The representative \(id) is already monitoring somebody."
    case .notMonitoring(let id, let other): "The representative \(id) is not monitoring \(other)."
    case .unknownPinnedSession(let id): "There is no pinned session with the ID \(id)."
    case .tooManyPinnedSessions:
      "There are \(TeamBook.maximumPinned) pinned sessions, and there can be no more."
    default: preconditionFailure("The other refusals have sentences of their own")
    }
  }
}
