import DequeModule
import Locking

/// The latest batches of the appliance, for readers that follow it with a cursor.
///
/// It keeps a bounded number of batches and of entries. A reader whose cursor falls out of it has lost the thread and
/// must start again from a full copy: the stream disconnects such an integration.
public final class ChangeLog: Sendable {
  /// How many batches are kept. Past it the oldest is dropped, and a reader that still needs it is cut off.
  public static let capacity = 16_384
  /// How many entries the kept batches have together, at most, unless the newest alone has more. Past it the oldest
  /// batch is dropped, as above: few large batches may not take more memory than many small ones.
  public static let entryCapacity = 65_536

  private struct State {
    var batches: Deque<Batch> = []
    var entryCount = 0
    var last: UInt64 = 0
    var observers: [@Sendable (Batch) -> Void] = []
  }

  private let state = Lock(State())

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
      let missing = state.last - cursor
      guard missing <= UInt64(state.batches.count) else { return .lost }
      let start = state.batches.count - Int(missing)
      return .batches(Array(state.batches[start...].prefix(limit)))
    }
  }

  /// Calls `action` after every append, on the thread that appended. It must be quick and must not call back.
  public func observe(_ action: @escaping @Sendable (Batch) -> Void) {
    state.withLock { $0.observers.append(action) }
  }

  func append(_ batch: Batch) {
    let observers = state.withLock { state in
      precondition(batch.number == state.last + 1, "Batches come in order, without gaps")
      state.batches.append(batch)
      state.entryCount += batch.entries.count
      while state.batches.count > Self.capacity
        || (state.entryCount > Self.entryCapacity && state.batches.count > 1)
      {
        state.entryCount -= state.batches.removeFirst().entries.count
      }
      state.last = batch.number
      return state.observers
    }
    for observer in observers { observer(batch) }
  }
}
