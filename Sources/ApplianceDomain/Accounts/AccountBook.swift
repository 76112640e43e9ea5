public import Determinism

/// The API accounts and their tokens.
public struct AccountBook: Sendable {
  private var order: [String] = []
  private var accounts: [String: APIAccount] = [:]
  private var tokens: [TokenDigest: AccessToken] = [:]
  private var digestsByAccount: [String: [TokenDigest]] = [:]

  init(accounts: [APIAccount], tokens: [AccessToken]) {
    for account in accounts { save(account) }
    for token in tokens { insert(token) }
  }

  /// The accounts, in the order in which they were created.
  public var all: [APIAccount] { order.compactMap { accounts[$0] } }

  /// The account with a client ID.
  public subscript(clientID: String) -> APIAccount? { accounts[clientID] }

  /// The account that a token speaks for: nil where the token is unknown or has expired, or the account is disabled.
  public func account(token digest: TokenDigest, at now: Timestamp) -> APIAccount? {
    guard let token = tokens[digest], now < token.expires, let account = accounts[token.clientID],
      account.isEnabled
    else { return nil }
    return account
  }

  /// The valid tokens of an account, or of all accounts, oldest first.
  public func validTokens(of clientID: String? = nil, at now: Timestamp) -> [AccessToken] {
    let owners = clientID.map { [$0] } ?? order
    let found = owners.flatMap { digestsByAccount[$0] ?? [] }.compactMap { tokens[$0] }
    return found.filter { now < $0.expires }.sorted { $0.issued < $1.issued }
  }

  mutating func save(_ account: APIAccount) {
    if accounts.updateValue(account, forKey: account.clientID) == nil { order.append(account.clientID) }
  }

  mutating func remove(_ clientID: String) {
    accounts[clientID] = nil
    order.removeAll { $0 == clientID }
  }

  mutating func insert(_ token: AccessToken) {
    tokens[token.digest] = token
    digestsByAccount[token.clientID, default: []].append(token.digest)
  }

  /// Takes out the account's expired tokens and, so that one more has room, its oldest; answers what went.
  mutating func makeRoom(for clientID: String, at now: Timestamp) -> [TokenDigest] {
    let digests = digestsByAccount[clientID] ?? []
    let expired = digests.filter { tokens[$0].map { $0.expires <= now } ?? true }
    let valid = digests.filter { !expired.contains($0) }
    let removed = expired + valid.prefix(max(0, valid.count - AccessToken.limitPerAccount + 1))
    digestsByAccount[clientID] = Array(digests.filter { !removed.contains($0) })
    for digest in removed { tokens[digest] = nil }
    return Array(removed)
  }

  /// Takes out all tokens of an account, or of all accounts; answers what went.
  mutating func removeTokens(of clientID: String?) -> [TokenDigest] {
    let owners = clientID.map { [$0] } ?? order
    let removed = owners.flatMap { digestsByAccount.removeValue(forKey: $0) ?? [] }
    for digest in removed { tokens[digest] = nil }
    return removed
  }
}
