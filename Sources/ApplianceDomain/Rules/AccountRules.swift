import Determinism

/// API accounts and tokens (guide: "Authenticate to the Remote Support API").
extension ApplianceDomain {
  mutating func issueToken(
    _ digest: TokenDigest, clientID: String, hint: String, at now: Timestamp
  ) throws(Refusal) {
    guard let account = accounts[clientID] else { throw .unknownAccount(clientID) }
    guard account.isEnabled else { throw .accountDisabled(clientID) }
    for removed in accounts.makeRoom(for: clientID, at: now) { keep(.tokenRemoved(removed)) }
    let token = AccessToken(
      digest: digest, clientID: clientID, issued: now, expires: now.advanced(bySeconds: AccessToken.lifetime),
      hint: hint)
    accounts.insert(token)
    keep(.token(token))
  }

  mutating func revokeTokens(of clientID: String?) {
    for removed in accounts.removeTokens(of: clientID) { keep(.tokenRemoved(removed)) }
  }

  mutating func saveAccount(_ account: APIAccount) {
    accounts.save(account)
    keep(.account(account))
  }

  mutating func replaceSecret(of clientID: String, by secret: SecretHash) throws(Refusal) {
    guard var account = accounts[clientID] else { throw .unknownAccount(clientID) }
    account.secret = secret
    saveAccount(account)
    revokeTokens(of: clientID)
  }

  mutating func deleteAccount(_ clientID: String) throws(Refusal) {
    guard accounts[clientID] != nil else { throw .unknownAccount(clientID) }
    revokeTokens(of: clientID)
    accounts.remove(clientID)
    keep(.accountRemoved(clientID: clientID))
  }

  mutating func changeSettings(_ settings: Settings, at now: Timestamp) {
    guard settings != self.settings else { return }
    self.settings = settings
    keep(.settings(settings))
    noteLicenses(at: now)
  }
}
