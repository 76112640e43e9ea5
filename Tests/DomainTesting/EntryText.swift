public import ApplianceDomain
import Determinism

extension LogEntry {
  /// The whole entry as text, so that two runs can be compared to the letter.
  public var text: String {
    switch self {
    case .change(let change):
      let row = change.row.row
      let values = (0..<row.fieldCount).map { row.value(at: $0).text }.joined(separator: "|")
      return "\(change.kind.text) \(change.table.rawValue) \(change.id.value) \(values)"
    case .truncateModel: return "truncate"
    case .sessionEvent(let event):
      let parties = "\(event.performedBy.gsnumber) \(event.destination?.gsnumber ?? -1)"
      return
        "event \(event.lsid) \(event.sequence) \(event.timestamp.milliseconds) \(parties) \(event.detail)"
    case .record(.session(let record, _)):
      let people = record.representatives.map { "\($0.id)/\($0.gsnumber)/\($0.secondsInvolved)" }
      let customer = record.customer
      return "session \(record.lsid) \(record.lseq) \(record.end?.milliseconds ?? 0) \(people) "
        + "\(customer.username) \(customer.publicIP) \(customer.hostname)"
    case .record(let record): return "record \(record)"
    }
  }
}

extension Change.Kind {
  var text: String {
    switch self {
    case .insert: "insert"
    case .update(let mask): "update \(mask.bits)"
    case .delete: "delete"
    }
  }
}

extension FieldValue {
  var text: String {
    switch self {
    case .text(let text): text
    case .integer(let number): String(number)
    case .boolean(let isTrue): isTrue ? "1" : "0"
    case .key(let id): String(id.value)
    case .none: "-"
    }
  }
}
