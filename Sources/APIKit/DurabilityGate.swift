public import Changes
public import HTTPMessages

/// Holds an answer back until what it acknowledges is durable.
public struct DurabilityGate: Gate {
  private let appliance: Appliance
  private let number: UInt64

  /// A gate that opens when everything up to a batch is durable.
  public init(_ appliance: Appliance, _ number: UInt64) {
    self.appliance = appliance
    self.number = number
  }

  /// Calls `action` once when it is.
  public func whenOpen(_ action: @escaping @Sendable (Bool) -> Void) { appliance.whenDurable(number, action) }
}
