import Synchronization

/// How far the life of an open store has come.
final class Life: Sendable {
  private let begun = Atomic(false)
  private let ended = Atomic(false)

  /// Whether the store is closed, or being closed.
  var hasEnded: Bool { ended.load(ordering: .acquiring) }

  /// Marks the start of an appliance's life on this store; false where it had begun.
  func begin() -> Bool { !begun.exchange(true, ordering: .acquiringAndReleasing) }

  /// A beginning that failed is void.
  func undoBegin() { begun.store(false, ordering: .releasing) }

  /// Marks the end; false where it had ended.
  func end() -> Bool { !ended.exchange(true, ordering: .acquiringAndReleasing) }
}
