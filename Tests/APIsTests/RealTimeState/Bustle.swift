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
      let active = appliance.read { domain, _ in
        var lsids: [String] = []
        domain.model.supportSession.forEach { _, row in lsids.append(row.lsid) }
        return lsids
      }
      let lsid = active.randomElement(using: &generator) ?? ""
      _ = try? appliance.perform(intent(lsid, active.count))
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
