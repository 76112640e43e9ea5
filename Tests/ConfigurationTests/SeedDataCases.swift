private let lsid = "c69a8e10bea9428f816cfababe9815fe"

extension SeedDataTests {
  /// The example with one thing wrong: file, what stands there, what shall stand there, and what is said of it.
  static let wrong: [Case] = people + access + sessions + appliances + surveys + presentations

  private static let nodes = "nodes:\n    - { name: a, public_hostname: a.test }"
  private static let failover = "failover:\n  role: primary\n"

  private static let appliances: [Case] = [
    Case("appliances.yaml", "guid: 6f1c", "guid: 6F1C", "is not a GUID in lower-case hex digits"),
    Case("appliances.yaml", "guid: 6f1c0d52-", "guid: 6f1c0d52", "is not a GUID in lower-case hex digits"),
    Case("appliances.yaml", "    name: support-backup\n", "", "name is missing; write it", below: -2),
    Case("appliances.yaml", "role: primary", "role: master", "write primary or backup"),
    Case("appliances.yaml", "[198.51.100.20]", "[198.51.100]", "is not an IP address"),
    Case("appliances.yaml", "sync_seconds: 30", "sync_seconds: 0", "write a number from 1 to 86400"),
    Case(
      "appliances.yaml", "name: support\n", "name: support\n  guid: 6f1c0d52-93be-4a7f-8d26-51e0b7c4a9f3\n",
      "second time the same GUID", below: 9),
    Case("appliances.yaml", "name: support\n", "nam: support\n", "did you mean \"name\"?"),
    Case("appliances.yaml", failover, "cluster:\n  nodes: []\n\n\(failover)", "has 0 nodes"),
    Case(
      "appliances.yaml", failover, "cluster:\n  role: traffic\n  \(nodes)\n\n\(failover)", "has 0 appliances"),
    Case(
      "appliances.yaml", failover,
      "cluster:\n  nodes:\n    - { name: a, public_hostname: a.test, role: primary }\n\n\(failover)",
      "has 2 app"),
    Case(
      "appliances.yaml", failover, "cluster:\n  choose_traffic_node_by: luck\n  \(nodes)\n\n\(failover)",
      "write random or timezone_offset", below: 1),
    Case(
      "appliances.yaml", failover,
      "cluster:\n  nodes:\n    - { name: a, public_hostname: a.test, timezone_offset: 50401 }\n\n\(failover)",
      "write a number from -43200 to 50400", below: 2),
  ]

  private static let surveys: [Case] = [
    Case("surveys.yaml", "type: radio", "type: dropdown", "write radio, checkbox, select, text or textarea"),
    Case("surveys.yaml", "- id: 12", "- id: 1", "second time the same ID"),
    Case(
      "surveys.yaml", "label: Was your problem solved?", "label: Satisfaction",
      "second time the same question",
      below: -3),
    Case("surveys.yaml", "multiple: true", "multiple: \"yes\"", "write true or false"),
    Case("surveys.yaml", "type: text\n", "type: text\n    multiple: true\n", "is for checkbox", below: 1),
    Case(
      "surveys.yaml", "type: text\n", "type: text\n    options: [{ label: a }]\n", "are for radio", below: 1),
    Case("surveys.yaml", "type: textarea", "type: radio", "has no options", below: -2),
    Case("surveys.yaml", "logged_value: partly", "logged_value: solved", "second time the same logged value"),
    Case("surveys.yaml", "type: text\n", "type: text\n    public_sites: [7]\n", "no public site", below: 1),
    Case("startup.yaml", "satisfaction: \"5\"", "satisfaction: \"9\"", "\"9\" is no option of satisfaction"),
    Case("startup.yaml", "praise: [", "praised: [", "did you mean \"praise\"?"),
    Case("startup.yaml", "satisfaction: \"5\"", "satisfaction: [\"5\", \"4\"]", "takes one"),
    Case("startup.yaml", "by: customer\n", "by: nobody\n", "write customer or representative"),
    Case(
      "startup.yaml", "by: representative\n", "by: customer\n", "second time the same submitter of a survey"),
  ]

