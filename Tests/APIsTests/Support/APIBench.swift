import APIKit
import ApplianceDomain
import Changes
import Determinism
import Documents
import HTTPMessages
import HTTPTypes
import Locking
import Testing

@testable import APIs

/// The token endpoint, the Command API, the Session Generation API and the health probe over a real appliance, and a
/// client for them.
struct APIBench {
  static let noon = Timestamp(seconds: 1_475_323_200)  // 2016-10-01T12:00:00Z

  let appliance: Appliance
  let context: APIContext
  let router: Router

  init(
    _ version: APIVersion = .v1_21_1, _ fidelity: Fidelity = .documented, externalURL: String? = nil,
    closesConnections: Bool = true, organization: Organization = Office.organization,
    settings change: (inout Settings) -> Void = { _ in }
  ) {
    let edition = Edition(version: version, fidelity: fidelity)
    var settings = Settings(legacyLogin: edition.legacyLoginByDefault)
    change(&settings)
    let accounts = organization.apiAccounts
    let tokens = accounts.map { account in
      AccessToken(
        digest: Hashing.seeThrough.token(Array(account.name.utf8)[...]), clientID: account.clientID,
        issued: Self.noon,
        expires: Self.noon.advanced(bySeconds: 3600), hint: "")
    }
    let memory = Memory(
      lifetime: 1, organization: organization, accounts: accounts, tokens: tokens, sessionKeys: [],
      settings: settings, lastLseq: 0, startupSessions: [])
    appliance = Appliance(
      domain: ApplianceDomain(memory: memory, capabilities: edition.capabilities, seed: 1),
      clock: ApplianceClock(start: Self.noon, rate: 0, monotonic: 0), monotonic: ManualTime(),
      durability: NoDurability())
    context = APIContext(
      appliance: appliance, edition: edition, externalURL: externalURL,
      applianceGUID: "00000000-1111-2222-3333-444444444444", hashing: .seeThrough, entropy: CountedEntropy(),
      closesConnections: closesConnections)
    let endpoints =
      OAuthAPI(context: context).endpoints
      + CommandAPI(context: context, tickets: CustomerTickets(seed: 1)).endpoints
      + SessionGenerationAPI(
        context: context, history: LiveHistory(appliance.log), tickets: CustomerTickets(seed: 1)
      ).endpoints + ClientScriptAPI(context: context).endpoints + SchemaAPI(context: context).endpoints
      + HealthCheck(context: context).endpoints
    router = Router(
      endpoints, notFound: { _ in Response(status: .notFound) },
      notAllowed: { _, _ in Response(status: .methodNotAllowed) })
  }

  /// What a client sees.
  struct Answer {
    var status: Int
    var head: String
    var body: [UInt8]
    var text: String { String(decoding: body, as: UTF8.self) }
    var json: JSONValue? { try? JSONValue(parsing: body) }
    func texts(_ path: String) -> [String] { XMLCheck.texts(body, path) ?? [] }
    /// The text of the `<error>` that is the root.
    var error: String? { texts("/r:error").first }
  }

  /// A request as a client sends it; `token` is the name of the account whose token it carries.
  func request(
    _ method: HTTPRequest.Method, _ path: String, query: String = "", body: String = "", type: String? = nil,
    token: String? = nil, authorization: String? = nil, host: String? = "support.example.com",
    isSecure: Bool = true, fields: [(String, String)] = []
  ) -> Request {
    var lines: [(String, String)] = []
    lines += fields
    if let host { lines.append(("host", host)) }
    if let token { lines.append(("authorization", "Bearer \(token)")) }
    if let authorization { lines.append(("Authorization", authorization)) }
    if let type { lines.append(("Content-Type", type)) }
    return Request(
      method: method, path: path, query: Array(query.utf8)[...], fields: FieldLines(lines),
      body: Array(body.utf8), connection: ConnectionInfo(isSecure: isSecure))
  }

