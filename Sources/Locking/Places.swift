public import Synchronization

extension Atomic where Value == Int {
  /// Takes one of so many places, of which this is the number that are taken; false where none is free. Then nothing
  /// changes, not even for a moment: who counted first and took back would keep others from places that are free.
  public func takePlace(of limit: Int) -> Bool {
    var taken = load(ordering: .sequentiallyConsistent)
    while taken < limit {
      let (exchanged, original) = compareExchange(
        expected: taken, desired: taken + 1, ordering: .sequentiallyConsistent)
      if exchanged { return true }
      taken = original
    }
    return false
  }
}
