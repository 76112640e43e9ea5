public import Determinism

/// A chat message that an API account sends (guide: "API Command: send_chat_message").
public struct AccountMessage: Equatable, Sendable {
  /// Where it appears, and who seems to have written it.
  public enum Chat: Equatable, Sendable {
    /// In the chat of a session, where everybody in it sees it.
    case session(lsid: String, from: Actor)
    /// In the chat of a team; nil is the appliance. With `to` it is a private message, which nobody else sees.
    case team(Int, from: Int?, to: Int? = nil)
  }

  /// Where it appears.
  public var chat: Chat
  /// The words; BBCode is kept as it was sent.
  public var body: String
  /// When it was originally sent; nil is now.
  public var sent: Timestamp?
  /// The name of the API account.
  public var account: String

  /// A message with all its parts.
  public init(chat: Chat, body: String, sent: Timestamp? = nil, account: String) {
    self.chat = chat
    self.body = body
    self.sent = sent
    self.account = account
  }
}

/// A message in the chat of a team, as history keeps it (guide: "Download Reports with SupportTeam", `Chat Message`).
public struct TeamMessage: Codable, Equatable, Sendable {
  /// The ID of the team.
  public var team: Int
  /// When it was sent.
  public var timestamp: Timestamp
  /// The words.
  public var body: String
  /// Who wrote it, or seems to have.
  public var performedBy: Party
  /// The representative to whom it was sent privately; nil where the whole team sees it.
  public var destination: Party?
  /// The name of the API account that sent it; nil where none did.
  public var account: String?

  /// A message with all its parts.
  public init(
    team: Int, timestamp: Timestamp, body: String, performedBy: Party, destination: Party? = nil,
    account: String? = nil
  ) {
    self.team = team
    self.timestamp = timestamp
    self.body = body
    self.performedBy = performedBy
    self.destination = destination
    self.account = account
  }
}