  func send(_ request: Request) -> Answer { answer(router.respond(to: request), to: request) }

  /// Sends a request to other endpoints than the bench's own.
  func send(_ request: Request, to endpoints: [Endpoint]) -> Answer {
    let router = Router(
      endpoints, notFound: { _ in Response(status: .notFound) },
      notAllowed: { _, _ in Response(status: .methodNotAllowed) })
    return answer(router.respond(to: request), to: request)
  }

  private func answer(_ answered: Response, to request: Request) -> Answer {
    var response = answered
    if case .deferred(let deferred) = response.body { response = deferred.makeResponse() }
    var body: [UInt8] = []
    switch response.body {
    case .bytes(let bytes): body = bytes
    case .stream(let source): while (try? source.next(into: &body, limit: 4096)) == true {}
    case .none, .deferred, .webSocket: break
    }
    let answer = Answer(
      status: response.status.code,
      head: String(decoding: response.preset.bytes + response.fields.bytes, as: UTF8.self), body: body)
    ExchangeLog.note(
      context.edition, request, status: answer.status, head: answer.head, body: answer.body)
    SchemaCheck.require(context.edition, path: request.path, head: answer.head, body: answer.body)
    return answer
  }

  /// Sends a command with the token of an account.
  func command(_ query: String, token: String? = "full", host: String? = "support.example.com") -> Answer {
    send(request(.get, "/api/command", query: query, token: token, host: host))
  }

  /// Asks for a session key of type `support`.
  func key(_ query: String) -> Answer { command("action=generate_session_key&type=support&\(query)") }

  /// Starts a session.
  func start(_ query: String, host: String? = "support.example.com") -> Answer {
    send(request(.get, "/api/start_session", query: query, host: host))
  }

  /// Starts a session, and shows what became of it.
  func session(_ query: String, host: String? = "support.example.com") -> Started? {
    let answer = start(query, host: host)
    guard answer.status == 200, let name = answer.head.firstRange(of: "customer-client-") else { return nil }
    let lsid = String(answer.head[name.upperBound...].prefix(32))
    return appliance.read { domain, _ in
      guard let session = domain.sessions[lsid], let row = domain.model.supportSession[session.rowID] else {
        return nil
      }
      var skills: [String] = []
      domain.model.supportSessionSkill.forEach { _, skill in
        if skill.supportSessionID == session.rowID { skills.append(skill.codeName) }
      }
      return Started(
        record: session.record, row: row, skills: skills,
        client: session.customerRowID.flatMap { domain.model.customerClient[$0]?.clientType },
        isInTeam: domain.console.teamQueues.first { $0.value == row.queueID }?.key)
    }
  }

  /// A session that has been started.
  struct Started: Sendable {
    var record: SessionRecord
    var row: SupportSessionRow
    var skills: [String]
    var client: ClientType?
    /// The team in whose queue it is.
    var isInTeam: Int?
    func attribute(_ codeName: String) -> String? {
      record.attributes.first { $0.codeName == codeName }?.value
    }
  }

  /// Asks for a token.
  func token(_ authorization: String? = Office.basic, body: String = "grant_type=client_credentials")
    -> Answer
  {
    send(
      request(
        .post, "/oauth2/token", body: body, type: "application/x-www-form-urlencoded",
        authorization: authorization))
  }

  /// Lets some seconds of the appliance's time pass.
  func wait(_ seconds: Int64) { _ = appliance.setClock(now: appliance.now.advanced(bySeconds: seconds)) }
}

/// Entropy that a test can foresee, and that does not repeat.
final class CountedEntropy: EntropySource {
  private let generator = Lock(SeededGenerator(seed: 1, stream: "test-entropy"))

  func bytes(_ count: Int) -> [UInt8] {
    generator.withLock { generator in (0..<count).map { _ in UInt8(truncatingIfNeeded: generator.next()) } }
  }
}
