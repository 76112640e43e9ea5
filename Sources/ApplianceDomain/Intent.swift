/// What a caller, the control API or the simulation wants done. ``ApplianceDomain/perform(_:at:)`` is the only door.
public enum Intent: Sendable {
  /// A representative logs in to the console.
  case logIn(representative: Int)
  /// A representative logs out; their sessions fall back to a team's queue.
  case logOut(representative: Int)
  /// The representative turns extended availability on or off: on, they can be invited to sessions while they are logged
  /// out, and use a licence then.
  case setExtendedAvailability(representative: Int, Bool)
  /// The representative turns idle or active.
  case setIdle(representative: Int, Bool)
  /// The representative gets a status, by its code name.
  case setStatus(representative: Int, codeName: String)
  /// The representative switches automatic session assignment on or off.
  case setRoutingEnabled(representative: Int, Bool)
  /// The console loses its connection, or has it again. Who stays away too long is logged out by whoever watches.
  case setConnected(representative: Int, Bool)
  /// The console gets or loses the focus on the representative's computer.
  case setConsoleInFocus(representative: Int, Bool)
  /// The representative looks at one of their sessions, or at none. The model shows it once every five seconds.
  case selectSession(representative: Int, lsid: String?)

  /// A customer starts a session.
  case startSession(SessionRequest)
  /// A person is there for the customer: from now on nobody else speaks for them.
  case customerAppears(lsid: String)
  /// The customer's client is there: the session leaves the prewait queue for the one that it was started for.
  case customerClientStarts(lsid: String)
  /// The customer, who only chatted, has the full client from now on.
  case customerRunsClient(lsid: String, ClientType)
  /// The customer's client loses its connection (a reboot, an elevation, the network), or has it again.
  case setCustomerConnected(lsid: String, Bool)
  /// The customer's client runs in an elevated context from now on.
  case elevateCustomer(lsid: String)
  /// A waiting session is offered to a representative, who has so many seconds to answer.
  case assignSession(lsid: String, representative: Int, timeout: Int64?)
  /// What became of the offer; accepting it takes the session.
  case respondToAssignment(lsid: String, AssignmentResponse)
  /// A representative takes a waiting session into the personal queue.
  case acceptSession(lsid: String, representative: Int)
  /// A representative comes into a session without owning it.
  case joinSession(lsid: String, representative: Int)
  /// A representative leaves a session. An owner's goes to the one who has been in it longest, else back to a queue.
  case leaveSession(lsid: String, representative: Int)
  /// A representative in the session invites somebody from outside, who comes in under a name.
  case inviteRepresentative(lsid: String, by: Int, name: String)
  /// A representative in the session begins to use a tool, or stops.
  case useTool(lsid: String, representative: Int, ServiceTool, Bool)
  /// A representative in the session selects a service tab, or none.
  case selectTool(lsid: String, representative: Int, ServiceTool?)
  /// Somebody does something in a session that no table shows.
  case act(lsid: String, by: Actor, SessionActivity)
  /// A session goes to another queue.
  case transferSession(lsid: String, queue: QueueReference)
  /// Custom attributes of an active session get new values; an empty one is cleared.
  case setSessionAttributes(lsid: String, [AttributeValue])
  /// Someone in the session writes into the chat.
  case sendChatMessage(lsid: String, from: ChatSender, body: String)
  /// An API account writes into the chat of a session or of a team.
  case sendMessage(AccountMessage)
  /// A representative does something in a team: talks, exchanges files, watches a member.
  case actInTeam(team: Int, representative: Int, TeamDeed)
  /// A representative in a session pins its system to the queue of a team of theirs.
  case pinSession(lsid: String, representative: Int, team: Int)
  /// A member of its team does something with a pinned session.
  case changePinnedSession(id: Int, representative: Int, PinnedSessionDeed)
  /// The customer closes the client; the session stays until a representative ends it, unless it still waits.
  case customerLeaves(lsid: String)
  /// An API caller removes the customer, with what follows when the customer leaves.
  case removeCustomer(lsid: String)
  /// The session ends.
  case endSession(lsid: String, by: SessionEnder)

