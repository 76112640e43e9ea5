import APIKit
import ApplianceDomain
import Changes
import HTTPTypes
import Testing

@testable import APIs

@Suite("get_appliances, check_health and set_failover_role")
struct FailoverCommandTests {
  private static func role(_ bench: APIBench, _ query: String, token: String = "full") -> APIBench.Answer {
    bench.command("action=set_failover_role" + query, token: token)
  }

  private static func health(_ bench: APIBench) -> APIBench.Answer { bench.command("action=check_health") }

  private static func alone(_ version: APIVersion) -> APIBench {
    APIBench(version, organization: Office.with(ApplianceNetwork()))
  }

  @Test("a single appliance is alone, and of failover nothing is said", arguments: APIVersion.allCases)
  func single(_ version: APIVersion) {
    let bench = Self.alone(version)
    let answer = bench.command("action=get_appliances", token: "reader")
    let path = "/r:appliances/r:appliance"
    #expect(answer.texts("\(path)/@id") == [bench.context.applianceGUID])
    #expect(answer.texts("\(path)/r:name") == ["support.example.com"])
    #expect(answer.texts("\(path)/r:public_hostname") == ["support.example.com"])
    #expect(answer.texts("\(path)/r:cluster_role") == ["single"])
    #expect(answer.texts("\(path)/r:failover_role") == ["none"])
    #expect(answer.texts("\(path)/r:accepting_connections") == ["1"])
    #expect(answer.texts("\(path)/r:timezone_offset") == ["0"])
    let health = Self.health(bench)
    #expect(health.texts("/r:health_check/*").count == 4)
    #expect(health.texts("/r:health_check/r:failover_role") == ["none"])
    #expect(health.texts("/r:health_check/r:success") == ["1"])
    #expect(health.texts("/r:health_check/r:appliance") == ["support.example.com"])
    #expect(health.texts("/r:health_check/r:appliance/@id") == [bench.context.applianceGUID])
    let release: [APIVersion: String] = [.v1_15_1: "16.2", .v1_16_0: "18.1", .v1_21_1: "21.3"]
    #expect(health.texts("/r:health_check/r:version").first?.hasPrefix(release[version] ?? "?") == true)
    #expect(Self.role(bench, "&role=backup").error == "Failover is not configured on this appliance.")
  }

  @Test(
    "a failover peer and the nodes of a cluster are listed with their roles", arguments: APIVersion.allCases)
  func several(_ version: APIVersion) {
    let own = OwnAppliance(
      guid: "00000000-0000-0000-0000-000000000007", name: "One & only", publicHostname: "one.example.com",
      timezoneOffset: 7200)
    var cluster = Office.cluster
    cluster.acceptsConnections = false
    let network = ApplianceNetwork(own: own, failover: Office.peering, cluster: cluster)
    let bench = APIBench(version, organization: Office.with(network))
    let answer = bench.command("action=get_appliances")
    let primary = version == .v1_21_1 ? "primary" : "master"
    let path = "/r:appliances/r:appliance"
    #expect(answer.texts("\(path)/@id").prefix(2) == [own.guid ?? "", Office.peering.peer.guid])
    #expect(answer.texts("\(path)/r:name") == ["One & only", "backup", "Lisbon", "Paris", "Tokyo"])
    #expect(answer.texts("\(path)/r:cluster_role") == [primary, primary, "traffic", "traffic", "traffic"])
    #expect(answer.texts("\(path)/r:failover_role") == ["primary", "backup", "none", "none", "none"])
    #expect(answer.texts("\(path)/r:accepting_connections") == ["0", "0", "1", "0", "1"])
    #expect(answer.texts("\(path)/r:timezone_offset") == ["7200", "-18000", "0", "3600", "32400"])
    #expect(answer.texts("\(path)/r:public_hostname").first == "one.example.com")
    #expect(Self.health(bench).texts("//r:appliance") == ["one.example.com"])
    #expect(Self.health(bench).texts("//r:appliance/@id") == [own.guid ?? ""])
  }

