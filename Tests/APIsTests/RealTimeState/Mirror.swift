import ApplianceDomain
import Documents

/// The tables as a client rebuilds them from the messages, with whatever the protocol forbids.
struct Mirror {
  typealias Rows = [String: [String: JSONValue]]

  private(set) var tables: [String: Rows] = [:]
  private(set) var problems: [String] = []
  private(set) var truncations = 0

  init(_ messages: [JSONValue]) {
    for message in messages { take(message) }
  }

  /// The next message. Tables without rows are not there.
  mutating func take(_ message: JSONValue) {
    apply(message)
    tables = tables.filter { !$0.value.isEmpty }
  }

  private mutating func apply(_ message: JSONValue) {
    if message["type"]?.text == "truncate_model" {
      truncations += 1
      tables = [:]
      return
    }
    let changes = (message.members ?? []).filter { $0.name != "type" }
    guard message["type"]?.text == "model_update", changes.count == 1,
      let content = changes[0].value.members, content.count == 1
    else {
      problems.append("Not one kind of change of one table: \(message)")
      return
    }
    apply(changes[0].name, content[0].name, content[0].value)
  }

  private mutating func apply(_ verb: String, _ table: String, _ rows: JSONValue) {
    if verb == "delete" {
      let ids = (rows.array ?? []).compactMap(\.text)
      if ids.isEmpty || table == "support_session" && ids.count > 1 { problems.append("Deletes \(ids)") }
      for id in ids where tables[table]?.removeValue(forKey: id) == nil {
        problems.append("Deletes \(table) \(id), which is not there")
      }
      return
    }
    let members = rows.members ?? []
    if Set(members.map(\.name)).count != members.count || members.isEmpty {
      problems.append("Not rows, each once: \(rows)")
    }
    for member in members {
      let known = tables[table]?[member.name]
      if (known == nil) != (verb == "insert") { problems.append("\(verb) of \(table) \(member.name)") }
      let fields = member.value.members ?? []
      if fields.isEmpty { problems.append("\(verb) of \(table) \(member.name) without a field") }
      tables[table, default: [:]][member.name, default: [:]].merge(
        fields.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
    }
  }

  /// The tables and fields of the stream, as the guides print them.
  static let documented: [TableName: [String]] = [
    .customerClient: [
      "client_type", "created_timestamp", "elevated", "hostname", "operating_system", "support_session_id",
    ],
    .queue: ["code_name", "created_timestamp", "name", "support_team_id", "type"],
    .representative: [
      "created_timestamp", "private_display_name", "public_display_name", "queue_id", "routing_available",
      "routing_busy", "routing_enabled", "routing_idle", "skill_code_names", "type", "user_id", "username",
    ],
    .representativeQueue: ["created_timestamp", "queue_id", "representative_id", "role"],
    .representativeSupportSession: ["created_timestamp", "representative_id", "support_session_id"],
    .supportSession: [
      "created_timestamp", "customer_company", "customer_company_code", "customer_description",
      "customer_name", "estimated_pickup_timestamp", "issue_code_name", "issue_description", "lsid",
      "primary_team_queue_id", "priority", "public_site_id", "public_site_name", "queue_entry_timestamp",
      "queue_id", "start_method",
    ],
    .supportSessionAttribute: ["code_name", "created_timestamp", "support_session_id", "value"],
    .supportSessionSkill: ["code_name", "created_timestamp", "support_session_id"],
    .presentationSession: ["created_timestamp", "lsid", "presentation_name"],
    .attendee: [
      "connected", "created_timestamp", "hostname", "name", "operating_system", "presentation_session_id",
      "private_ip", "public_ip",
    ],
    .presenter: ["created_timestamp", "presentation_session_id", "representative_id"],
  ]

  /// What a mirror of the model must hold.
  static func expected(_ model: StateModel, _ tables: Set<TableName>? = nil) -> [String: Rows] {
    var expected: [String: Rows] = [:]
    for (table, names) in documented where tables?.contains(table) ?? true {
      model.forEachRow(of: table) { id, tableRow in
        expected[table.rawValue, default: [:]][String(id.value)] = fields(of: tableRow.row).filter {
          names.contains($0.key)
        }
      }
    }
    return expected
  }

  /// All fields of a row.
  static func fields(of row: any Row) -> [String: JSONValue] {
    let fields = zip(type(of: row).fieldNames, (0..<row.fieldCount).map { row.value(at: $0).json })
    return Dictionary(uniqueKeysWithValues: fields.map { ($0.0, $0.1) })
  }
}

extension FieldValue {
  fileprivate var json: JSONValue {
    switch self {
    case .text(let text): .string(text)
    case .integer(let number): .number(String(number))
    case .boolean(let isTrue): .number(isTrue ? "1" : "0")
    case .key(let id): .string(String(id.value))
    case .none: .null
    }
  }
}
