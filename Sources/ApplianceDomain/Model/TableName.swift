/// The tables of the state model, in an order in which every foreign key points backwards where it can:
/// a full copy sent in this order never names a row that has not been sent (but for a representative's
/// selected session).
public enum TableName: String, CaseIterable, Sendable {
  /// A support session queue that is active: one of its members is logged in, or it is persistent.
  case queue = "queue"
  /// A representative who is logged in to a representative console.
  case representative = "representative"
  /// The membership of a logged-in representative in a queue.
  case representativeQueue = "representative_queue"
  /// An active support session.
  case supportSession = "support_session"
  /// A custom attribute of an active session.
  case supportSessionAttribute = "support_session_attribute"
  /// A skill that an active session asks for.
  case supportSessionSkill = "support_session_skill"
  /// A customer client that is connected to the appliance.
  case customerClient = "customer_client"
  /// The part that a representative takes in a session.
  case representativeSupportSession = "representative_support_session"
  /// A support tool that a representative is using in a session.
  case representativeSupportSessionTool = "representative_support_session_tool"
  /// An active presentation.
  case presentationSession = "presentation_session"
  /// Someone who has joined a presentation.
  case attendee = "attendee"
  /// The representative who presents.
  case presenter = "presenter"
}
