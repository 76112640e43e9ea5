import Determinism
import Documents

/// A window of time that a report asks for: a date or a time, and `duration`, in days with a date and in seconds with a
/// time; 0 is until now. A parameter without a value counts as missing.
struct ReportWindow: Sendable {
  /// By what the window is given.
  enum Anchor: String, Sendable {
    case startDate = "start_date"
    case startTime = "start_time"
    case endDate = "end_date"
    case endTime = "end_time"

    var isDate: Bool { self == .startDate || self == .endDate }
    /// Whether what began in the window is meant, and not what ended in it.
    var isStart: Bool { self == .startDate || self == .startTime }
  }

  /// By what it is given.
  let anchor: Anchor
  /// Its beginning.
  let from: Timestamp
  /// Its end, which is not in it; nil is now.
  let to: Timestamp?

  /// The window under one of its parameters, which has a value.
  init(_ anchor: Anchor, of parameters: FormParameters) throws(ReportFault) {
    self.anchor = anchor
    let name = anchor.rawValue
    let text = parameters[name] ?? ""
    from = anchor.isDate ? try DateParameter.parse(name, text).start : try TimeParameter.parse(name, text)
    let units = anchor.isDate ? "days" : "seconds"
    guard let duration = parameters["duration"], !duration.isEmpty else {
      throw ReportFault(
        sentence: "duration is missing: with \(name) it is a number of \(units), or 0 for up to now.")
    }
    guard let count = WholeNumber.parse(duration) else {
      throw ReportFault(
        sentence:
          "duration is \"\(duration)\"; with \(name) it must be a whole number of \(units), 0 or more.")
    }
    to = count == 0 ? nil : TimeParameter.end(of: from, count, unit: anchor.isDate ? 86_400 : 1)
  }

  /// The window of a report that takes nothing else.
  ///
  /// - Parameter what: what is chosen by it, in the plural, for the sentence that none is given.
  init(oneOf anchors: [Anchor], for what: String, _ parameters: FormParameters) throws(ReportFault) {
    let names = anchors.map(\.rawValue)
    let choice = names.joined(separator: ", ")
    let given = anchors.filter { parameters[$0.rawValue]?.isEmpty == false }
    guard let anchor = given.first else {
      throw ReportFault(sentence: "No \(what) is chosen: give one of \(choice), with duration.")
    }
    guard given.count == 1 else {
      let both = given.map(\.rawValue).joined(separator: " and ")
      throw ReportFault(sentence: "\(both) exclude each other: give only one of \(choice).")
    }
    try self.init(anchor, of: parameters)
  }

  /// Its end as reports show it. `Undocumented:` a window up to now that begins later ends where it begins.
  func shownEnd(now: Timestamp) -> Timestamp { to ?? max(from, now) }
}
