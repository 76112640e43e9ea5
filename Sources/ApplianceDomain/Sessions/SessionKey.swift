public import Determinism

/// A session key: seven digits, or a URL, by which a customer starts a session.
public struct SessionKey: Codable, Equatable, Sendable {
  /// The seven digits.
  public var shortKey: String
  /// The 32 hex digits of the key's URL (`/?ak=…`).
  public var accessKey: String
  /// Where its sessions go.
  public var queue: QueueReference
  /// When it was made.
  public var created: Timestamp
  /// The seconds for which it is valid.
  public var ttl: Int64
  /// Whether it survives its use, as keys of the seed data do, which also never expire.
  public var isReusable: Bool
  /// The custom attributes of its sessions, the external key among them as `external_key`.
  public var attributes: [AttributeValue]
  /// The priority of its sessions; nil leaves it to the issue.
  public var priority: Int?
  /// The code names of the skills of its sessions; nil leaves them to the issue.
  public var skills: [String]?

  /// When it expires.
  public var expires: Timestamp { created.advanced(bySeconds: ttl) }

  /// A key with all its properties.
  public init(
    shortKey: String, accessKey: String, queue: QueueReference, created: Timestamp, ttl: Int64,
    isReusable: Bool = false, attributes: [AttributeValue] = [], priority: Int? = nil, skills: [String]? = nil
  ) {
    self.shortKey = shortKey
    self.accessKey = accessKey
    self.queue = queue
    self.created = created
    self.ttl = ttl
    self.isReusable = isReusable
    self.attributes = attributes
    self.priority = priority
    self.skills = skills
  }
}

/// A custom attribute of a session. The external key is the one with the code name `external_key`.
public struct AttributeValue: Codable, Equatable, Sendable {
  /// The code name of the external key.
  public static let externalKey = "external_key"
  /// The longest value, in characters (guide: "generate_session_key").
  public static let maximumLength = 1024
  /// The most that all values of a session may take together, in bytes.
  public static let maximumTotal = 10 * 1024

  /// The code name.
  public var codeName: String
  /// The value.
  public var value: String

  /// An attribute with its value.
  public init(codeName: String, value: String) {
    self.codeName = codeName
    self.value = value
  }
}

/// What a customer said of themselves in the front-end survey, or a caller said of them.
public struct CustomerInfo: Codable, Equatable, Sendable {
  /// The longest name, company and company code, in characters (guide: "Session Generation API").
  public static let maximumLength = 100
  /// The longest description, in bytes.
  public static let maximumDetailsBytes = 1024

  /// The name.
  public var name: String
  /// The company.
  public var company: String
  /// The company code.
  public var companyCode: String
  /// The description of the problem.
  public var details: String

  /// What is known of a customer.
  public init(name: String = "", company: String = "", companyCode: String = "", details: String = "") {
    self.name = name
    self.company = company
    self.companyCode = companyCode
    self.details = details
  }
}