  /// A representative begins a presentation.
  case startPresentation(name: String, representative: Int)
  /// Somebody joins a presentation.
  case joinPresentation(lsid: String, name: String)
  /// An attendee's client loses its connection, or has it again.
  case setAttendeeConnected(lsid: String, attendee: Int, Bool)
  /// An attendee leaves.
  case leavePresentation(lsid: String, attendee: Int)
  /// A representative begins to show the screen in a presentation, in place of whoever did; nil stops the showing.
  case present(lsid: String, representative: Int?)
  /// Somebody does something in a presentation: shares files, or a recording of it exists.
  case actInPresentation(lsid: String, by: PresentationMember, SessionActivity)
  /// Somebody writes into the chat of a presentation.
  case sendPresentationMessage(lsid: String, from: PresentationMember, body: String)
  /// A presentation ends.
  case endPresentation(lsid: String)

  /// A caller asks for a session key.
  case generateSessionKey(SessionKeyRequest)

  /// A token, made by the caller from the system's entropy, is issued.
  case issueToken(digest: TokenDigest, clientID: String, hint: String)
  /// Tokens are revoked: of one account, or all of them.
  case revokeTokens(clientID: String?)
  /// An account is created, or replaced where one with its client ID exists.
  case saveAccount(APIAccount)
  /// An account gets a new secret; its tokens end.
  case replaceSecret(clientID: String, SecretHash)
  /// An account is deleted; its tokens end.
  case deleteAccount(clientID: String)
  /// A Jump shortcut is made.
  case importJumpItem(JumpItem)
  /// This appliance gets a role in its failover relationship; first, the data may be synchronised with the peer. Forced,
  /// a primary becomes the backup although the peer cannot be contacted.
  case setFailoverRole(FailoverRole, syncsFirst: Bool, force: Bool)
  /// The failover peer can be contacted from now on, or cannot.
  case setPeerReachable(Bool)
  /// The settings are replaced.
  case changeSettings(Settings)
}

/// Who writes into a chat.
public enum ChatSender: Sendable, Equatable {
  /// The customer.
  case customer
  /// A representative who is in the session, by user ID.
  case representative(Int)
}

/// Who does something in a session.
public enum Actor: Sendable, Equatable {
  /// The appliance.
  case system
  /// The customer.
  case customer
  /// A representative who is in the session, by user ID.
  case representative(Int)
}

/// Somebody in a presentation.
public enum PresentationMember: Sendable, Equatable {
  /// A representative, by user ID.
  case representative(Int)
  /// An attendee, by `gsnumber`.
  case attendee(Int)
}

/// Who ends a session.
public enum SessionEnder: Sendable, Equatable {
  /// The appliance, on behalf of an API caller or of the control API.
  case system
  /// The customer, by closing the client.
  case customer
  /// The representative who owns it.
  case owner
}

/// A customer's wish to start a session.
public struct SessionRequest: Sendable, Equatable {
  /// How the session is started, and so where it goes.
  public enum Method: Sendable, Equatable {
    /// By the seven digits of a session key.
    case shortKey(String)
    /// By the 32 hex digits of a key's URL.
    case accessKey(String)
    /// By a representative's ID and public display name.
    case representative(id: Int, name: String)
    /// By an issue's ID.
    case issue(id: Int)
    /// By an issue's code name.
    case issueCodeName(String)
    /// By a representative's ID, where a public site's issue menu lists representatives instead of issues.
    case menuRepresentative(id: Int)
    /// Straight into a queue, by the control API or the simulation, as if by `method`.
    case queue(QueueReference, as: StartMethod)
    /// A representative jumps to a system at which nobody waits: the session begins in the personal queue, taken.
    case jump(representative: Int, as: StartMethod)
  }

