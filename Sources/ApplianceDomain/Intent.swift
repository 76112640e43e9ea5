/// What a caller, the control API or the simulation wants done. ``ApplianceDomain/perform(_:at:)`` is the only door.
public enum Intent: Sendable {
  /// A representative logs in to the console.
  case logIn(representative: Int)
  /// A representative logs out; their sessions fall back to a team's queue.
  case logOut(representative: Int)
  /// The representative turns idle or active.
  case setIdle(representative: Int, Bool)
  /// The representative switches automatic session assignment on or off.
  case setRoutingEnabled(representative: Int, Bool)

  /// A customer starts a session.
  case startSession(SessionRequest)
  /// A representative takes a waiting session into the personal queue.
  case acceptSession(lsid: String, representative: Int)
  /// A session goes to another queue.
  case transferSession(lsid: String, queue: QueueReference)
  /// Custom attributes of an active session get new values; an empty one is cleared.
  case setSessionAttributes(lsid: String, [AttributeValue])
  /// Someone in the session writes into the chat.
  case sendChatMessage(lsid: String, from: ChatSender, body: String)
  /// The customer closes the client; the session stays until a representative ends it, unless it still waits.
  case customerLeaves(lsid: String)
  /// The session ends.
  case endSession(lsid: String, by: SessionEnder)

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
    /// Straight into a queue, by the control API or the simulation, as if by `method`.
    case queue(QueueReference, as: StartMethod)
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

  /// A request with all its parts.
  public init(
    method: Method, customer: CustomerInfo = CustomerInfo(), attributes: [AttributeValue] = [],
    priority: Int? = nil, skills: [String]? = nil, hostname: String? = nil, clientType: ClientType = .desktop
  ) {
    self.method = method
    self.customer = customer
    self.attributes = attributes
    self.priority = priority
    self.skills = skills
    self.hostname = hostname
    self.clientType = clientType
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
