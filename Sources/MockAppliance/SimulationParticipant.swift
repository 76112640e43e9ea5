import ApplianceDomain
import Changes
import Determinism
import Simulation

/// The simulation as one who takes part in the appliance: the two rooms do not know each other.
final class SimulationParticipant: Participant {
  let simulation: Simulation

  init(_ simulation: Simulation) { self.simulation = simulation }

  var isActive: Bool { simulation.isActive }

  func tick(at time: Timestamp, in domain: borrowing ApplianceDomain) -> [Intent] {
    simulation.tick(at: time, in: domain)
  }

  func reset(at time: Timestamp, lifetime: UInt64) { simulation.reset(at: time, lifetime: lifetime) }
}