  @Test(
    "check_health tells of the role, the shared addresses and the last synchronisation",
    arguments: APIVersion.allCases)
  func health(_ version: APIVersion) {
    let answer = Self.health(APIBench(version))
    let root = "/r:health_check"
    #expect(answer.texts("\(root)/r:failover_role") == ["primary"])
    #expect(answer.texts("\(root)/r:enabled_shared_ips/r:ip") == ["192.0.2.200", "192.0.2.201"])
    #expect(answer.texts("\(root)/r:last_data_sync_time/@ts") == ["1475319600"])
    #expect(answer.texts("\(root)/r:last_data_sync_time") == ["2016-10-01T11:00:00+00:00"])
    #expect(answer.texts("\(root)/r:last_data_sync_status") == ["The data synchronisation was successful."])
    #expect(answer.texts("\(root)/r:error_message").isEmpty)
    var quiet = Office.peering
    quiet.sharedIPs = []
    quiet.lastDataSyncSecondsAgo = nil
    let other = APIBench(version, organization: Office.with(ApplianceNetwork(failover: quiet)))
    #expect(Self.health(other).texts("\(root)/*").count == 4)
  }

  @Test("roles change at once, and every command shows it", arguments: APIVersion.allCases)
  func changes(_ version: APIVersion) {
    let bench = APIBench(version)
    for role in ["primary", "backup", "primary"] {
      for query in ["&role=\(role)", "&role=\(role)&data_sync_first=0", "&role=\(role)&force=0"] {
        let answer = Self.role(bench, query)
        #expect(answer.status == 200)
        #expect(answer.texts("/r:success") == ["Successfully changed role"])
      }
      let other = role == "primary" ? "backup" : "primary"
      #expect(bench.command("action=get_appliances").texts("//r:failover_role") == [role, other])
      #expect(Self.health(bench).texts("//r:failover_role") == [role])
    }
    #expect(Self.role(bench, "&role=backup&force=1").texts("/r:success") == ["Successfully changed role"])
    #expect(Self.role(bench, "&role=backup&force=1").texts("/r:success") == ["Successfully changed role"])
  }

