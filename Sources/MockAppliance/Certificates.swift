import ApplianceDomain
import Configuration
import Determinism
import Glibc
import Logging
import Reactor
import TLS

/// The TLS pair that the appliance serves: the user's, the one in `certs/`, or one of its own making.
struct Certificates {
  let context: TLSServerContext
  /// Whether this process made the CA; an ephemeral appliance takes it away again.
  let madeAuthority: Bool
  /// Where the certificates of the appliance's own making are.
  var directory: String { CertificateAuthority.directory(inData: configuration.data) }
  private let configuration: ServeConfiguration
  private let hostNames: [String]

  /// - Parameters:
  ///   - pair: the user's own pair; nil where there is none.
  ///   - ticketKeys: the keys of the session tickets.
  init(
    _ configuration: ServeConfiguration, _ pair: TLSIdentity?, _ organization: Organization,
    _ ticketKeys: TicketKeys, _ logger: Logger
  ) throws(StartFault) {
    self.configuration = configuration
    hostNames = organization.publicSites.flatMap(\.hostnames)
    let (identity, made) = try Self.identity(configuration, pair, hostNames)
    madeAuthority = made == .authority
    switch made {
    case .authority:
      logger.notice("made a certificate authority of its own; mock-appliance certificate prints it")
    case .serverCertificate: logger.notice("made a new server certificate from its own authority")
    case .nothing, nil: break
    }
    do throws(TLSFault) {
      context = try TLSServerContext(identities: [identity], ticketKeys: ticketKeys)
    } catch {
      throw .failure("Cannot set TLS up: \(error)")
    }
  }

  /// Reads or makes the pair again and serves it from now on.
  func reload(_ configuration: ServeConfiguration) throws(StartFault) {
    let (identity, _) = try Self.identity(configuration, Self.ownPair(configuration), hostNames)
    do throws(TLSFault) { try context.reload(identities: [identity]) } catch {
      throw .failure("Cannot set TLS up: \(error)")
    }
  }

  /// The user's own pair in the project's directory, where both files are there.
  private static let droppedPair = (certificate: "certs/server.pem", privateKey: "certs/server.key")

  /// The user's own pair: the one that is named, or else the one in the project's directory; nil where there is none.
  static func ownPair(_ configuration: ServeConfiguration) throws(StartFault) -> TLSIdentity? {
    let isDropped = access(droppedPair.certificate, F_OK) == 0 && access(droppedPair.privateKey, F_OK) == 0
    let files = configuration.certificate.map { ($0.certificate, $0.privateKey) }
    guard let (certificate, privateKey) = files ?? (isDropped ? droppedPair : nil) else { return nil }
    do throws(CertificateFault) {
      return try TLSIdentity.load(
        certificateFile: certificate, privateKeyFile: privateKey, now: SystemTime.wallClock())
    } catch {
      throw .configuration(error.description)
    }
  }

  private static func identity(
    _ configuration: ServeConfiguration, _ pair: TLSIdentity?, _ hostNames: [String]
  ) throws(StartFault) -> (TLSIdentity, CertificateAuthority.Made?) {
    if let pair { return (pair, nil) }
    do throws(CertificateFault) {
      let authority = try CertificateAuthority.open(
        dataDirectory: configuration.data, hostNames: hostNames, now: SystemTime.wallClock(),
        entropy: SystemEntropy())
      return (authority.identity, authority.made)
    } catch {
      throw .configuration(error.description)
    }
  }
}
