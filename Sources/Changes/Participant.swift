public import ApplianceDomain
public import Determinism

/// Someone who acts in the appliance by themselves, once a second of its time: the simulation.
///
/// Every call comes under the appliance's lock, in the order of time.
public protocol Participant: AnyObject, Sendable {
  /// Whether there is anything to do at all; while not, whole stretches of time pass in one step.
  var isActive: Bool { get }
  /// What they want done at a second. The intents are carried out in their order; one that is refused is dropped,
  /// because the world may have changed since the participant made up its mind.
  func tick(at time: Timestamp, in domain: borrowing ApplianceDomain) -> [Intent]
  /// The appliance was reset: everything remembered is void.
  func reset(at time: Timestamp, lifetime: UInt64)
}
