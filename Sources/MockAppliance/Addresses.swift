import APIKit
import ApplianceDomain
import Archives
import Configuration
import Determinism
import History
import Locking

/// Where the appliance is reached. It can be asked without the appliance, for the thread that writes the archives may
/// not wait for it.
final class Addresses: Sendable {
  let ports: Lock<Ports>
  /// Knows the organization's public sites.
  private let index: Lock<OrganizationIndex>
  /// The GUID that the organization's seed data gives the appliance.
  private let configuredGUID: Lock<String?>

  /// The ports that are open, or will be.
  struct Ports {
    var https: Int
    var http: Int?
    var control = 0
  }

  /// - Parameters:
  ///   - organization: the seed data's, until the record's is known: the past is made before that.
  ///   - https: the port of the HTTPS listener; 0 where it is not known, as in a past that is made by itself.
  init(_ organization: Organization, https: Int) {
    ports = Lock(Ports(https: https))
    index = Lock(OrganizationIndex(organization))
    configuredGUID = Lock(organization.appliances.own.guid)
  }

  /// Takes down what an organization says of the appliance's addresses and name.
  func remember(_ organization: Organization) {
    index.withLock { $0 = OrganizationIndex(organization) }
    configuredGUID.withLock { $0 = organization.appliances.own.guid }
  }

  /// The appliance's GUID: the seed data's, else the one that follows from the seed.
  func guid(_ configuration: ServeConfiguration) -> String {
    configuredGUID.withLock { $0 } ?? Assembly.guid(configuration)
  }

  /// A public site by its ID; the default one where that is unknown.
  func site(_ id: Int?) -> PublicSite { index.withLock { $0.site(id: id) } }
}

extension Assembly {
  /// What the appliance says of itself in event archives.
  static func identity(
    _ configuration: ServeConfiguration, _ downloads: SessionDownloads, _ addresses: Addresses
  ) -> ApplianceIdentity {
    let externalURL = externalURL(configuration)
    return ApplianceIdentity(guid: addresses.guid(configuration), downloads: downloads) { site in
      let port = addresses.ports.withLock { $0.https }
      return APIContext.base(
        site: addresses.site(site), port: port == 0 ? 443 : port, externalURL: externalURL)
    }
  }

  /// Scheme and authority that `--external-url` fixes.
  static func externalURL(_ configuration: ServeConfiguration) -> String? {
    configuration.externalURL.map { "\($0.scheme)://\($0.authority)" }
  }

  /// The GUID of an appliance to which the seed data gives none: always the same for a seed.
  static func guid(_ configuration: ServeConfiguration) -> String {
    var generator = SeededGenerator(seed: configuration.seed, stream: "appliance-guid")
    return [8, 4, 4, 4, 12].map { generator.hex($0) }.joined(separator: "-")
  }
}
