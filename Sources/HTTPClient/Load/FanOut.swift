internal import Locking

/// When a change was first seen by any integration, so that the others can tell how much later they saw it.
///
/// A change is known by the hashes of its line and of the three lines before it: the same line may come again, but hardly
/// behind the same others.
final class FanOut: Sendable {
  /// Changes that are remembered; a newer one may take the place of an older, which is counted if not all had seen that.
  private static let places = 1 << 16

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
      let place = Int(key & UInt64(FanOut.places - 1))
      var sighting = table.sightings[place]
      defer { table.sightings[place] = sighting }
      guard sighting.key == key, sighting.seen < integrations else {
        if sighting.seen > 0 && sighting.seen < integrations { table.incomplete += 1 }
        sighting = Sighting(key: key, first: now, seen: 1)
        return nil
      }
      sighting.seen += 1
      if sighting.seen == integrations { table.complete += 1 }
      return now - sighting.first
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
