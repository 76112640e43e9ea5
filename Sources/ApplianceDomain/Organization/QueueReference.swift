/// A queue, as a caller names it: the forms of `queue_id` in the Command API.
public enum QueueReference: Codable, Hashable, Sendable {
  /// `general`: the queue of everybody.
  case general
  /// `rep:ID`: the personal queue of a representative.
  case representative(Int)
  /// `rep_username:NAME`: the personal queue of the only user with that name.
  case representativeUsername(String)
  /// `team:ID`: the queue of a team.
  case team(Int)
  /// `embassy:ID`: the queue of an embassy (until 1.16.0).
  case embassy(Int)
  /// `issue:CODE_NAME`: the queue of the team that works on an issue.
  case issue(String)

  /// Reads the documented text form; nil for anything else.
  public init?(_ text: some StringProtocol) { self.init(whole: String(text)) }

  private init?(whole text: String) {
    if text == "general" {
      self = .general
      return
    }
    guard let colon = text.utf8.firstIndex(of: 0x3A) else { return nil }
    let kind = String(text[..<colon])
    let value = String(text[text.utf8.index(after: colon)...])
    guard !value.isEmpty else { return nil }
    let number = value.utf8.allSatisfy({ (0x30...0x39).contains($0) }) ? Int(value) : nil
    switch (kind, number) {
    case ("rep", let id?): self = .representative(id)
    case ("team", let id?): self = .team(id)
    case ("embassy", let id?): self = .embassy(id)
    case ("rep_username", _): self = .representativeUsername(value)
    case ("issue", _): self = .issue(value)
    default: return nil
    }
  }

  /// The documented text form.
  public var text: String {
    switch self {
    case .general: "general"
    case .representative(let id): "rep:\(id)"
    case .representativeUsername(let name): "rep_username:\(name)"
    case .team(let id): "team:\(id)"
    case .embassy(let id): "embassy:\(id)"
    case .issue(let name): "issue:\(name)"
    }
  }

  /// Reads the text form, for stored configuration.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let reference = QueueReference(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "\"\(text)\" names no queue")
    }
    self = reference
  }

  /// Writes the text form.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
