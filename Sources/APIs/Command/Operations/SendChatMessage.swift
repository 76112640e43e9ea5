import APIKit
import ApplianceDomain
import Changes
import Determinism
import HTTPMessages

extension CommandOperation {
  /// `send_chat_message` (guide: "API Command: send_chat_message").
  ///
  /// The body is kept as it was sent, BBCode included. `Quirk:` the guide lets accounts with read-only access use it.
  /// `Undocumented:` the text of success; that representatives who write into a team's chat, or are written to, must be
  /// members of it who are logged in.
  static let sendChatMessage = CommandOperation(
    action: "send_chat_message", versions: ChatBotCommandVersions.documented, requirement: .commandReadOnly
  ) { (call) throws(CallFault) in
    let chat = try chat(call)
    let body = try call.parameters.required("body", "the text of the message")
    let sent = try call.parameters.integer("timestamp", in: 0...latestTime, "a UNIX timestamp")
    let message = AccountMessage(
      chat: chat, body: body, sent: sent.map { Timestamp(seconds: $0) }, account: call.caller.name)
    let performed = try call.perform(.sendMessage(message)) { refusal in parameter(refusal, chat, call) }
    return call.success("Chat message successfully sent", after: performed)
  }

  /// The last second of the year 9999, beyond which no date can be written.
  private static let latestTime: Int64 = 253_402_300_799

  private static func chat(_ call: CommandCall) throws(CallFault) -> AccountMessage.Chat {
    let parameters = call.parameters
    switch (parameters.filled("team_id"), parameters.filled("lsid")) {
    case (nil, nil):
      throw CallFault(
        "A required parameter is missing: team_id, the ID of a support team, or lsid, the 32 hexadecimal digits of a "
          + "session.")
    case (_?, _?):
      throw CallFault("The parameters team_id and lsid exclude each other; send one of them.")
    case (nil, _?):
      let lsid = try parameters.lsid()
      for name in ["to_rep", "to_rep_username"] where parameters.filled(name) != nil {
        throw CallFault("The parameter \(name) is for chats of teams; it needs team_id and impersonate.")
      }
      return .session(lsid: lsid, from: try sender(call))
    case (_?, nil):
      let team = try parameters.requiredInteger(
        "team_id", in: 1...Int64(Int32.max), "the ID of a support team")
      return .team(Int(team), from: try teamSender(call), to: try recipient(call))
    }
  }

  private static func sender(_ call: CommandCall) throws(CallFault) -> Actor {
    guard let text = call.parameters.filled("impersonate") else { return .system }
    if text == "customer" { return .customer }
    switch QueueReference(text) {
    case .representative(let id)?: return .representative(try call.id(of: .id(id), about: "impersonate"))
    case .representativeUsername(let name)?:
      return .representative(try call.id(of: .username(name), about: "impersonate"))
    default:
      throw CallFault(
        "The parameter impersonate is \"\(text)\"; it is customer, rep:<user_id> or rep_username:<username>.")
    }
  }

  private static func teamSender(_ call: CommandCall) throws(CallFault) -> Int? {
    switch try sender(call) {
    case .system: return nil
    case .representative(let id): return id
    case .customer:
      throw CallFault(
        "The parameter impersonate is \"customer\", which works with lsid only; with team_id it is rep:<user_id> or "
          + "rep_username:<username>.")
    }
  }

  private static func recipient(_ call: CommandCall) throws(CallFault) -> Int? {
    let parameters = call.parameters
    let id = try parameters.integer("to_rep", in: 1...Int64(Int32.max), "the ID of a representative")
    let username = parameters.filled("to_rep_username")
    let name = id == nil ? "to_rep_username" : "to_rep"
    guard id != nil || username != nil else { return nil }
    guard id == nil || username == nil else {
      throw CallFault("The parameters to_rep and to_rep_username exclude each other; send one of them.")
    }
    guard parameters.filled("impersonate") != nil else {
      throw CallFault(
        "The parameter \(name) needs impersonate: a private message comes from a representative.")
    }
    let recipient: RepresentativeName = id.map { .id(Int($0)) } ?? .username(username ?? "")
    return try call.id(of: recipient, about: name)
  }

  /// Which parameter named the one whom a refusal is about.
  private static func parameter(_ refusal: Refusal, _ chat: AccountMessage.Chat, _ call: CommandCall)
    -> String?
  {
    switch (refusal, chat) {
    case (.unknownTeam, _): "team_id"
    case (.notInTeam(_, let id), .team(_, let sender, _)), (.notLoggedIn(let id), .team(_, let sender, _)):
      id == sender ? "impersonate" : call.parameters.filled("to_rep") == nil ? "to_rep_username" : "to_rep"
    case (.notInSession, _), (.customerGone, _): "impersonate"
    default: nil
    }
  }
}
