/// An API account: who may use which API. Its OAuth client secret is kept only as a hash.
public struct APIAccount: Codable, Equatable, Sendable {
  /// The OAuth client ID: 40 lower-case hex digits where the appliance makes it.
  public var clientID: String
  /// The name that administrators gave it.
  public var name: String
  /// The hash of the OAuth client secret.
  public var secret: SecretHash
  /// A disabled account gets no tokens, and its tokens open nothing.
  public var isEnabled: Bool
  /// What it may do.
  public var permissions: Permissions

  /// An account with all its properties.
  public init(
    clientID: String, name: String, secret: SecretHash, isEnabled: Bool = true, permissions: Permissions
  ) {
    self.clientID = clientID
    self.name = name
    self.secret = secret
    self.isEnabled = isEnabled
    self.permissions = permissions
  }
}

/// A secret that can be checked but not read: a salt, and the SHA-256 of salt and secret, both in lower-case hex.
/// The domain never computes it; `TLS` does.
public struct SecretHash: Codable, Equatable, Sendable {
  /// The salt.
  public var salt: String
  /// The digest.
  public var digest: String

  /// A hash made elsewhere.
  public init(salt: String, digest: String) {
    self.salt = salt
    self.digest = digest
  }
}

/// What an API account may do (guide: `get_api_info`, "permissions").
public struct Permissions: Codable, Equatable, Sendable {
  /// The access to the Command API: `perm_command`.
  public var command: CommandAccess
  /// The permissions that are either there or not.
  public var granted: PermissionSet

  /// A set of permissions; what is not named is denied.
  public init(command: CommandAccess = .deny, granted: PermissionSet = []) {
    self.command = command
    self.granted = granted
  }

  /// Everything.
  public static let all = Permissions(command: .fullAccess, granted: PermissionSet(Permission.allCases))
}

/// The values of `perm_command`.
public enum CommandAccess: String, Codable, Sendable, CaseIterable {
  /// No access.
  case deny
  /// Only commands that read.
  case readOnly = "read_only"
  /// All commands.
  case fullAccess = "full_access"
}

/// The permissions that are 1 or 0, by their names in `get_api_info`, in the guide's order.
public enum Permission: String, Codable, Sendable, CaseIterable, Hashable {
  /// The Backup API.
  case backup = "perm_backup"
  /// The Configuration API.
  case configuration = "perm_configuration"
  /// Vault accounts in the Configuration API.
  case configurationVaultAccount = "perm_configuration_vault_account"
  /// Endpoint Credential Manager clients.
  case ecm = "perm_ecm"
  /// The Real-Time State API.
  case realTimeState = "perm_real_time_state"
  /// Archive reports.
  case reportingArchive = "perm_reporting_archive"
  /// Licence usage reports.
  case reportingLicense = "perm_reporting_license"
  /// Presentation session reports and recordings.
  case reportingPresentation = "perm_reporting_presentation"
  /// Support session reports and recordings.
  case reportingSupport = "perm_reporting_support"
  /// Vault activity reports.
  case reportingVault = "perm_reporting_vault"
  /// The backup of the Vault encryption key.
  case vaultBackup = "perm_vault_backup"
}
