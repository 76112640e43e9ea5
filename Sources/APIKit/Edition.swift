public import ApplianceDomain

/// A documented API version, compiled for serving. It is made once, at the start; after that nobody compares version
/// numbers: each documented difference is a named value here, set in one file of `Versions/`.
public struct Edition: Sendable {
  /// The version.
  public let version: APIVersion
  /// Which truth holds where the guides and the wire contradict each other.
  public let fidelity: Fidelity
  /// What the domain may do.
  public let capabilities: Capabilities
  /// The XML namespaces of the answers.
  public let namespaces: Namespaces
  /// The permissions that `get_api_info` lists, in the guide's order; `perm_command` is always listed, in its place.
  public let listedPermissions: PermissionSet
  /// Whether user names and passwords are accepted unless a setting says otherwise.
  public let legacyLoginByDefault: Bool
  /// Whether `multipart/form-data` bodies are accepted.
  public let acceptsMultipart: Bool
  /// Which ways into the real-time stream are open.
  public let streamHandshake: StreamHandshake
  /// What the appliance says of its software.
  public let software: Software

  /// The edition of a version.
  public init(version: APIVersion, fidelity: Fidelity) {
    self.version = version
    self.fidelity = fidelity
    capabilities = .of(version)
    namespaces = .of(version, fidelity)
    listedPermissions = .listed(by: version)
    legacyLoginByDefault = LegacyAuthentication.isOnByDefault(in: version)
    acceptsMultipart = MultipartBodies.areAccepted(by: version)
    streamHandshake = .of(version)
    software = .of(version)
  }
}
