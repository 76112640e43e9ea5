public import ApplianceDomain
import Changes
public import Documents
public import HTTPMessages
import HTTPTypes

/// Who calls, and what they may do.
public struct Caller: Sendable, Equatable {
  /// The name of the account or user.
  public var name: String
  /// What they may do.
  public var permissions: Permissions

  /// A caller.
  public init(name: String, permissions: Permissions) {
    self.name = name
    self.permissions = permissions
  }
}

/// What an operation asks of its caller (the guides print it for each).
public enum Requirement: Sendable, Equatable {
  /// Read-only or full access to the Command API.
  case commandReadOnly
  /// Full access to the Command API.
  case commandFullAccess
  /// A permission that is there or not.
  case permission(Permission)

  /// Whether permissions meet it.
  public func isMet(by permissions: Permissions) -> Bool {
    switch self {
    case .commandReadOnly: permissions.command != .deny
    case .commandFullAccess: permissions.command == .fullAccess
    case .permission(let permission): permissions.granted.contains(permission)
    }
  }
}

extension APIContext {
  /// Who a request comes from, or the answer that it gets instead (guide: "Authenticate to the Remote Support API").
  ///
  /// A bearer token counts first. Where legacy logins are on, the parameters `username` and `password` of a user do
  /// too; what fails there is the answer that clients of older appliances look for.
  ///
  /// - Parameter loginFailure: what an unknown name or a wrong password is told.
  public func authenticate(
    _ request: Request, _ parameters: FormParameters, loginFailure: String = "Login failed"
  ) -> Result<Caller, AnswerInstead> {
    if let digest = tokenDigest(of: request) {
      let caller = appliance.read { domain, now in
        domain.accounts.account(token: digest, at: now).map {
          Caller(name: $0.name, permissions: $0.permissions)
        }
      }
      guard let caller else { return .failure(denied(request, because: .invalidToken)) }
      return .success(caller)
    }
    guard let username = parameters["username"], request.fields.first("authorization") == nil,
      appliance.read({ domain, _ in domain.settings.legacyLogin })
    else { return .failure(denied(request)) }
    guard let caller = user(username, password: parameters["password"] ?? "") else {
      return .failure(AnswerInstead(loginFailed(request, loginFailure)))
    }
    return .success(caller)
  }

  /// The user behind a name and a password; nil where they do not belong together.
  public func user(_ username: String, password: String) -> Caller? {
    let users = appliance.read { domain, _ in
      domain.index.representatives(username: username).compactMap { domain.index.representative($0) }
    }
    for user in users {
      guard let hash = user.password, hashing.verify(password, hash) else { continue }
      return Caller(name: user.username, permissions: .all)
    }
    return nil
  }

  /// The digest of the request's bearer token; nil where it has none (RFC 6750 section 2.1).
  public func tokenDigest(of request: Request) -> TokenDigest? {
    guard let value = request.fields.first("authorization"), value.count > 7,
      FieldLines.equals(value.prefix(7), "bearer ")
    else { return nil }
    return hashing.token(FieldLines.trim(value.dropFirst(7)))
  }

  private func denied(_ request: Request, because fault: Answers.TokenFault? = nil) -> AnswerInstead {
    AnswerInstead(Answers.accessDenied(.unauthorized, because: fault, to: request, in: self))
  }

  /// `Quirk:` the error of a failed login has no namespace; a client in the field looks for just these bytes.
  private func loginFailed(_ request: Request, _ text: String) -> Response {
    var writer = XMLWriter()
    writer.declaration()
    writer.element("error", text)
    return Answers.answer(.xml, .bytes(writer.bytes), to: request, in: self)
  }
}

/// An answer that takes the place of what was asked for.
public struct AnswerInstead: Error, Sendable {
  /// The answer.
  public let response: Response

  /// An answer instead.
  public init(_ response: Response) { self.response = response }
}
