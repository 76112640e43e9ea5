import DequeModule

/// What is in each active queue, beyond what the model's tables say. Every question is answered without a walk through
/// the tables, so that routing costs the same however many sessions there are.
public struct QueueBook: Sendable {
  /// Whose queue it is.
  enum Kind: Sendable, Equatable {
    case prewait, general
    case team(Int), embassy(Int)
    case personal(Int)
  }

  private struct Line: Sendable {
    let kind: Kind
    /// The sessions in the queue, each with the number of its entry.
    var entries: [RowID: UInt64] = [:]
    var waiting = WaitingLine()
    /// Who can be given a session, in the order in which they became available.
    var available: [Int] = []
    var memberCount = 0
    var expectedWait = QueueBook.firstExpectedWait

    mutating func forgetStale() { waiting.forgetStale(entries) }
  }

  /// The milliseconds that a session is expected to wait in a queue from which none has been taken yet.
  private static let firstExpectedWait: Int64 = 60_000
  /// How many waits the expected one is the average of, roughly: each new one counts for an eighth.
  private static let memory: Int64 = 8

  private var lines: [RowID: Line] = [:]
  private var lastEntry: UInt64 = 0
  /// The queues whose sessions wait for anybody who works on them: general, teams and embassies, the oldest first.
  public private(set) var shared: [RowID] = []

  /// Calls `body` with the sessions that wait in a queue, by priority and then by entry, until it answers false.
  public func visitWaiting(in queue: RowID, _ body: (RowID) -> Bool) {
    guard let line = lines[queue] else { return }
    line.waiting.visit(line.entries, body)
  }

  /// Whether nobody waits in a queue.
  public func isEmpty(_ queue: RowID) -> Bool { lines[queue]?.entries.isEmpty ?? true }

  /// How many sessions are in a queue.
  public func count(in queue: RowID) -> Int { lines[queue]?.entries.count ?? 0 }

  /// The user IDs of those who work on a queue and are available, in the order in which they became so.
  public func available(in queue: RowID) -> [Int] { lines[queue]?.available ?? [] }

  /// How many who work on a queue are logged in.
  public func memberCount(of queue: RowID) -> Int { lines[queue]?.memberCount ?? 0 }

  /// The milliseconds that a session is expected to wait in a queue, after those that have waited there.
  public func expectedWait(in queue: RowID) -> Int64 {
    lines[queue]?.expectedWait ?? Self.firstExpectedWait
  }

  /// The sessions in a queue, the oldest first.
  func sessions(in queue: RowID) -> [RowID] { lines[queue]?.entries.keys.sorted() ?? [] }

  func kind(of queue: RowID) -> Kind? { lines[queue]?.kind }

  // MARK: Changes

  mutating func open(_ queue: RowID, _ kind: Kind) {
    lines[queue] = Line(kind: kind)
    switch kind {
    case .general, .team, .embassy: shared.append(queue)
    case .prewait, .personal: break
    }
  }

  mutating func close(_ queue: RowID) {
    lines[queue] = nil
    shared.removeAll { $0 == queue }
  }

  mutating func enter(_ session: RowID, _ queue: RowID, priority: Int) {
    lastEntry += 1
    lines[queue]?.entries[session] = lastEntry
    lines[queue]?.waiting.append(session, lastEntry, priority: priority)
  }

  mutating func leave(_ session: RowID, _ queue: RowID) {
    guard lines[queue]?.entries.removeValue(forKey: session) != nil else { return }
    lines[queue]?.forgetStale()
  }

  /// Somebody has taken a session that waited so many milliseconds.
  mutating func noteWait(_ waited: Int64, in queue: RowID) {
    guard let before = lines[queue]?.expectedWait else { return }
    lines[queue]?.expectedWait = before + (waited - before) / Self.memory
  }

  mutating func changeMembers(of queue: RowID, by difference: Int) {
    lines[queue]?.memberCount += difference
  }

  mutating func setAvailable(_ id: Int, _ isAvailable: Bool, in queue: RowID) {
    guard let place = lines[queue]?.available.firstIndex(of: id) else {
      if isAvailable { lines[queue]?.available.append(id) }
      return
    }
    if !isAvailable { lines[queue]?.available.remove(at: place) }
  }
}

/// The sessions of a queue in the order in which they are to be served. One that leaves from the middle stays behind
/// as a stale entry, until it comes to the front or there are too many of them.
private struct WaitingLine: Sendable {
  private struct Entry: Sendable {
    let session: RowID
    let number: UInt64
  }

  /// For priorities 1 to 3.
  private var entries: [Deque<Entry>] = [[], [], []]

  mutating func append(_ session: RowID, _ number: UInt64, priority: Int) {
    entries[min(max(priority, 1), 3) - 1].append(Entry(session: session, number: number))
  }

  func visit(_ present: [RowID: UInt64], _ body: (RowID) -> Bool) {
    for line in entries {
      for entry in line where present[entry.session] == entry.number {
        guard body(entry.session) else { return }
      }
    }
  }

  mutating func forgetStale(_ present: [RowID: UInt64]) {
    var total = 0
    for place in entries.indices {
      while let first = entries[place].first, present[first.session] != first.number {
        entries[place].removeFirst()
      }
      total += entries[place].count
    }
    guard total > 2 * present.count + 16 else { return }
    for place in entries.indices { entries[place].removeAll { present[$0.session] != $0.number } }
  }
}
