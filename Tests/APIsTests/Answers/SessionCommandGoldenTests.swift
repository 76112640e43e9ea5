import APIKit
import ApplianceDomain
import HTTPTypes
import Testing

@testable import APIs

@Suite("answers of the commands on sessions and people as whole messages")
struct SessionCommandGoldenTests {
  private static let owned = APIBench.owned

  /// Each operation with its success and its error.
  static let commands = [
    ("set_rep_status", "rep_id=5&code_name=busy"), ("set_rep_status-error", "rep_id=5&code_name=tea"),
    ("join_session", "lsid=\(owned)&rep_id=5"), ("join_session-error", "lsid=\(owned)&rep_id=8"),
    ("transfer_session", "lsid=\(owned)&queue_id=team:1"),
    ("transfer_session-embassy", "lsid=\(owned)&queue_id=embassy:1"),
    ("transfer_session-error", "lsid=\(owned)&queue_id=team:2"),
    ("send_chat_message", "lsid=\(owned)&body=Hello&impersonate=customer"),
    ("send_chat_message-team", "team_id=1&body=Hello&impersonate=rep:1&to_rep=5"),
    ("send_chat_message-error", "lsid=\(owned)&team_id=1&body=Hello"),
    ("create_virtual_customer", "short_key=1234567&\(VirtualCustomerTests.who)"),
    ("create_virtual_customer-chat", "short_key=1234567&chat_url=1&\(VirtualCustomerTests.who)"),
    ("create_virtual_customer-error", "short_key=7654321&\(VirtualCustomerTests.who)"),
    ("leave_session", "lsid=\(owned)&rep_username=admin"),
    ("leave_session-customer", "lsid=\(owned)&customer=1"),
    ("leave_session-error", "lsid=\(owned)"),
    ("set_session_attributes", "lsid=\(owned)&session.custom.external_key=A%26B&session.custom.field1=C"),
    ("set_session_attributes-error", "lsid=\(owned)&session.custom.colour=red"),
    ("get_session_attributes", "lsid=\(owned)"), ("get_session_attributes-error", "lsid=0"),
    ("terminate_session", "lsid=\(owned)"),
    ("terminate_session-error", "lsid=\(String(repeating: "0", count: 32))"),
    ("get_support_teams-error", "showmembers=yes"),
  ]

  @Test(
    "each version answers each command that it has as it is kept", arguments: APIVersion.allCases,
    Fidelity.allCases)
  func commands(_ version: APIVersion, _ fidelity: Fidelity) throws {
    for (name, query) in Self.commands {
      let action = String(name.prefix { $0 != "-" })
      let bench = APIBench(version, fidelity)
      let operation = CommandOperation.all(bench.context.edition).first { $0.action == action }
      guard try #require(operation).versions.contains(version) else { continue }
      if action == "get_session_attributes" {
        _ = bench.command(
          "action=set_session_attributes&session.custom.external_key=A%26B&session.custom.field1=C&\(query)")
      }
      let answer = bench.command("action=\(action)&\(query)")
      #expect(XMLCheck.isWellFormed(answer.body), "\(name)")
      let head = answer.head.replacing("\r\n", with: "\n")
      try Goldens.check(
        Array("\(answer.status)\n\(head)\n".utf8) + answer.body,
        "\(version.rawValue)-\(fidelity.rawValue)/\(name).txt")
    }
  }
}