  /// How it is started.
  public var method: Method
  /// Who the customer is.
  public var customer: CustomerInfo
  /// Custom attributes, the external key among them; they override the key's.
  public var attributes: [AttributeValue]
  /// The priority; nil leaves it to the key or the issue.
  public var priority: Int?
  /// The skills; nil leaves them to the key or the issue.
  public var skills: [String]?
  /// The host name that was asked, which chooses the public site; nil or unknown means the default site.
  public var hostname: String?
  /// What the customer runs.
  public var clientType: ClientType
  /// The Jumpoint that a session is started through, if any.
  public var jumpoint: Int?
  /// The computer that the customer is known to have; nil leaves it to chance.
  public var platform: CustomerPlatform?
  /// What is known of the customer's computer, or of the system that is jumped to; nil leaves it to chance. A jump to
  /// a system of which nothing is known but that the customer has a name takes that name for the system's.
  public var computer: KnownComputer?
  /// Whether a person is there for the customer, so that the simulation does not speak for them.
  public var hasPerson: Bool
  /// Whether the session waits in the prewait queue until ``Intent/customerClientStarts(lsid:)``; a jump never does.
  public var prewaits: Bool
  /// The minutes between the customer's local time and UTC, east of it positive (`timezone_offset`); nil where unknown.
  public var timezoneOffset: Int?

  /// A request with all its parts.
  public init(
    method: Method, customer: CustomerInfo = CustomerInfo(), attributes: [AttributeValue] = [],
    priority: Int? = nil, skills: [String]? = nil, hostname: String? = nil, clientType: ClientType = .desktop,
    jumpoint: Int? = nil, platform: CustomerPlatform? = nil, computer: KnownComputer? = nil,
    hasPerson: Bool = false, prewaits: Bool = false, timezoneOffset: Int? = nil
  ) {
    self.method = method
    self.customer = customer
    self.attributes = attributes
    self.priority = priority
    self.skills = skills
    self.hostname = hostname
    self.clientType = clientType
    self.jumpoint = jumpoint
    self.platform = platform
    self.computer = computer
    self.hasPerson = hasPerson
    self.prewaits = prewaits
    self.timezoneOffset = timezoneOffset
  }
}

/// What is known of a customer's computer before its client tells, from a caller (guide: "API Command:
/// create_virtual_customer") or from a Jump Item. What is nil is left to chance.
public struct KnownComputer: Sendable, Equatable {
  /// The name.
  public var hostname: String
  /// The operating system.
  public var operatingSystem: String?
  /// The private address; empty where it never becomes known.
  public var privateIP: String?
  /// The public address without a port; an IPv6 address in brackets.
  public var publicIP: String?

  /// A computer with its properties.
  public init(
    hostname: String, operatingSystem: String? = nil, privateIP: String? = nil, publicIP: String? = nil
  ) {
    self.hostname = hostname
    self.operatingSystem = operatingSystem
    self.privateIP = privateIP
    self.publicIP = publicIP
  }
}

/// A caller's wish for a session key.
public struct SessionKeyRequest: Sendable, Equatable {
  /// Where its sessions shall go.
  public var queue: QueueReference
  /// The seconds for which it shall be valid; nil means the maximum.
  public var ttl: Int64?
  /// Custom attributes, the external key among them.
  public var attributes: [AttributeValue]
  /// The priority, 1 to 3; nil leaves it to the issue.
  public var priority: Int?
  /// The code names of the skills; nil leaves them to the issue.
  public var skills: [String]?

  /// A request with all its parts.
  public init(
    queue: QueueReference, ttl: Int64? = nil, attributes: [AttributeValue] = [], priority: Int? = nil,
    skills: [String]? = nil
  ) {
    self.queue = queue
    self.ttl = ttl
    self.attributes = attributes
    self.priority = priority
    self.skills = skills
  }
}
