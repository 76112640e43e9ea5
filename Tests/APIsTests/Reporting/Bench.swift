import APIKit
import ApplianceDomain
import Archives
import Changes
import Determinism
import Documents
import DomainTesting
import HTTPMessages
import HTTPTypes
import History
import Testing

@testable import APIs

/// The Reporting API over a real appliance and a history in memory, and a client for it.
struct ReportingBench {
  /// The account's token; `denied` is that of an account that may do nothing.
  static let token = "good"
  static let noon = Timestamp(seconds: 1_475_323_200)  // 2016-10-01T12:00:00Z

  let appliance: Appliance
  let api: ReportingAPI
  let router: Router

  init(
    _ version: APIVersion = .v1_21_1, _ fidelity: Fidelity = .documented, settings: Settings = Settings(),
    history: any HistoryReading = FakeHistory([]),
    presentations: any PresentationReading = FakePresentations([]),
    surveys: any SurveyReading = FakeSurveys([]), organization: Organization = Samples.organization,
    archives: any ArchiveReading = FakeArchives(date: CivilDate(ReportingBench.noon)),
    teams: (any TeamHistoryReading)? = nil, licenses: any LicenseHistoryReading = FakeLicenses([]),
    permissions: Permissions = .all
  ) {
    let edition = Edition(version: version, fidelity: fidelity)
    let account = APIAccount(
      clientID: "client", name: "tests", secret: SecretHash(salt: "", digest: ""), permissions: permissions)
    let token = AccessToken(
      digest: Hashing.seeThrough.token(Array(Self.token.utf8)[...]), clientID: account.clientID,
      issued: Self.noon,
      expires: Self.noon.advanced(bySeconds: 3600), hint: "")
    let memory = Memory(
      lifetime: 1, organization: organization, accounts: [account], tokens: [token], sessionKeys: [],
      settings: settings, lastLseq: 0, startupSessions: [])
    appliance = Appliance(
      domain: ApplianceDomain(memory: memory, capabilities: edition.capabilities, seed: 1),
      clock: ApplianceClock(start: Self.noon, rate: 0, monotonic: 0), monotonic: ManualTime(),
      durability: NoDurability())
    let context = APIContext(
      appliance: appliance, edition: edition, applianceGUID: "guid", hashing: .seeThrough,
      entropy: NoEntropy())
    api = ReportingAPI(
      context: context, history: history, presentations: presentations, surveys: surveys,
      teams: teams ?? Self.teams(in: appliance.log), licenses: licenses, archives: archives,
      downloads: SessionDownloads(seed: 1))
    router = Router(
      api.endpoints, notFound: { _ in Response(status: .notFound) },
      notAllowed: { _, _ in Response(status: .methodNotAllowed) })
  }

  /// The activity of teams that an appliance's own log tells.
  private static func teams(in log: ChangeLog) -> any TeamHistoryReading {
    NaiveTeamHistory {
      guard case .batches(let batches) = log.batches(after: 0, limit: .max) else { return [] }
      return batches.flatMap(\.entries).compactMap {
        if case .record(.teamEvent(let event)) = $0 { event } else { nil }
      }
    }
  }

  /// What a client sees.
  struct Answer {
    var status: Int
    var head: String
    var body: [UInt8]
    /// How many pieces the body came in.
    var pieces: Int
    /// The length of the longest piece.
    var longest = 0
    var text: String { String(decoding: body, as: UTF8.self) }
    func texts(_ path: String) -> [String]? { XMLCheck.texts(body, path) }
    /// The names of the elements at a path.
    func names(_ path: String) -> [String]? { XMLCheck.names(body, path) }
    var errors: [String] { texts("//r:error") ?? [] }
  }

  /// Asks for a report.
  func get(
    _ query: String, path: String = "/api/reporting", token: String? = Self.token, limit: Int = 4096,
    fields: [(String, String)] = []
  ) throws -> Answer {
    try send(request(.get, path, query: query, token: token, fields: fields), limit: limit)
  }

  func request(
    _ method: HTTPRequest.Method, _ path: String, query: String = "", body: String = "",
    type: String? = nil, token: String? = Self.token, fields: [(String, String)] = []
  ) -> Request {
    var lines = [("host", "support.example.com")] + fields
    if let token { lines.append(("authorization", "Bearer \(token)")) }
    if let type { lines.append(("content-type", type)) }
    return Request(
      method: method, path: path, query: Array(query.utf8)[...], fields: FieldLines(lines),
      body: Array(body.utf8), connection: ConnectionInfo(isSecure: true))
  }

  /// Carries a request through, as the server would: deferred answers are made, streams are read to their end.
  func send(_ request: Request, limit: Int = 4096) throws -> Answer {
    var response = router.respond(to: request)
    if case .deferred(let deferred) = response.body { response = deferred.makeResponse() }
    var answer = Answer(
      status: response.status.code,
      head: String(decoding: response.preset.bytes + response.fields.bytes, as: UTF8.self), body: [],
      pieces: 0)
    switch response.body {
    case .none, .deferred, .webSocket: break
    case .bytes(let bytes): answer.body = bytes
    case .stream(let source):
      var more = true
      while more {
        var piece: [UInt8] = []
        more = try source.next(into: &piece, limit: limit)
        answer.body += piece
        answer.pieces += 1
        answer.longest = max(answer.longest, piece.count)
      }
    }
    ExchangeLog.note(
      api.context.edition, request, status: answer.status, head: answer.head, body: answer.body)
    SchemaCheck.require(api.context.edition, path: request.path, head: answer.head, body: answer.body)
    return answer
  }

  private struct NoEntropy: EntropySource {
    func bytes(_ count: Int) -> [UInt8] { [UInt8](repeating: 0, count: count) }
  }
}