  private static let presentations: [Case] = [
    Case("startup.yaml", "0b1d2c3f4e5a46978812a3b4c5d6e7f8", lsid, "second time the same LSID"),
    Case("startup.yaml", "name: Calendars for teams", "title: Calendars", "title: is not a key here"),
    Case("startup.yaml", "representative: 30\n    shows", "representative: 31\n    shows", "has the ID 31"),
    Case("startup.yaml", "duration: 660", "duration: 7201", "reaches past the start"),
    Case("startup.yaml", "[Sofia Rossi, Marco Rossi]", "[Sofia Rossi, Sofia Rossi]", "the same attendee"),
    Case("startup.yaml", "[Sofia Rossi, Marco Rossi]", "[representative]", "what the presenter is called"),
    Case("startup.yaml", "from: Emma Clarke", "from: Emma Clark", "did you mean \"Emma Clarke\"?"),
  ]

  private static let people: [Case] = [
    Case("company.yaml", "api_name: example", "api_name: two words", "company.api_name: \"two words\""),
    Case("company.yaml", "licenses: 8", "licenses: -1", "write a number from 0"),
    Case("company.yaml", "api_name: example", "api_nam: example", "did you mean \"api_name\"?"),
    Case("company.yaml", "- id: 2", "- id: 1", "public_sites[1].id: \"1\" is a second time the same ID"),
    Case("company.yaml", "- id: 1", "- id: 3", "has no public site with the ID 1", below: -1),
    Case("company.yaml", "[remote.example.com]", "[]", "has no hostnames", below: -2),
    Case("company.yaml", "[remote.example.com]", "[Support.example.com]", "second time the same host name"),
    Case("representatives.yaml", "- id: 5", "- id: 1", "representatives[1].id: \"1\" is a second time"),
    Case("representatives.yaml", "- id: 5", "- id: 0", "is out of range; write a number from 1"),
    Case("representatives.yaml", "[skill1, skill11]", "[skill1, skil11]", "did you mean \"skill1\"?"),
    Case("representatives.yaml", "username: mkeller", "user_name: mkeller", "did you mean \"username\"?"),
    Case("representatives.yaml", "    username: mkeller\n", "", "username is missing; write it", below: -1),
    Case("representatives.yaml", "private_ip: 10.1.0.15", "private_ip: 10.1.0.256", "is not an IP address"),
    Case("representatives.yaml", "salt: 6d", "salt: 6D", "password.salt: "),
    Case("representatives.yaml", "salt: 6d", "salt: 6", "odd number of hex digits"),
    Case(
      "representatives.yaml", "digest: 88", "digest: \"\"\n      x: 88", "is not 64 lower-case hex digits"),
    Case("representatives.yaml", "code_name: skill2,", "code_name: \"a,b\",", "has a comma"),
    Case("teams.yaml", "representative: 21", "representative: 99", "no representative has the ID 99"),
    Case("teams.yaml", "representative: 21", "representative: 12", "second time the same member"),
    Case("teams.yaml", "role: lead", "role: boss", "write member, lead or manager"),
    Case("teams.yaml", "code_name: networks", "code_name: service_desk", "second time the same code name"),
    Case("teams.yaml", "persistent: true", "persistent: 1", "write true or false"),
    Case(
      "teams.yaml", "name: North Field", "name: Service Desk", "has the ID and the name of a team", below: -1),
  ]

