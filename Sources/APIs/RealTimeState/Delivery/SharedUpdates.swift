/// What the readers of one loop have looked up since it was woken, for the next ones who stand at the same place: one
/// look under a channel's lock, and one piece of bytes, serve them all.
struct SharedUpdates {
  /// What follows a place in a channel.
  struct Found {
    var channel: StreamChannel?
    var cursor: UInt64 = 0
    /// The frames; none where nothing of it concerns the subscription.
    var frames: [UInt8] = []
    /// The batch that they reach; the place itself where nothing is new, and nil where what comes next is lost.
    var reached: UInt64?
  }

  /// The number of the newest batch when the loop woke up: so far everybody is brought. Later ones wake it again.
  let newest: UInt64
  /// What was looked up last.
  private(set) var found = Found()

  /// How many places are remembered. Readers who keep up stand at one or two of each channel; past it the oldest is
  /// forgotten, and looked up again for whoever comes late.
  private static let capacity = 8
  private var known: [Found] = []
  private let limit: Int

  /// Nothing looked up yet, on the way to a batch. A piece is about `limit` bytes at most.
  init(upTo newest: UInt64, limit: Int) {
    self.newest = newest
    self.limit = limit
  }

  /// Brings what follows a batch in a channel into ``found``.
  mutating func find(_ channel: StreamChannel, after cursor: UInt64) {
    if found.cursor == cursor && found.channel === channel { return }
    if let place = known.firstIndex(where: { $0.cursor == cursor && $0.channel === channel }) {
      found = known[place]
      return
    }
    if known.count == Self.capacity { known.removeFirst() }
    found = channel.joined(after: cursor, limit: limit)
    known.append(found)
  }
}
