public import ApplianceDomain

/// A second, naive model that believes only what the entries say, and the invariants of the domain as code.
public struct Auditor {
  /// Every row, by table and id, as the changes built it.
  private var replay: [TableName: [RowID: [FieldValue]]] = [:]
  private var usedIDs: Set<RowID> = []
  private var sequences: [String: Int] = [:]

  /// An auditor who knows of nothing.
  public init() {}

  /// Takes in what happened, and answers whatever contradicts it or the invariants; empty where all is well.
  public mutating func audit(_ domain: ApplianceDomain, _ entries: [LogEntry]) -> [String] {
    follow(entries) + differences(from: domain.model) + danglingKeys() + Invariants(domain: domain).problems()
  }

  /// Takes in what happened, without a look at the domain.
  public mutating func follow(_ entries: [LogEntry]) -> [String] {
    var problems: [String] = []
    for entry in entries {
      switch entry {
      case .change(let change): problems += apply(change)
      case .truncateModel: replay = [:]
      case .sessionEvent(let event):
        if event.sequence != sequences[event.lsid, default: 0] {
          problems.append("Event \(event.sequence) of \(event.lsid) is out of order")
        }
        sequences[event.lsid] = event.sequence + 1
      case .record: break
      }
    }
    return problems
  }

  private mutating func apply(_ change: Change) -> [String] {
    let row = change.row.row
    let values = (0..<row.fieldCount).map { row.value(at: $0) }
    let known = replay[change.table]?[change.id]
    switch change.kind {
    case .insert:
      replay[change.table, default: [:]][change.id] = values
      return usedIDs.insert(change.id).inserted ? [] : ["The id \(change.id.value) is used again"]
    case .update(let mask):
      guard var known else { return ["An update of \(change.table) \(change.id.value), which is not there"] }
      for index in values.indices where mask.contains(index) {
        if known[index] == values[index] { return ["An update of \(change.table) that changes nothing"] }
        known[index] = values[index]
      }
      replay[change.table]?[change.id] = known
      return known == values ? [] : ["An update of \(change.table) hides a changed field"]
    case .delete:
      replay[change.table]?[change.id] = nil
      return known == values ? [] : ["A delete of \(change.table) \(change.id.value) shows another row"]
    }
  }

  private func differences(from model: StateModel) -> [String] {
    var problems: [String] = []
    for table in TableName.allCases {
      let rows = replay[table] ?? [:]
      if rows.count != model.rowCount(of: table) { problems.append("\(table) has another number of rows") }
      model.forEachRow(of: table) { id, tableRow in
        let row = tableRow.row
        if rows[id] != (0..<row.fieldCount).map({ row.value(at: $0) }) {
          problems.append("\(table) \(id.value) is not what the changes say")
        }
      }
    }
    return problems
  }

  /// Where the foreign keys of all tables point.
  private static let targets: [String: TableName] = [
    "queue_id": .queue, "primary_team_queue_id": .queue, "representative_id": .representative,
    "support_session_id": .supportSession, "selected_support_session_id": .supportSession,
    "presentation_session_id": .presentationSession,
  ]

  private func danglingKeys() -> [String] {
    var problems: [String] = []
    for table in TableName.allCases {
      let names = Self.fieldNames[table] ?? []
      for (id, values) in replay[table] ?? [:] {
        for (name, value) in zip(names, values) {
          guard case .key(let key) = value else { continue }
          guard let target = Self.targets[name], replay[target]?[key] != nil else {
            problems.append("\(table) \(id.value).\(name) names \(key.value), which is not there")
            continue
          }
        }
      }
    }
    return problems
  }

  private static let fieldNames: [TableName: [String]] = [
    .queue: QueueRow.fieldNames, .representative: RepresentativeRow.fieldNames,
    .representativeQueue: RepresentativeQueueRow.fieldNames, .supportSession: SupportSessionRow.fieldNames,
    .supportSessionAttribute: SupportSessionAttributeRow.fieldNames,
    .supportSessionSkill: SupportSessionSkillRow.fieldNames, .customerClient: CustomerClientRow.fieldNames,
    .representativeSupportSession: RepresentativeSupportSessionRow.fieldNames,
    .representativeSupportSessionTool: RepresentativeSupportSessionToolRow.fieldNames,
    .presentationSession: PresentationSessionRow.fieldNames, .attendee: AttendeeRow.fieldNames,
    .presenter: PresenterRow.fieldNames,
  ]
}
