public import Determinism

extension ApplianceDomain {
  /// Carries out an intent at a time, or says why not. A refused intent changes nothing.
  public mutating func perform(_ intent: Intent, at now: Timestamp) throws(Refusal) -> Outcome {
    switch intent {
    case .logIn(let id): try logIn(id, at: now)
    case .logOut(let id): try logOut(id, at: now)
    case .setIdle(let id, let isIdle): try setRouting(id) { $0.routingIdle = isIdle }
    case .setRoutingEnabled(let id, let isEnabled): try setRouting(id) { $0.routingEnabled = isEnabled }
    case .startSession(let request): return try startSession(request, at: now)
    case .acceptSession(let lsid, let id): try acceptSession(lsid, by: id, at: now)
    case .transferSession(let lsid, let queue): try transferSession(lsid, to: queue, at: now)
    case .setSessionAttributes(let lsid, let attributes): try setAttributes(attributes, of: lsid, at: now)
    case .sendChatMessage(let lsid, let sender, let body):
      try sendChatMessage(lsid, from: sender, body: body, at: now)
    case .customerLeaves(let lsid): try customerLeaves(lsid, at: now)
    case .endSession(let lsid, let ender): try endSession(lsid, by: ender, at: now)
    case .generateSessionKey(let request): return try generateSessionKey(request, at: now)
    case .issueToken(let digest, let clientID, let hint):
      try issueToken(digest, clientID: clientID, hint: hint, at: now)
    case .revokeTokens(let clientID): revokeTokens(of: clientID)
    case .saveAccount(let account): saveAccount(account)
    case .replaceSecret(let clientID, let secret): try replaceSecret(of: clientID, by: secret)
    case .deleteAccount(let clientID): try deleteAccount(clientID)
    case .changeSettings(let settings): changeSettings(settings)
    }
    return .done
  }
}
