import APIKit
import ApplianceDomain
import Changes
import Testing

@testable import APIs

@Suite("get_connected_client_list and get_connected_clients")
struct ConnectedClientTests {
  /// 101 and 102 are the Jumpoints, 103 to 105 the representatives 1, 5 and 7, 106 and 107 the customers.
  private static let printed = "101,102,103,104,105,106,107"
  private static let everybody = "support_customer,push_agent,representative,presentation_attendee"

  private static func list(_ bench: APIBench, _ query: String = "") -> APIBench.Answer {
    bench.command("action=get_connected_client_list" + query)
  }

  private static func clients(_ bench: APIBench, _ query: String = "") -> APIBench.Answer {
    bench.command("action=get_connected_clients" + query)
  }

  private static func ids(_ answer: APIBench.Answer) -> [String] {
    answer.texts("/r:connected_clients/*/@id")
  }

  @Test(
    "the list has everybody with type and ID, behind a summary for each appliance",
    arguments: APIVersion.allCases)
  func everybody(_ version: APIVersion) throws {
    let bench = APIBench(version)
    try Self.attend(bench)
    for query in ["", "&type=all", "&type=representative,all", "&type=", "&summary_only=0"] {
      let answer = Self.list(bench, query)
      let client = "/r:connected_client_list/r:connected_client"
      #expect(answer.texts("\(client)/@id") == (101...108).map { "\($0)" })
      #expect(
        answer.texts("\(client)/@type")
          == [
            "push_agent", "push_agent", "representative", "representative", "representative",
            "support_customer",
            "support_customer", "presentation_attendee",
          ])
      let summary = "/r:connected_client_list/r:connected_client_summary/r:appliance_summary"
      #expect(
        answer.texts("\(summary)/@id") == [bench.context.applianceGUID, Office.peering.peer.guid])
      #expect(
        answer.texts("\(summary)[1]/r:count/@type")
          == ["representative", "support_customer", "presentation_attendee", "push_agent", "pinned_client"])
      #expect(answer.texts("\(summary)[1]/r:count") == ["3", "2", "1", "2", "3"])
      #expect(answer.texts("\(summary)[2]/r:count") == ["0", "0", "0", "0", "0"])
    }
  }

  @Test(
    "types choose the clients; Jump Clients are counted only where all are asked for",
    arguments: APIVersion.allCases)
  func types(_ version: APIVersion) {
    let bench = APIBench(version)
    let answer = Self.list(bench, "&type=support_customer,%20representative")
    #expect(answer.texts("//r:connected_client/@id") == ["103", "104", "105", "106", "107"])
    #expect(answer.texts("//r:appliance_summary[1]/r:count/@type") == ["representative", "support_customer"])
    #expect(Self.list(bench, "&type=push_agent").texts("//r:connected_client/@id") == ["101", "102"])
    #expect(Self.list(bench, "&type=presentation_attendee").texts("//r:connected_client/@id").isEmpty)
    #expect(Self.list(bench, "&type=\(Self.everybody)").texts("//r:count[@type='pinned_client']").isEmpty)
  }

  @Test("summary_only leaves the clients out", arguments: APIVersion.allCases)
  func summaries(_ version: APIVersion) {
    let answer = Self.list(APIBench(version), "&summary_only=1")
    #expect(answer.texts("//r:connected_client").isEmpty)
    #expect(answer.texts("//r:appliance_summary[1]/r:count") == ["3", "2", "0", "2", "3"])
  }

  @Test("a wrong parameter is an error in the list's root, as the guide says", arguments: APIVersion.allCases)
  func wrongList(_ version: APIVersion) {
    let bench = APIBench(version)
    for (query, expected) in [
      ("&type=customer", "type is \"customer\""), ("&type=pinned_client", "\"pinned_client\" is not known"),
      ("&summary_only=yes", "summary_only is \"yes\""),
    ] {
      let error = Self.list(bench, query).texts("/r:connected_client_list/r:error").first
      #expect(error?.contains(expected) == true, "\(query): \(error ?? "")")
    }
  }

  @Test("IDs, types, or both choose the clients; what nobody has is left out", arguments: APIVersion.allCases)
  func chosen(_ version: APIVersion) {
    let bench = APIBench(version)
    #expect(Self.ids(Self.clients(bench)) == Self.printed.split(separator: ",").map(String.init))
    for (query, ids) in [
      ("&id=101,102,103", "101,102,103"), ("&id=103,101,103", "101,103"), ("&id=1,107,999999,x,,-1", "107"),
      ("&id=99999999999999999999", ""), ("&id=101,102,103&type=representative,support_customer", "103"),
      ("&type=push_agent", "101,102"), ("&id=101&type=support_customer", ""), ("&type=all&id=106", "106"),
    ] {
      #expect(Self.ids(Self.clients(bench, query)).joined(separator: ",") == ids, "\(query)")
    }
  }

  @Test("a hundred IDs are taken, and a hundred and one are not", arguments: APIVersion.allCases)
  func manyIDs(_ version: APIVersion) {
    let bench = APIBench(version)
    let list = (101...200).map(String.init).joined(separator: ",")
    #expect(Self.ids(Self.clients(bench, "&id=\(list)")).count == 7)
    #expect(Self.clients(bench, "&id=\(list),201").error?.contains("id has 101 values") == true)
    #expect(Self.clients(bench, "&type=reps").error?.contains("type is \"reps\"") == true)
    #expect(
      Self.clients(bench, "&include_connections=2").error?.contains("include_connections is \"2\"") == true)
  }

  @Test(
    "a representative is shown with everything that the guide lists, in its order",
    arguments: APIVersion.allCases)
  func representative(_ version: APIVersion) throws {
    let bench = APIBench(version)
    try Self.attend(bench)
    _ = try bench.appliance.perform(
      .acceptSession(lsid: "c69a8e10bea9428f816cfababe9815fe", representative: 1))
    let answer = Self.clients(bench, "&id=103")
    let names = answer.texts("/r:connected_clients/r:connected_representative/*")
    #expect(names.count == 18)
    let expected: [(String, String)] = [
      ("hostname", "PC-1"), ("platform", "Windows 10 Pro (x64)"), ("platform/@id", "winNT-64"),
      ("timezone_offset", "0"), ("user_id", "1"), ("type", "Normal"), ("username", "admin"),
      ("public_display_name", "Admin"), ("private_display_name", "Private Admin"),
      ("start_session_url", "https://support.example.com/api/start_session?id=1&name=Admin"),
      ("presentation_count", "1"), ("support_session_count", "2"), ("showing_on_rep_list", "1"),
      ("routing_idle", "0"), ("routing_busy", "0"), ("routing_enabled", "0"), ("routing_available", "0"),
      ("support_license", "full"),
    ]
    for (name, text) in expected {
      #expect(answer.texts("//r:connected_representative/\(Self.path(name))") == [text], "\(name)")
    }
    #expect(
      answer.texts("//r:support_session_lsids/r:lsid").sorted()
        == ["c69a8e10bea9428f816cfababe9815fe", "da4b510978a541d49398e88c66e28475"])
    #expect(Self.clients(bench, "&id=104").texts("//r:showing_on_rep_list") == ["0"])
    #expect(Self.clients(bench, "&id=104").texts("//r:presentation_count") == ["0"])
  }

  private static func path(_ name: String) -> String { name.hasPrefix("@") ? name : "r:\(name)" }

  @Test("routing is shown as it is", arguments: APIVersion.allCases)
  func routing(_ version: APIVersion) throws {
    let bench = APIBench(version)
    _ = try bench.appliance.perform(.setRoutingEnabled(representative: 5, true))
    _ = try bench.appliance.perform(.setRoutingEnabled(representative: 7, true))
    _ = try bench.appliance.perform(.setIdle(representative: 7, true))
    let answer = Self.clients(bench, "&id=104,105")
    #expect(answer.texts("//r:routing_enabled") == ["1", "1"])
    #expect(answer.texts("//r:routing_idle") == ["0", "1"])
    #expect(answer.texts("//r:routing_available") == ["1", "0"])
    for _ in 0..<3 {
      let request = SessionRequest(method: .queue(.team(1), as: .sessionKey))
      guard case .session(let lsid) = try bench.appliance.perform(.startSession(request)).outcome else {
        return
      }
      _ = try bench.appliance.perform(.acceptSession(lsid: lsid, representative: 5))
    }
    let busy = Self.clients(bench, "&id=104")
    #expect(busy.texts("//r:routing_busy") == ["1"])
    #expect(busy.texts("//r:routing_available") == ["0"])
  }

  @Test("a user of an embassy is one where the version has them", arguments: APIVersion.allCases)
  func embassy(_ version: APIVersion) {
    let types = Self.clients(APIBench(version), "&id=105").texts("//r:type")
    #expect(types == [version == .v1_21_1 ? "Normal" : "Embassy"])
  }

  @Test("somebody invited is shown as such", arguments: APIVersion.allCases)
  func invited(_ version: APIVersion) throws {
    let bench = APIBench(version)
    let lsid = "da4b510978a541d49398e88c66e28475"
    _ = try bench.appliance.perform(.inviteRepresentative(lsid: lsid, by: 1, name: "Expert"))
    #expect(Self.clients(bench, "&id=108").texts("//r:type") == ["Invited"])
  }

  @Test("customers have name and lsid, and tell whether nobody sits there", arguments: APIVersion.allCases)
  func customers(_ version: APIVersion) throws {
    let bench = APIBench(version)
    for (place, type) in ClientType.allCases.enumerated() {
      let request = SessionRequest(
        method: .queue(.general, as: .sessionKey), customer: CustomerInfo(name: "C<\(place)>"),
        clientType: type)
      _ = try bench.appliance.perform(.startSession(request))
    }
    let answer = Self.clients(bench, "&type=support_customer")
    let path = "/r:connected_clients/r:connected_support_customer"
    #expect(answer.texts("\(path)/r:name").prefix(3) == ["Wendy", "Otto", "C<0>"])
    #expect(answer.texts("\(path)/r:lsid").first == "c69a8e10bea9428f816cfababe9815fe")
    #expect(answer.texts("\(path)/r:non_interactive") == ["rdp", "shelljump"])
    for (type, word) in [(ClientType.rdp, "rdp"), (.shell, "shelljump")] {
      let place = try #require(ClientType.allCases.firstIndex(of: type))
      #expect(answer.texts("\(path)[r:name='C<\(place)>']/r:non_interactive") == [word])
    }
  }

  @Test("attendees and Jumpoints have a name", arguments: APIVersion.allCases)
  func others(_ version: APIVersion) throws {
    let bench = APIBench(version)
    try Self.attend(bench)
    let answer = Self.clients(bench, "&type=presentation_attendee,push_agent")
    #expect(answer.texts("//r:connected_presentation_attendee/r:name") == ["Ann & Bob"])
    #expect(answer.texts("//r:connected_push_agent/r:name") == ["London", "Lab <2>"])
    #expect(answer.texts("//r:connected_push_agent/r:hostname") == ["JP-LONDON", "JUMPOINT-2"])
    #expect(answer.texts("//r:connected_push_agent/r:timezone_offset") == ["3600", "0"])
    #expect(answer.texts("//r:connected_push_agent/*").count == 8)
  }

  @Test(
    "connections, their log and their time are shown only where asked for", arguments: APIVersion.allCases)
  func connections(_ version: APIVersion) throws {
    let bench = APIBench(version)
    let plain = Self.clients(bench)
    #expect(plain.texts("//r:client_connections | //r:connected_since | //r:event_log").isEmpty)
    bench.wait(60)
    let lsid = "da4b510978a541d49398e88c66e28475"
    _ = try bench.appliance.perform(.setCustomerConnected(lsid: lsid, false))
    #expect(Self.ids(Self.clients(bench, "&type=support_customer")) == ["106"])
    bench.wait(5)
    _ = try bench.appliance.perform(.setCustomerConnected(lsid: lsid, true))
    let answer = Self.clients(bench, "&id=101,108&include_connections=1")
    let all = "/r:connected_clients/*"
    #expect(answer.texts("\(all)/r:connected_since/@ts") == ["1475323200", "1475323265"])
    #expect(
      answer.texts("\(all)/r:connected_since") == ["2016-10-01T12:00:00+00:00", "2016-10-01T12:01:05+00:00"])
    let one = "//r:connected_support_customer/r:client_connections/r:client_connection"
    #expect(answer.texts("\(one)/r:appliance_id") == [bench.context.applianceGUID])
    #expect(answer.texts("\(one)/r:purpose") == [version == .v1_21_1 ? "primary" : "master"])
    #expect(answer.texts("\(one)/r:receive_traffic_node") == ["0"])
    #expect(answer.texts("\(one)/r:connected_since/@ts") == ["1475323265"])
    #expect(answer.texts("\(one)/r:private_ip").first?.hasPrefix("10.") == true)
    let log = "//r:connected_support_customer/r:client_connections/r:event_log/r:event"
    #expect(answer.texts("\(log)/@ts") == ["1475323200", "1475323260", "1475323265"])
    #expect(
      answer.texts(log) == [
        "Connected to support.example.com: the customer started a session",
        "Disconnected from support.example.com: the connection was lost",
        "Connected to support.example.com again after the connection was lost",
      ])
  }

  @Test(
    "in a cluster a client has a traffic node too, and each node counts its own",
    arguments: APIVersion.allCases)
  func cluster(_ version: APIVersion) throws {
    let organization = Office.with(ApplianceNetwork(cluster: Office.cluster))
    let bench = APIBench(version, organization: organization)
    let request = SessionRequest(method: .queue(.general, as: .sessionKey), timezoneOffset: 60)
    _ = try bench.appliance.perform(.startSession(request))
    let answer = Self.clients(bench, "&id=108&include_connections=1")
    let word = version == .v1_21_1 ? "primary" : "master"
    #expect(answer.texts("//r:client_connection/r:purpose") == [word, "traffic"])
    #expect(answer.texts("//r:client_connection/r:receive_traffic_node") == ["0", "1"])
    #expect(
      answer.texts("//r:client_connection/r:appliance_id")
        == [bench.context.applianceGUID, Office.cluster.nodes[0].node.guid])
    #expect(
      answer.texts("//r:event") == [
        "Connected to support.example.com: the customer started a session",
        "Could not connect to Paris: it does not accept new client connections",
        "Connected to Lisbon, the client's traffic node",
      ])
    try Self.attend(bench)
    let everybody = Self.clients(bench, "&include_connections=1")
    #expect(everybody.texts("/r:connected_clients/*").count == 9)
    for kind in ["representative", "support_customer", "presentation_attendee", "push_agent"] {
      let purposes = everybody.texts("//r:connected_\(kind)[1]//r:purpose")
      #expect(purposes == [word, "traffic"], "\(kind)")
    }
    let summary = Self.list(bench, "&summary_only=1&type=representative,support_customer,push_agent")
    #expect(summary.texts("//r:appliance_summary/@id").count == 4)
    #expect(summary.texts("//r:appliance_summary[1]/r:count") == ["3", "3", "2"])
    let customers = (2...4).compactMap { place in
      summary.texts("//r:appliance_summary[\(place)]/r:count[@type='support_customer']").first.flatMap {
        Int($0)
      }
    }
    #expect(customers.reduce(0, +) == 3)
    #expect(customers[1] == 0)
    let pinned = Self.list(bench, "&summary_only=1").texts("//r:count[@type='pinned_client']")
    #expect(pinned == ["3", "0", "0", "0"])
  }

  @Test("many clients leave in pieces, and are the same as few at a time", arguments: [true, false])
  func many(_ showsConnections: Bool) throws {
    let bench = APIBench()
    let request = SessionRequest(
      method: .queue(.general, as: .sessionKey), customer: CustomerInfo(name: "Ä&<>"))
    for _ in 0..<300 { _ = try bench.appliance.perform(.startSession(request)) }
    let flag = showsConnections ? "&include_connections=1" : ""
    let all = Self.clients(bench, flag)
    #expect(XMLCheck.isWellFormed(all.body))
    let ids = Self.ids(all)
    #expect(ids.count == 307)
    var pieces = ""
    for start in stride(from: 0, to: ids.count, by: 100) {
      let some = ids[start..<min(start + 100, ids.count)].joined(separator: ",")
      let text = Self.clients(bench, "\(flag)&id=\(some)").text
      let body = try #require(text.firstRange(of: "/command\">")).upperBound
      pieces += text[body...].replacing("</connected_clients>", with: "")
    }
    #expect(all.text.hasSuffix(pieces + "</connected_clients>"))
  }

  /// Representative 1 shows the screen to somebody.
  private static func attend(_ bench: APIBench) throws {
    let talk = try bench.appliance.perform(.startPresentation(name: "Talk", representative: 1))
    guard case .presentation(let lsid) = talk.outcome else { return }
    _ = try bench.appliance.perform(.present(lsid: lsid, representative: 1))
    _ = try bench.appliance.perform(.joinPresentation(lsid: lsid, name: "Ann & Bob"))
  }
}
