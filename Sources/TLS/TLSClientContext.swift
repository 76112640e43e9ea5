import COpenSSL
import Glibc

/// The client's end: whom it trusts, and the rules of the protocol.
///
/// TLS 1.2 and 1.3. It offers `http/1.1` by ALPN (RFC 7301), asks for the host by its name (RFC 6066 section 3), and
/// checks that the certificate covers that name or address (RFC 6125). Never changes once it is made, so that loops may
/// share it; OpenSSL locks its own counters.
///
/// Making a context sets SIGPIPE to be ignored in the process: OpenSSL writes to sockets whose peers may have gone.
public final class TLSClientContext: @unchecked Sendable {
  /// Whose certificates are believed.
  public enum Trust: Sendable, Equatable {
    /// The CAs that the system trusts.
    case system
    /// The CAs in a PEM file, and nobody else.
    case file(String)
    /// Anybody: the peer may be an impostor. For tests of one's own.
    case anybody
  }

  let context: OpaquePointer
  let checksPeer: Bool

  /// A context with these rules.
  ///
  /// - Throws: a sentence where the file holds no certificate that can be read.
  public init(trust: Trust) throws(CertificateFault) {
    signal(SIGPIPE, SIG_IGN)
    ERR_clear_error()
    checksPeer = trust != .anybody
    guard let context = SSL_CTX_new(TLS_client_method()) else {
      throw CertificateFault(
        file: "TLS", cause: "cannot be set up (\(ErrorQueue.drain() ?? "OpenSSL gave no reason"))",
        mend: "check this machine's memory and its OpenSSL")
    }
    self.context = context
    c_SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION)
    // A read goes on over records that carry no data, session tickets above all: a server that sends nothing else holds
    // up only us.
    c_SSL_CTX_set_mode(context, Int(SSL_MODE_ENABLE_PARTIAL_WRITE) | Int(SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER))
    // A record's header and body in one read from the socket.
    c_SSL_CTX_set_read_ahead(context, 1)
    let names = TLSClientContext.protocols
    SSL_CTX_set_alpn_protos(context, names, UInt32(names.count))
    SSL_CTX_set_verify(context, checksPeer ? SSL_VERIFY_PEER : SSL_VERIFY_NONE, nil)
    switch trust {
    case .anybody: break
    case .system: SSL_CTX_set_default_verify_paths(context)
    case .file(let file): try TLSClientContext.load(file, into: context)
    }
  }

  deinit { SSL_CTX_free(context) }

  /// `http/1.1` in a list of names, each of which has its length before it.
  private static let protocols: [UInt8] = [8] + Array("http/1.1".utf8)

  private static func load(_ file: String, into context: OpaquePointer) throws(CertificateFault) {
    guard access(file, R_OK) == 0 else {
      throw CertificateFault(
        file: file, cause: "cannot be read (\(String(cString: strerror(errno))))",
        mend: "check that the path is right and that this user may read the file")
    }
    guard SSL_CTX_load_verify_locations(context, file, nil) == 1 else {
      ERR_clear_error()
      throw CertificateFault(
        file: file, cause: "holds no readable certificate",
        mend: "give a PEM file with the CA's certificate, as 'mock-appliance certificate' prints it")
    }
  }

  /// Prepares a session for a host; false leaves the reason in OpenSSL's queue.
  func prepare(_ ssl: OpaquePointer, host: String) -> Bool {
    SSL_set_connect_state(ssl)
    let parameters = SSL_get0_param(ssl)
    // An address is not a name: it is not sent, and stands elsewhere in the certificate (RFC 6066 section 3).
    if X509_VERIFY_PARAM_set1_ip_asc(parameters, host) == 1 { return true }
    ERR_clear_error()
    X509_VERIFY_PARAM_set_hostflags(parameters, UInt32(X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS))
    return c_SSL_set_tlsext_host_name(ssl, host) == 1
      && X509_VERIFY_PARAM_set1_host(parameters, host, host.utf8.count) == 1
  }

  /// What is wrong with the peer's certificate, in OpenSSL's words; nil where nothing is.
  func complaint(_ ssl: OpaquePointer) -> String? {
    guard checksPeer else { return nil }
    let code = SSL_get_verify_result(ssl)
    guard code != Int(X509_V_OK), let text = X509_verify_cert_error_string(code) else { return nil }
    return String(cString: text)
  }
}
