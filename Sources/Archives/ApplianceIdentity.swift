public import History

/// What the appliance says of itself in event archives, and no event knows.
public struct ApplianceIdentity: Sendable {
  /// The appliance's GUID.
  var guid: String { currentGUID() }
  private let currentGUID: @Sendable () -> String
  /// The links to recordings.
  let downloads: SessionDownloads
  /// Scheme and authority of the URLs of a public site; nil means the default one.
  let base: @Sendable (_ site: Int?) -> String

  /// An appliance's identity.
  ///
  /// - Parameters:
  ///   - guid: the GUID, asked whenever it is needed; like `base`, it must not ask the appliance.
  ///   - base: scheme and authority of URLs that no request caused, for a public site by its ID, or for the
  ///     default one. It is asked on the store's writing thread, and must not ask the appliance.
  public init(
    guid: @autoclosure @escaping @Sendable () -> String, downloads: SessionDownloads,
    base: @escaping @Sendable (_ site: Int?) -> String
  ) {
    currentGUID = guid
    self.downloads = downloads
    self.base = base
  }
}
