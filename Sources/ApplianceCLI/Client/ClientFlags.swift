import ApplianceDomain
import ArgumentParser
import HTTPClient
import Reactor
import TLS

/// Whom to trust, and who asks: what `watch` and `load` share.
struct ClientFlags: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Version that the appliance speaks: 1.15.1, 1.16.0 or 1.21.1 (default: 1.21.1).", valueName: "version"))
  var apiVersion: String?
  @Option(
    help: ArgumentHelp(
      "Company API name, for the greeting of versions before 1.21.1 (default: example).", valueName: "name"))
  var company: String?
  @Option(help: ArgumentHelp("Bearer token.", valueName: "token"))
  var token: String?
  @Option(
    name: .customLong("client-id"),
    help: ArgumentHelp("API account to fetch a token for, with --client-secret.", valueName: "id"))
  var clientID: String?
  @Option(
    help: ArgumentHelp(
      "Its secret. Other users of the machine can see flags: prefer the variable.", valueName: "secret"))
  var clientSecret: String?
  @Option(help: ArgumentHelp("User name, for versions before 1.21.1, with --password.", valueName: "name"))
  var username: String?
  @Option(help: ArgumentHelp("Its password. Prefer the variable.", valueName: "password"))
  var password: String?
  @Option(
    help: ArgumentHelp(
      "PEM file of the CA to trust, as 'mock-appliance certificate' prints it (default: those of the system).",
      valueName: "file"))
  var ca: String?
  @Flag(help: "Trust any certificate.")
  var insecure = false

  /// What is said about the variables, for both commands' help.
  static let variables = """
    --token, --client-id, --client-secret, --username, --password, --ca, --company and --api-version may be given as \
    environment variables too (--client-secret is MOCK_APPLIANCE_CLIENT_SECRET); a flag beats its variable.
    """

  /// How the client authenticates.
  enum Identity {
    case token(String)
    case account(id: String, secret: String)
    case user(name: String, password: String)
  }

  /// The identity that was given; nil where none was.
  func identity() throws -> Identity? {
    // Any flag beats all variables: a token left in the environment must not beat an account that is written out.
    let flags = [token, clientID, clientSecret, username, password]
    func value(_ flag: String?, _ name: String) -> String? {
      flags.contains { $0 != nil } && !(name == "CLIENT_SECRET" || name == "PASSWORD")
        ? flag : flag ?? Environment.variables["MOCK_APPLIANCE_" + name]
    }
    if let token = value(token, "TOKEN") { return .token(token) }
    if let id = value(clientID, "CLIENT_ID") {
      guard let secret = value(clientSecret, "CLIENT_SECRET") else {
        throw ValidationError("--client-id needs --client-secret.")
      }
      return .account(id: id, secret: secret)
    }
    if let name = value(username, "USERNAME") {
      guard let password = value(password, "PASSWORD") else {
        throw ValidationError("--username needs --password.")
      }
      return .user(name: name, password: password)
    }
    if clientSecret != nil { throw ValidationError("--client-secret needs --client-id.") }
    if password != nil { throw ValidationError("--password needs --username.") }
    return nil
  }

  /// The way into the stream of the chosen version.
  func greeting() throws -> StreamPlan.Greeting {
    let text = apiVersion ?? Environment.variables["MOCK_APPLIANCE_API_VERSION"]
    guard let version = text.map(APIVersion.init(rawValue:)) ?? .v1_21_1 else {
      throw ValidationError("--api-version is 1.15.1, 1.16.0 or 1.21.1, not \"\(text ?? "")\".")
    }
    let company = company ?? Environment.variables["MOCK_APPLIANCE_COMPANY"] ?? "example"
    switch version {
    case .v1_15_1, .v1_16_0: return .company(company)
    case .v1_21_1: return .subprotocol
    }
  }

  func trust() throws -> TLSClientContext.Trust {
    if insecure {
      if ca != nil { throw ValidationError("--ca and --insecure exclude each other.") }
      return .anybody
    }
    return (ca ?? Environment.variables["MOCK_APPLIANCE_CA"]).map { .file($0) } ?? .system
  }

  /// Reads a URL of the command line.
  static func url(_ text: String) throws -> ClientURL {
    do throws(ClientURL.Fault) { return try ClientURL(text) } catch {
      throw ValidationError(error.reason + ".")
    }
  }

  /// The appliance's stream: a URL without a path leads to the documented one.
  static func streamURL(_ text: String) throws -> ClientURL {
    let url = try url(text)
    return url.target == "/" ? url.with(target: StreamPlan.path) : url
  }
}
