import Synchronization

/// The latest batches of the appliance, for readers that follow it with a cursor.
///
/// It keeps a bounded number of batches. A reader whose cursor falls out of it has lost the thread and must start
/// again from a full copy: the stream disconnects such an integration.
public final class ChangeLog: Sendable {
  /// How many batches are kept. Past it the oldest is dropped, and a reader that still needs it is cut off.
  public static let capacity = 16_384

  private struct State {
    var ring: [Batch] = []
    var last: UInt64 = 0
    var observers: [@Sendable () -> Void] = []
  }

  private let state = Mutex(State())

  /// An empty log.
  public init() {}

  /// What a reader gets.
  public enum Reading: Sendable {
    /// The batches after the cursor, oldest first; empty where there is nothing new.
    case batches([Batch])
    /// The cursor lies before what is kept.
    case lost
  }

  /// The number of the newest batch; 0 where there is none.
  public var last: UInt64 { state.withLock { $0.last } }

  /// The batches after a cursor, at most `limit` of them.
  public func batches(after cursor: UInt64, limit: Int = 1024) -> Reading {
    state.withLock { state in
      guard cursor < state.last else { return .batches([]) }
      let oldest = state.last - UInt64(state.ring.count) + 1
      guard cursor + 1 >= oldest else { return .lost }
      let count = min(limit, Int(state.last - cursor))
      return .batches(
        (0..<count).map { state.ring[Int((cursor + UInt64($0)) % UInt64(Self.capacity))] })
    }
  }

  /// Calls `action` after every append, on the thread that appended. It must be quick and must not call back.
  public func observe(_ action: @escaping @Sendable () -> Void) {
    state.withLock { $0.observers.append(action) }
  }

  func append(_ batch: Batch) {
    let observers = state.withLock { state in
      precondition(batch.number == state.last + 1, "Batches come in order, without gaps")
      let slot = Int((batch.number - 1) % UInt64(Self.capacity))
      if slot < state.ring.count { state.ring[slot] = batch } else { state.ring.append(batch) }
      state.last = batch.number
      return state.observers
    }
    for observer in observers { observer() }
  }
}
