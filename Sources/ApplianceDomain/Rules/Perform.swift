public import Determinism

extension ApplianceDomain {
  /// Carries out an intent at a time, or says why not. A refused intent changes nothing.
  public mutating func perform(_ intent: Intent, at now: Timestamp) throws(Refusal) -> Outcome {
    if let running = runningSync, !intent.isAdministration { throw .synchronising(until: running.ends) }
    switch intent {
    case .logIn, .logOut, .setIdle, .setStatus, .setRoutingEnabled, .setConnected, .setConsoleInFocus,
      .selectSession, .setExtendedAvailability:
      try performAtConsole(intent, at: now)
    case .startSession(let request): return try startSession(request, at: now)
    case .inviteRepresentative(let lsid, let id, let name):
      return try inviteRepresentative(lsid, by: id, name: name, at: now)
    case .customerAppears, .customerClientStarts, .customerRunsClient, .setCustomerConnected,
      .elevateCustomer, .assignSession,
      .respondToAssignment,
      .acceptSession, .joinSession, .leaveSession, .useTool, .selectTool, .act, .transferSession,
      .setSessionAttributes, .sendChatMessage, .customerLeaves, .removeCustomer, .endSession:
      try performInSession(intent, at: now)
    case .sendMessage(let message): try send(message, at: now)
    case .actInTeam(let team, let id, let deed): try act(inTeam: team, by: id, deed, at: now)
    case .pinSession(let lsid, let id, let team):
      return try pinSession(lsid, by: id, toTeam: team, at: now)
    case .changePinnedSession(let pin, let id, let deed):
      try changePinnedSession(pin, by: id, deed, at: now)
    case .startPresentation(let name, let id): return try startPresentation(name, by: id, at: now)
    case .joinPresentation(let lsid, let name): return try joinPresentation(lsid, as: name, at: now)
    case .setAttendeeConnected, .leavePresentation, .present, .actInPresentation, .sendPresentationMessage,
      .endPresentation:
      try performInPresentation(intent, at: now)
    case .generateSessionKey(let request): return try generateSessionKey(request, at: now)
    case .issueToken(let digest, let clientID, let hint):
      try issueToken(digest, clientID: clientID, hint: hint, at: now)
    case .revokeTokens(let clientID): revokeTokens(of: clientID)
    case .saveAccount(let account): saveAccount(account)
    case .replaceSecret(let clientID, let secret): try replaceSecret(of: clientID, by: secret)
    case .deleteAccount(let clientID): try deleteAccount(clientID)
    case .changeSettings(let settings): changeSettings(settings, at: now)
    case .importJumpItem(let item): return try importJumpItem(item)
    case .setFailoverRole(let role, let syncsFirst, let force):
      return try setFailoverRole(role, syncsFirst: syncsFirst, force: force, at: now)
    case .setPeerReachable(let isReachable): try setPeerReachable(isReachable)
    }
    return .done
  }

  private mutating func performAtConsole(_ intent: Intent, at now: Timestamp) throws(Refusal) {
    switch intent {
    case .logIn(let id): try logIn(id, at: now)
    case .logOut(let id): try logOut(id, at: now)
    case .setIdle(let id, let isIdle): try setRouting(id) { $0.routingIdle = isIdle }
    case .setStatus(let id, let codeName): try setStatus(id, codeName)
    case .setRoutingEnabled(let id, let isEnabled): try setRouting(id) { $0.routingEnabled = isEnabled }
    case .setConnected(let id, let isConnected): try setConnected(id, isConnected, at: now)
    case .setConsoleInFocus(let id, let isInFocus): try setRouting(id) { $0.consoleInFocus = isInFocus }
    case .selectSession(let id, let lsid): try selectSession(lsid, by: id, at: now)
    case .setExtendedAvailability(let id, let isOn): try setExtendedAvailability(id, isOn, at: now)
    default: preconditionFailure("Only what happens at a console comes here")
    }
  }

  private mutating func performInSession(_ intent: Intent, at now: Timestamp) throws(Refusal) {
    switch intent {
    case .customerAppears(let lsid): try customerAppears(lsid)
    case .customerClientStarts(let lsid): try customerClientStarts(lsid, at: now)
    case .customerRunsClient(let lsid, let type): try customerRunsClient(lsid, type)
    case .setCustomerConnected(let lsid, let isConnected):
      try setCustomerConnected(lsid, isConnected, at: now)
    case .elevateCustomer(let lsid): try elevateCustomer(lsid)
    case .assignSession(let lsid, let id, let timeout):
      try assignSession(lsid, to: id, timeout: timeout, at: now)
    case .respondToAssignment(let lsid, let response): try respondToAssignment(lsid, response, at: now)
    case .acceptSession(let lsid, let id): try acceptSession(lsid, by: id, at: now)
    case .joinSession(let lsid, let id): try joinSession(lsid, by: id, at: now)
    case .leaveSession(let lsid, let id): try leaveSession(lsid, by: id, at: now)
    case .useTool(let lsid, let id, let tool, let isInUse):
      try useTool(tool, isInUse, in: lsid, by: id, at: now)
    case .selectTool(let lsid, let id, let tool): try selectTool(tool, in: lsid, by: id)
    case .act(let lsid, let actor, let activity): try act(lsid, by: actor, activity, at: now)
    case .transferSession(let lsid, let queue): try transferSession(lsid, to: queue, at: now)
    case .setSessionAttributes(let lsid, let attributes): try setAttributes(attributes, of: lsid, at: now)
    case .sendChatMessage(let lsid, let sender, let body):
      try sendChatMessage(lsid, from: sender, body: body, at: now)
    case .customerLeaves(let lsid): try customerLeaves(lsid, at: now)
    case .removeCustomer(let lsid): try removeCustomer(lsid, at: now)
    case .endSession(let lsid, let ender): try endSession(lsid, by: ender, at: now)
    default: preconditionFailure("Only what happens in a session comes here")
    }
  }

  private mutating func performInPresentation(_ intent: Intent, at now: Timestamp) throws(Refusal) {
    switch intent {
    case .setAttendeeConnected(let lsid, let attendee, let isConnected):
      try setAttendeeConnected(lsid, attendee, isConnected, at: now)
    case .leavePresentation(let lsid, let attendee): try leavePresentation(lsid, attendee, at: now)
    case .present(let lsid, let id): try present(lsid, by: id, at: now)
    case .actInPresentation(let lsid, let member, let activity):
      try actInPresentation(lsid, by: member, activity, at: now)
    case .sendPresentationMessage(let lsid, let member, let body):
      try sendPresentationMessage(lsid, from: member, body: body, at: now)
    case .endPresentation(let lsid): try endPresentation(lsid, at: now)
    default: preconditionFailure("Only what happens in a presentation comes here")
    }
  }
}
