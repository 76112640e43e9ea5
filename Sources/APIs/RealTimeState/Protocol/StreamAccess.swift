import APIKit
import ApplianceDomain
import Changes

/// Who may see the stream, and what of it.
struct StreamAccess: Sendable {
  let context: APIContext
  let hub: StreamHub

  /// Whose stream it is.
  enum Holder: Equatable {
    case account(clientID: String)
    case user
  }

  /// Checks a greeting's first line, without `NS01` (18.1 guide: "Connection").
  func checkCompany(_ name: String) throws(StreamRefusal) {
    let known = context.appliance.read { domain, _ in domain.organization.company.apiName }
    guard name == known else { throw StreamRefusal("Unknown company \"\(name)\"") }
  }

  /// Checks credentials (guides: "Authentication"): when they come, and again when the subscription does. After that
  /// the stream outlives the token.
  @discardableResult
  func authenticate(_ credentials: StreamMessage.Credentials) throws(StreamRefusal) -> Holder {
    try checkSwitch()
    let permissions: Permissions
    let holder: Holder
    switch credentials {
    case .bearerToken(let token):
      let digest = context.hashing.token(ArraySlice(token.utf8))
      let account = context.appliance.read { domain, now in domain.accounts.account(token: digest, at: now) }
      guard let account else { throw StreamRefusal("The bearer token is unknown, revoked or expired") }
      permissions = account.permissions
      holder = .account(clientID: account.clientID)
    case .password(let username, let password):
      guard acceptsPasswords else {
        throw StreamRefusal("User name and password are not accepted: send a \"bearer_token\"")
      }
      guard let user = context.user(username, password: password) else {
        throw StreamRefusal("User name and password do not belong together")
      }
      permissions = user.permissions
      holder = .user
    }
    try check(permissions)
    return holder
  }

  /// Checks whether a stream may go on when accounts or settings have changed: it outlives its token, but nothing that
  /// is taken from its account, and not the API.
  func checkStay(_ holder: Holder) throws(StreamRefusal) {
    try checkSwitch()
    guard case .account(let clientID) = holder else { return }
    let account = context.appliance.read { domain, _ in domain.accounts[clientID] }
    guard let account, account.isEnabled else {
      throw StreamRefusal("The account has been \(account == nil ? "deleted" : "disabled")")
    }
    try check(account.permissions)
  }

  private func check(_ permissions: Permissions) throws(StreamRefusal) {
    guard Requirement.permission(.realTimeState).isMet(by: permissions) else {
      throw StreamRefusal("The account lacks \(Permission.realTimeState.rawValue)")
    }
  }

  /// The tables of a subscription, with a place among the integrations taken for it (guides: "Model Subscriptions").
  func subscribe(_ tables: StreamMessage.Tables) throws(StreamRefusal) -> TableSet {
    let set: TableSet
    switch tables {
    case .all: set = hub.projection.tables
    case .named(let names):
      var known: [TableName] = []
      for name in names {
        guard let table = TableName(rawValue: name), hub.projection.tables.contains(table) else {
          throw StreamRefusal("Unknown table \"\(name)\"")
        }
        known.append(table)
      }
      set = TableSet(known)
    }
    let limit = context.appliance.read { domain, _ in domain.settings.integrationLimit }
    guard hub.reservePlace(of: limit) else {
      throw StreamRefusal(
        "All \(limit) places for integrations that receive model updates are taken",
        closeCode: CloseCode.tryAgainLater)
    }
    return set
  }

  private var acceptsPasswords: Bool {
    switch context.edition.streamHandshake.passwords {
    case .always: true
    case .bySetting: context.appliance.read { domain, _ in domain.settings.legacyLogin }
    }
  }

  private func checkSwitch() throws(StreamRefusal) {
    guard context.appliance.read({ domain, _ in domain.settings.xmlAPI }) else {
      throw StreamRefusal("The XML API is switched off in the appliance's settings")
    }
  }
}
