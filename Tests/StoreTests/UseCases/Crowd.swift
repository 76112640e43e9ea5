import ApplianceDomain
import Changes
import Determinism
import DomainTesting
import Locking
import Simulation

/// Who acts in the appliance: the simulation, and people without sense beside it.
final class Crowd: Participant {
  private let simulation: Simulation?
  private let people: Lock<RandomPeople>
  private let wishesPerTick: Int

  /// - Parameter wishesPerTick: how many things the people without sense want in a second.
  init(seed: UInt64, simulation: Simulation? = nil, wishesPerTick: Int) {
    self.simulation = simulation
    people = Lock(RandomPeople(seed: seed))
    self.wishesPerTick = wishesPerTick
  }

  var isActive: Bool { true }

  func tick(at time: Timestamp, in domain: borrowing ApplianceDomain) -> [Intent] {
    let seen = copy domain
    let wishes = people.withLock { people in (0..<wishesPerTick).map { _ in people.wish(in: seen, at: time) }
    }
    return (simulation?.tick(at: time, in: seen) ?? []) + wishes
  }

  func reset(at time: Timestamp, lifetime: UInt64) {}
}
