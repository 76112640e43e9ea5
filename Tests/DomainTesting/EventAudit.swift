import ApplianceDomain
import Determinism

/// What must be true of the events of every session and presentation, told one by one.
struct EventAudit {
  private struct Talk {
    var count = 0
    var hasEnded = false
  }

  private var talks: [String: Talk] = [:]

  /// A session's row is there.
  mutating func open(_ lsid: String) { talks[lsid] = Talk() }

  /// A session's row goes.
  mutating func close(_ lsid: String) -> [String] {
    defer { talks[lsid] = nil }
    return talks[lsid]?.hasEnded == true ? [] : ["\(lsid) goes without an end"]
  }

  mutating func follow(_ event: SessionEvent, at now: Timestamp) -> [String] {
    guard var talk = talks[event.lsid] else { return ["\(event.lsid) is told of, and is not there"] }
    var problems: [String] = []
    func expect(_ condition: Bool, _ otherwise: String) {
      if !condition { problems.append("\(event.lsid), event \(event.sequence): \(otherwise)") }
    }
    expect(event.sequence == talk.count, "comes after \(talk.count - 1)")
    expect(event.timestamp <= now, "lies in the future")
    expect((event.detail == .sessionStart) == (talk.count == 0), "begins the session, or not, wrongly")
    expect(!talk.hasEnded, "comes after the end")
    talk.count = event.sequence + 1
    talk.hasEnded = event.detail == .sessionEnd
    talks[event.lsid] = talk
    return problems
  }
}
