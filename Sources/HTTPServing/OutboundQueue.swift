/// Bytes that wait to be written, as the arrays in which they came: shared ones stay shared.
struct OutboundQueue {
  private var segments: [[UInt8]] = []
  private var first = 0
  private var offset = 0

  /// How many bytes wait.
  private(set) var count = 0

  var isEmpty: Bool { count == 0 }

  /// Adds bytes, from `start` on.
  mutating func append(_ bytes: [UInt8], from start: Int = 0) {
    guard start < bytes.count else { return }
    if start == 0 {
      segments.append(bytes)
    } else if isEmpty {
      segments.append(bytes)
      offset = start
    } else {
      segments.append(Array(bytes[start...]))
    }
    count += bytes.count - start
  }

  /// Shows the bytes to be written next: those of the first segment where it is long or alone, else those of several
  /// gathered in `scratch`, so that many small messages leave in one write.
  func withFront<Result>(
    _ scratch: UnsafeMutableRawBufferPointer, _ body: (UnsafeRawBufferPointer) -> Result
  ) -> Result {
    // The front only grows until it is dropped, as TLS asks of a write that is tried again.
    if first + 1 == segments.count || segments[first].count - offset >= scratch.count {
      return segments[first].withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[offset...])) }
    }
    var filled = 0
    var start = offset
    for segment in segments[first...] {
      let taken = min(segment.count - start, scratch.count - filled)
      segment.withUnsafeBytes { bytes in
        UnsafeMutableRawBufferPointer(rebasing: scratch[filled..<(filled + taken)])
          .copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[start..<(start + taken)]))
      }
      filled += taken
      start = 0
      if filled == scratch.count { break }
    }
    return body(UnsafeRawBufferPointer(rebasing: scratch[..<filled]))
  }

  /// Drops bytes that have been written.
  mutating func drop(_ written: Int) {
    count -= written
    var left = written
    while left > 0 {
      let rest = segments[first].count - offset
      if left < rest {
        offset += left
        return
      }
      left -= rest
      offset = 0
      segments[first] = []
      first += 1
    }
    if first == segments.count {
      // An idle connection keeps no room for its busiest moment.
      segments.removeAll(keepingCapacity: segments.capacity <= 8)
      first = 0
    } else if first > 256 && first * 2 > segments.count {
      segments.removeFirst(first)
      first = 0
    }
  }

  /// Drops all.
  mutating func clear() { self = OutboundQueue() }
}
