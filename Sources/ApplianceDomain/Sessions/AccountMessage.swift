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
