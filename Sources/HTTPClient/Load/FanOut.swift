internal import Locking

/// When a change was first seen by any integration, so that the others can tell how much later they saw it.
///
/// A change is known by the hashes of its line and of the three lines before it: the same line may come again, but hardly
/// behind the same others.
final class FanOut: Sendable {
  /// Changes that are remembered; past it the oldest of four takes a newer one's place, which is counted if not all had
  /// seen it.
  private static let places = 1 << 16
  /// Places that a change may have, so that two that are under way together do not drive out each other.
  private static let ways = 4

  private struct Sighting {
    var key: UInt64 = 0
    var first: Int64 = 0
    var seen = 0
  }

  private struct Table {
    var sightings = [Sighting](repeating: Sighting(), count: FanOut.places)
    var complete = 0
    var incomplete = 0
  }

  private let integrations: Int
  private let table = Lock(Table())

  init(integrations: Int) { self.integrations = integrations }

  /// Notes that an integration saw a change; answers how long after the first one that was, nil where it is the first.
  func note(_ key: UInt64, at now: Int64) -> Int64? {
    table.withLock { table in
      let start = Int(key & UInt64(FanOut.places - 1)) & ~(FanOut.ways - 1)
      var oldest = start
      for place in start..<(start + FanOut.ways) {
        let sighting = table.sightings[place]
        if sighting.key == key, sighting.seen > 0, sighting.seen < integrations {
          table.sightings[place].seen += 1
          if sighting.seen + 1 == integrations { table.complete += 1 }
          return now - sighting.first
        }
        if sighting.first < table.sightings[oldest].first { oldest = place }
      }
      let lost = table.sightings[oldest].seen
      if lost > 0 && lost < integrations { table.incomplete += 1 }
      table.sightings[oldest] = Sighting(key: key, first: now, seen: 1)
      if integrations == 1 { table.complete += 1 }
      return nil
    }
  }

  /// How many changes all integrations saw, and how many were crowded out before that.
  var counts: (complete: Int, incomplete: Int) { table.withLock { ($0.complete, $0.incomplete) } }
}

/// The last lines of one integration, as the key of a change.
struct LineChain {
  private var hashes: (UInt64, UInt64, UInt64) = (0, 0, 0)
  private var count = 0

  /// Adds a line; answers the key of its change, nil before four lines have come.
  mutating func add(_ line: UnsafeRawBufferPointer) -> UInt64? {
    let hash = RowScan.hash(line)
    let key = hash ^ (hashes.0 &* 3) ^ (hashes.1 &* 5) ^ (hashes.2 &* 7)
    hashes = (hash, hashes.0, hashes.1)
    count = min(4, count + 1)
    return count == 4 ? key : nil
  }
}
