import HeapModule

/// The `gsnumber`s of connections: small positive integers, recycled, never the same for two at once.
struct GSNumbers: Sendable {
  private var highest = 0
  private var free = Heap<Int>()

  mutating func take() -> Int {
    if let number = free.popMin() { return number }
    highest += 1
    return highest
  }

  mutating func giveBack(_ number: Int) { free.insert(number) }
}
