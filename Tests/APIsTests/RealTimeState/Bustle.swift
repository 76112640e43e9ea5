import ApplianceDomain
import Changes
import Determinism
import DomainTesting

/// A seeded stream of things that people do; what is impossible at a moment is refused and does no harm.
struct Bustle {
  private var generator: SeededGenerator

  init(seed: UInt64 = 1) { generator = SeededGenerator(seed: seed, stream: "bustle") }

  mutating func act(on appliance: Appliance, times: Int) {
    for _ in 0..<times {
      let (sessions, presentations) = appliance.read { domain, _ in
        var (sessions, presentations): ([String], [String]) = ([], [])
        domain.model.supportSession.forEach { _, row in sessions.append(row.lsid) }
        domain.model.presentationSession.forEach { _, row in presentations.append(row.lsid) }
        return (sessions, presentations)
      }
      let session = sessions.randomElement(using: &generator) ?? ""
      let presentation = presentations.randomElement(using: &generator) ?? ""
      let isInSession = Int.random(in: 0..<3, using: &generator) > 0
      _ = try? appliance.perform(
        isInSession ? intent(session, sessions.count) : showing(presentation, session))
    }
  }

  /// What happens in presentations, and between a session and its people.
  private mutating func showing(_ presentation: String, _ lsid: String) -> Intent {
    let representative = Int.random(in: 1...6, using: &generator)
    let attendee = Int.random(in: 1...12, using: &generator)
    let isOn = Bool.random(using: &generator)
    switch Int.random(in: 0..<10, using: &generator) {
    case 0: return .startPresentation(name: "News", representative: representative)
    case 1, 2: return .joinPresentation(lsid: presentation, name: "Ada")
    case 3: return .setAttendeeConnected(lsid: presentation, attendee: attendee, isOn)
    case 4: return .leavePresentation(lsid: presentation, attendee: attendee)
    case 5: return .present(lsid: presentation, representative: isOn ? representative : nil)
    case 6: return isOn ? .endPresentation(lsid: presentation) : .elevateCustomer(lsid: lsid)
    case 7: return .joinSession(lsid: lsid, representative: representative)
    case 8: return .leaveSession(lsid: lsid, representative: representative)
    default: return .setCustomerConnected(lsid: lsid, isOn)
    }
  }

  private mutating func intent(_ lsid: String, _ active: Int) -> Intent {
    let representative = Int.random(in: 1...6, using: &generator)
    let team = Int.random(in: 1...4, using: &generator)
    switch Int.random(in: 0..<10, using: &generator) {
    case 0: return .logIn(representative: representative)
    case 1: return .logOut(representative: representative)
    case 2: return .setIdle(representative: representative, Bool.random(using: &generator))
    case 3: return .setRoutingEnabled(representative: representative, Bool.random(using: &generator))
    case 4, 5:
      return .startSession(
        SessionRequest(
          method: .queue(.team(team), as: .sessionKey), customer: CustomerInfo(name: "Zoë \"\(active)\"\n"),
          skills: ["network"]))
    case 6: return .acceptSession(lsid: lsid, representative: representative)
    case 7: return .transferSession(lsid: lsid, queue: .team(team))
    case 8: return .customerLeaves(lsid: lsid)
    default: return .endSession(lsid: lsid, by: .system)
    }
  }
}