  @Test(
    "a peer that cannot be contacted stops the change, unless a primary is forced",
    arguments: APIVersion.allCases)
  func unreachable(_ version: APIVersion) throws {
    let bench = APIBench(version)
    _ = try bench.appliance.perform(.setPeerReachable(false))
    for query in ["&role=backup", "&role=primary", "&role=backup&data_sync_first=1"] {
      #expect(Self.role(bench, query).error == "The failover peer backup.example.com cannot be contacted.")
    }
    #expect(
      bench.command("action=get_connected_client_list").texts("//r:appliance_summary/@id").count == 1)
    #expect(bench.command("action=get_appliances").texts("//r:appliance/@id").count == 2)
    #expect(
      Self.role(bench, "&role=backup&data_sync_first=1&force=1").texts("/r:success") == [
        "Successfully changed role"
      ])
    #expect(Self.health(bench).texts("//r:failover_role") == ["backup"])
    #expect(
      Self.health(bench).texts("//r:last_data_sync_status").first?.contains("could not be contacted") == true)
  }

  @Test("a wrong parameter is named, with what it may be", arguments: APIVersion.allCases)
  func wrong(_ version: APIVersion) {
    let bench = APIBench(version)
    for (query, expected) in [
      ("", "The required parameter role is missing; it is primary or backup."),
      ("&role=", "The required parameter role is missing; it is primary or backup."),
      ("&role=traffic", "The parameter role is \"traffic\"; it is primary or backup."),
      ("&role=Primary", "The parameter role is \"Primary\"; it is primary or backup."),
      ("&role=backup&data_sync_first=yes", "The parameter data_sync_first is \"yes\"; it is 1 or 0."),
      ("&role=backup&force=2", "The parameter force is \"2\"; it is 1 or 0."),
      (
        "&role=primary&force=1",
        "The parameter force is \"1\". A change of roles can only be forced on the primary appliance, with the role backup."
      ),
    ] { #expect(Self.role(bench, query).error == expected, "\(query)") }
    #expect(Self.role(bench, "&role=backup", token: "reader").status == 403)
    #expect(Self.health(bench).texts("//r:failover_role") == ["primary"])
  }

  @Test(
    "while data is synchronised nothing else is available, until the clock ends it",
    arguments: APIVersion.allCases)
  func synchronises(_ version: APIVersion) throws {
    let bench = APIBench(version)
    #expect(
      Self.role(bench, "&role=backup&data_sync_first=1").texts("/r:success") == [
        "Successfully started data sync. Role change will occur upon successful completion"
      ])
    let sentence =
      "Data is synchronised with the failover peer until 2016-10-01T12:00:30+00:00; nothing else is available before."
    for query in [
      "get_api_info", "get_connected_clients", "generate_session_key&type=support&queue_id=general",
      "set_failover_role&role=backup", "import_jump_shortcut&local_jump_hostname=a&group=shops",
    ] { #expect(bench.command("action=\(query)").error == sentence, "\(query)") }
    for (action, root) in [
      ("get_appliances", "appliances"), ("get_connected_client_list", "connected_client_list"),
    ] { #expect(bench.command("action=\(action)").texts("/r:\(root)/r:error") == [sentence]) }
    #expect(bench.start("short_key=1234567").status == 503)
    let script = bench.request(
      .get, "/api/client_script", query: "type=rep&operation=generate&action=generate_session_key")
    #expect(bench.send(script).error == sentence)
    let probe = bench.request(.get, "/check_health")
    #expect(bench.send(probe).status == 500)
    let health = Self.health(bench)
    #expect(health.texts("//r:success") == ["0"])
    #expect(health.texts("//r:error_message") == [sentence])
    #expect(health.texts("//r:failover_role") == ["primary"])
    #expect(bench.token().status == 200)
    let connected = bench.appliance.read { domain, _ in domain.clients.list.count }
    #expect(connected == 0)
    bench.wait(29)
    #expect(Self.health(bench).texts("//r:success") == ["0"])
    bench.wait(1)
    let after = Self.health(bench)
    #expect(after.texts("//r:success") == ["1"])
    #expect(after.texts("//r:failover_role") == ["backup"])
    #expect(after.texts("//r:last_data_sync_time/@ts") == ["1475323230"])
    #expect(bench.send(probe).status == 200)
    let clients = bench.command("action=get_connected_clients&type=representative&include_connections=1")
    #expect(clients.texts("//r:connected_representative").count == 3)
    #expect(
      clients.texts("//r:connected_representative[1]//r:event").suffix(2) == [
        "Disconnected from support.example.com: data is synchronised with the failover peer",
        "Connected to support.example.com again after the data synchronisation",
      ])
    #expect(bench.start("short_key=1234567").status == 200)
  }

  @Test(
    "the guides' examples succeed in their order, with the clock advanced after each synchronisation",
    arguments: APIVersion.allCases)
  func examples(_ version: APIVersion) {
    let bench = APIBench(version)
    for query in [
      "role=primary", "role=backup", "role=primary&data_sync_first=1", "role=backup&data_sync_first=1",
      "role=backup&force=1", "role=backup&data_sync_first=1&force=1",
    ] {
      #expect(Self.role(bench, "&\(query)").texts("/r:success").count == 1, "\(query)")
      if query.contains("data_sync_first") { bench.wait(30) }
      let role = query.hasPrefix("role=primary") ? "primary" : "backup"
      #expect(Self.health(bench).texts("//r:failover_role") == [role], "\(query)")
    }
  }
}
