/// Where batches go to outlive the process.
public protocol Durability: Sendable {
  /// Takes a batch, in order, under the appliance's lock: it must be quick. Where the disk cannot keep up it may wait.
  func accept(_ batch: Batch)
  /// Calls `action` once when everything up to a batch is durable (true), or cannot become so (false).
  func whenDurable(_ number: UInt64, _ action: @escaping @Sendable (Bool) -> Void)
}

/// Keeps nothing: for tests of the rooms that need no record.
public struct NoDurability: Durability {
  /// Forgets everything.
  public init() {}
  /// Drops the batch.
  public func accept(_ batch: Batch) {}
  /// Is durable at once.
  public func whenDurable(_ number: UInt64, _ action: @escaping @Sendable (Bool) -> Void) { action(true) }
}