  private static let access: [Case] = [
    Case("issues.yaml", "team: 2", "team: 9", "no team has the ID 9"),
    Case("issues.yaml", "priority: 3", "priority: 4", "write a number from 1 to 3"),
    Case("issues.yaml", "code_name: install_update", "code_name: OTHER", "second time the same code name"),
    Case(
      "issues.yaml", "code_name: custom_field2", "code_name: external_key", "every session has anyway",
      below: -2),
    Case("issues.yaml", "custom_fields:", "custom_field:", "did you mean \"custom_fields\"?"),
    Case("jump.yaml", "{ id: 2,", "{ id: 1,", "second time the same ID"),
    Case("jump.yaml", "name: Network01 }", "name: London }", "second time the same code name"),
    Case("jump.yaml", "method: shell_jump", "method: jump", "write local_jump, remote_jump,"),
    Case("jump.yaml", "    jumpoint: London\n", "", "jumpoint is missing; write it", below: -3),
    Case("jump.yaml", "jumpoint: London", "jumpoint: london", "is no Jumpoint; did you mean \"London\"?"),
    Case("jump.yaml", "group: remote_access }", "group: remote }", "is no Jump Group"),
    Case("jump.yaml", "session_policy: Servers", "session_policy: Server", "is no session policy; did you"),
    Case("jump.yaml", "protocol: ssh", "protocol: rsh", "write ssh or telnet"),
    Case("jump.yaml", "protocol: ssh", "protocol: ssh\n    keep_alive: 301", "from 0 to 300", below: 1),
    Case("jump.yaml", "protocol: ssh", "protocol: ssh\n    port: 0", "from 1 to 65535", below: 1),
    Case("jump.yaml", "tag: Servers", "display_size: 1x1", "is no display size"),
    Case("jump.yaml", "tag: Servers", "port: 3389", "is not a key here"),
    Case("jump.yaml", "tag: Servers", "jump_policy: Nobody", "is no Jump Policy"),
    Case("jump.yaml", "tag: Servers", "public_portal: nowhere.test", "is no public site with the host name"),
    Case("accounts.yaml", "client_id: e5", "client_id: E5", "is not 40 lower-case hex digits"),
    Case("accounts.yaml", "    client_secret:", "    secret:", "has no secret", below: -1),
    Case("accounts.yaml", "permissions: all", "permissions: { perm_backups: 1 }", "mean \"perm_backup\"?"),
    Case("accounts.yaml", "permissions: all", "permissions: { perm_command: 1 }", "deny, read_only or full"),
    Case("accounts.yaml", "permissions: all", "permissions: { perm_ecm: 2 }", "write 1 or 0"),
    Case("accounts.yaml", "name: Ex", "client_secret_plain: a\n    name: Ex", "beside client_secret"),
  ]

  private static let sessions: [Case] = [
    Case("startup.yaml", "short_key: 2962035", "short_key: 296203", "is not a session key"),
    Case("startup.yaml", "short_key: 2962035", "short_key: 1234567", "second time the same session key"),
    Case("startup.yaml", "2962035, queue: \"team:1\"", "2962035, queue: \"team:7\"", "no team has the ID 7"),
    Case("startup.yaml", "2962035, queue: \"team:1\"", "2962035, queue: desk", "names no queue"),
    Case("startup.yaml", "lsid: da4b510978a541d49398e88c66e28475", "lsid: \(lsid)", "the same LSID"),
    Case("startup.yaml", "lsid: a5eaaa58591047b88556f944804227b0", "lsid: \(lsid)", "the same LSID"),
    Case("startup.yaml", "lsid: \(lsid)", "lsid: C69A", "is not 32 lower-case hex digits"),
    Case(
      "startup.yaml", "queue: team:1\n    representative: 12", "queue: team:3\n    representative: 21",
      "21 is not logged in", below: 1),
    Case("startup.yaml", "queue: team:1\n    representative: 12", "queue: rep:21", "21 is not logged in"),
    Case("startup.yaml", "queue: team:1\n    representative: 12", "queue: rep_username:lgarcia", "21 is not"),
    Case(
      "startup.yaml", "queue: team:1\n    representative: 12", "queue: rep_username:x", "0 representatives"),
    Case("startup.yaml", "queue: team:1\n    representative: 12", "queue: embassy:1", "has no embassies"),
    Case("startup.yaml", "representative: 12", "duration: 3", "duration: is not a key here"),
    Case(
      "startup.yaml", "    representative: 12\n    issue: issue_code_name", "    issue: other", "speaks for",
      below: 12),
    Case("startup.yaml", "issue: issue_code_name", "issue: issue_codename", "mean \"issue_code_name\"?"),
    Case("startup.yaml", "custom_field2: HB", "custom_field3: HB", "is no custom field; did you mean"),
    Case(
      "startup.yaml", "custom_field2: HB", "custom_field2: \(String(repeating: "x", count: 1025))",
      "at most 1024"),
    Case(
      "startup.yaml", "company_code: HB-204", "company_code: \(String(repeating: "x", count: 101))",
      "at most 100"),
    Case(
      "startup.yaml", "details: The", "details: \(String(repeating: "ä", count: 513))", "write at most 1024"),
    Case("startup.yaml", "from: customer", "from: system", "write customer or representative"),
    Case("startup.yaml", "duration: 1260", "duration: 172801", "reaches past the start"),
    Case("startup.yaml", "    duration: 1260\n", "", "duration is missing", below: -2),
    Case("startup.yaml", "started_seconds_ago: 900", "started_seconds_ago: -1", "is out of range"),
  ]
}
