import ApplianceDomain

// Differences: action-send-chat-message, action-create-virtual-customer, action-leave-session,
//   report-chat-api-account

/// `send_chat_message`, `create_virtual_customer` and `leave_session`, which chat bots use, have chapters in the 21.3
/// guide and none in the older ones. `Quirk:` its list of actions leaves them out all the same.
enum ChatBotCommandVersions {
  static let documented: Set<APIVersion> = [.v1_21_1]
}
