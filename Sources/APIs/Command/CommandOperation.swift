import APIKit
import ApplianceDomain
import HTTPMessages

/// A documented API Command: its name, who may use it, and what it does.
struct CommandOperation: Sendable {
  /// What carries a call out; a fault becomes the operation's documented error.
  typealias Perform = @Sendable (CommandCall) throws(CallFault) -> Response

  /// The name, as the chapter about it has it.
  let action: String
  /// Other names that the guides print for it.
  let otherNames: [String]
  /// The versions that document it; a difference is one file of `Versions/`.
  let versions: Set<APIVersion>
  /// What it asks of the caller.
  let requirement: Requirement
  /// The root that holds `<error>` where the guide says that "it will contain an `<error>` element"; nil where
  /// `<error>` is the root itself.
  let errorParent: StaticString?
  /// Whether it answers while data is synchronised with the failover peer, when nothing else does.
  let answersDuringSync: Bool
  let perform: Perform

  init(
    action: String, otherNames: [String] = [], versions: Set<APIVersion> = Set(APIVersion.allCases),
    requirement: Requirement, errorParent: StaticString? = nil, answersDuringSync: Bool = false,
    perform: @escaping Perform
  ) {
    self.action = action
    self.otherNames = otherNames
    self.versions = versions
    self.requirement = requirement
    self.errorParent = errorParent
    self.answersDuringSync = answersDuringSync
    self.perform = perform
  }

  /// All operations, in the order of the guides.
  static func all(_ edition: Edition) -> [CommandOperation] {
    [
      .getLoggedInReps, .setRepStatus, .getSupportTeams, .generateSessionKey, .joinSession, .transferSession,
      .sendChatMessage, .createVirtualCustomer, .leaveSession, .setSessionAttributes, .getSessionAttributes,
      .terminateSession, .getAppliances(edition), .getConnectedClientList, .getConnectedClients(edition),
      .checkHealth, .setFailoverRole, .importJumpShortcut(edition), .getAPIInfo(edition),
    ]
  }
}
