import ApplianceDomain
import HTTPTypes
import Testing

@testable import APIs

@Suite("answers as whole messages")
struct AnswerGoldenTests {
  static let commands = [
    ("get_api_info", "action=get_api_info"), ("get_logged_in_reps", "action=get_logged_in_reps"),
    ("get_support_teams", "action=get_support_teams"),
    ("get_support_teams-members", "action=get_support_teams&showmembers=1"),
    ("get_appliances", "action=get_appliances"),
    ("get_connected_client_list", "action=get_connected_client_list"),
    (
      "get_connected_client_list-summary",
      "action=get_connected_client_list&summary_only=1&type=representative,support_customer"
    ),
    ("get_connected_client_list-error", "action=get_connected_client_list&type=pinned_client"),
    ("get_connected_clients", "action=get_connected_clients"),
    (
      "get_connected_clients-connections", "action=get_connected_clients&id=101,103,106&include_connections=1"
    ),
    (
      "get_connected_clients-error",
      "action=get_connected_clients&id=" + (1...101).map(String.init).joined(separator: ",")
    ),
    ("set_failover_role", "action=set_failover_role&role=backup"),
    ("set_failover_role-sync", "action=set_failover_role&role=backup&data_sync_first=1"),
    ("set_failover_role-error", "action=set_failover_role&role=traffic"),
    (
      "import_jump_shortcut",
      "action=import_jump_shortcut&name=Till&local_jump_hostname=till-1&group=shops"
    ), ("import_jump_shortcut-error", "action=import_jump_shortcut&local_jump_hostname=till-1&group=none"),
    ("check_health", "action=check_health"), ("error-no-action", ""), ("error-action", "action=dance"),
    (
      "generate_session_key-team",
      "action=generate_session_key&type=support&queue_id=team:1&ttl=3600&session.custom.external_key=A%26B"
    ),
    ("generate_session_key-general", "action=generate_session_key&type=support&queue_id=general"),
    ("generate_session_key-rep", "action=generate_session_key&type=support&queue_id=rep:8"),
    ("generate_session_key-embassy", "action=generate_session_key&type=support&queue_id=embassy:1"),
    ("generate_session_key-error", "action=generate_session_key&type=support&queue_id=team:99"),
    ("error-login", "action=get_api_info&username=admin&password=wrong"),
  ]

  @Test("each version answers each command as it is kept", arguments: APIVersion.allCases, Fidelity.allCases)
  func commands(_ version: APIVersion, _ fidelity: Fidelity) throws {
    for (name, query) in Self.commands {
      let answer = APIBench(version, fidelity).command(query, token: name == "error-login" ? nil : "full")
      if answer.head.contains("text/xml") { #expect(XMLCheck.isWellFormed(answer.body), "\(name)") }
      try check(answer, version, fidelity, name)
    }
    let reader = APIBench(version, fidelity).command("action=get_api_info", token: "reader")
    try check(reader, version, fidelity, "get_api_info-read-only")
    let denied = APIBench(version, fidelity).command("action=get_api_info", token: "none")
    try check(denied, version, fidelity, "error-forbidden")
  }

  @Test(
    "each version answers on the other paths as it is kept", arguments: APIVersion.allCases, Fidelity.allCases
  )
  func others(_ version: APIVersion, _ fidelity: Fidelity) throws {
    let bench = APIBench(version, fidelity)
    try check(bench.token(), version, fidelity, "token")
    try check(bench.token("Basic eDp5"), version, fidelity, "token-error-client")
    try check(bench.token(body: ""), version, fidelity, "token-error-request")
    try check(bench.token(body: "grant_type=password"), version, fidelity, "token-error-grant")
    try check(bench.start("short_key=1234567"), version, fidelity, "start_session")
    try check(bench.start("short_key=%3Cb%3E"), version, fidelity, "start_session-error")
    try check(bench.send(bench.request(.get, "/")), version, fidelity, "site")
    try check(bench.send(bench.request(.get, "/check_health")), version, fidelity, "health-probe")
    let upload = bench.request(
      .post, "/api/command", query: "action=get_api_info", body: "--x--",
      type: "multipart/form-data; boundary=x",
      token: "full")
    try check(bench.send(upload), version, fidelity, "multipart")
  }

  private func check(
    _ answer: APIBench.Answer, _ version: APIVersion, _ fidelity: Fidelity, _ name: String
  ) throws {
    let head = answer.head.replacing("\r\n", with: "\n")
    try Goldens.check(
      Array("\(answer.status)\n\(head)\n".utf8) + answer.body,
      "\(version.rawValue)-\(fidelity.rawValue)/\(name).txt")
  }
}
