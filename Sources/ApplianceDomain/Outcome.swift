public import Determinism

/// What the domain answered to an intent that it carried out.
public enum Outcome: Sendable, Equatable {
  /// It is done; there is nothing to tell.
  case done
  /// A session with this LSID began.
  case session(lsid: String)
  /// A session key was made.
  case sessionKey(GeneratedKey)
  /// Somebody from outside came into a session, with this user ID.
  case invited(representative: Int)
  /// A presentation with this LSID began.
  case presentation(lsid: String)
  /// Somebody joined a presentation, with this `gsnumber`.
  case attendee(Int)
  /// A session was pinned, with this ID.
  case pinnedSession(id: Int)
  /// A Jump shortcut was made, with this ID.
  case jumpItem(id: Int)
  /// What became of a change of failover roles.
  case failover(FailoverOutcome)
}

/// A new session key, and the queue that it leads to.
public struct GeneratedKey: Sendable, Equatable {
  /// The key.
  public var key: SessionKey
  /// The queue, with names and issues resolved to a representative, a team, an embassy or the general queue.
  public var queue: QueueReference
  /// Whether someone is there: the representative is logged in; a member of the team is, or its queue is persistent.
  public var isAvailable: Bool

  /// A key and where it leads.
  public init(key: SessionKey, queue: QueueReference, isAvailable: Bool) {
    self.key = key
    self.queue = queue
    self.isAvailable = isAvailable
  }
}

/// Why the domain does not do what an intent wants. Each API turns it into its documented error.
public enum Refusal: Error, Sendable, Equatable {
  /// No representative has this ID.
  case unknownRepresentative(Int)
  /// No representative has this user name.
  case unknownUsername(String)
  /// Several representatives have this user name.
  case ambiguousUsername(String)
  /// The representative is logged in already.
  case alreadyLoggedIn(Int)
  /// No representative status has this code name.
  case unknownStatus(String)
  /// The representative's role in the team is too low to watch that member.
  case roleTooLow(team: Int, representative: Int)
  /// The representative watches somebody already.
  case alreadyMonitoring(Int)
  /// The first representative does not watch the second one in that team.
  case notMonitoring(Int, Int)
  /// There is no pinned session with this ID.
  case unknownPinnedSession(Int)
  /// As many sessions are pinned as can be.
  case tooManyPinnedSessions
  /// The representative does not belong to the team.
  case notInTeam(team: Int, representative: Int)
  /// A time that must be in the past is not.
  case notInPast(Timestamp, now: Timestamp)
  /// The representative is not logged in.
  case notLoggedIn(Int)
  /// No representative with this ID has this public display name.
  case nameMismatch(id: Int, name: String)
  /// No team has this ID.
  case unknownTeam(Int)
  /// No embassy has this ID, or this version has no embassies.
  case unknownEmbassy(Int)
  /// No issue has this ID or code name.
  case unknownIssue(String)
  /// Nobody works on the queue now.
  case queueUnavailable(QueueReference)
  /// There is no such session key, or it has expired or been used.
  case invalidSessionKey(String)
  /// No active session has this LSID.
  case unknownSession(String)
  /// The session is in that representative's queue already.
  case alreadyInSession(lsid: String, representative: Int)
  /// The representative takes no part in the session.
  case notInSession(lsid: String, representative: Int)
  /// The customer has left the session already.
  case customerGone(String)
  /// The session waits for its customer's client, or does so no longer.
  case notPrewaiting(String)
  /// The representative's console has no connection.
  case notConnected(Int)
  /// The session has an owner, so that it cannot be assigned.
  case sessionTaken(String)
  /// The session is assigned to nobody.
  case notAssigned(String)
  /// Whoever is named cannot do this.
  case wrongPerformer(String)
  /// No Jumpoint has this ID.
  case unknownJumpoint(Int)
  /// No callback button is deployed in the session.
  case noCallbackButton(String)
  /// What the activity tells of is not recorded in the session.
  case notRecorded(lsid: String, String)
  /// An answer of an exit survey is none to a question that is asked.
  case surveyMisfit(SurveyMisfit)
  /// Whoever is named has submitted an exit survey in this session already.
  case alreadySurveyed(String)
  /// There is no active presentation with this LSID.
  case unknownPresentation(String)
  /// The representative or attendee takes no part in the presentation.
  case notInPresentation(String)
  /// No custom field has this code name.
  case unknownCustomField(String)
  /// No skill has this code name.
  case unknownSkill(String)
  /// The value of a custom attribute is longer than 1024 characters.
  case attributeTooLong(String)
  /// All custom attributes together are longer than 10 KB.
  case attributesTooLarge
  /// A priority is not 1, 2 or 3.
  case invalidPriority(Int)
  /// A time to live is not at least one second.
  case invalidTTL(Int64)
  /// No API account has this client ID.
  case unknownAccount(String)
  /// Data is synchronised with the failover peer until then; nothing else is available.
  case synchronising(until: Timestamp)
  /// No failover relationship is configured.
  case failoverNotConfigured
  /// The failover peer with this host name cannot be contacted.
  case peerUnreachable(String)
  /// Only who becomes the backup can be forced.
  case forceNotApplicable
  /// A Jump shortcut names something that is not there.
  case notConfigured(JumpReference, String)
  /// There are as many Jump shortcuts as there can be.
  case tooManyJumpItems
  /// The API account is disabled.
  case accountDisabled(String)
}
