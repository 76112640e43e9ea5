/// The `gsnumber`s of connections: small positive integers, never the same for two at once.
///
/// They go round, so that a number rests before it is somebody else's. `Undocumented:` how soon a number comes again;
/// the guide says that it may be another's then, and that whoever logs in again has a new one.
struct GSNumbers: Sendable {
  /// After so many numbers the first comes again, or after twice as many as there are connections.
  static let shortestRound = 1000

  private var last: Int
  private var inUse: Set<Int>

  /// Numbers that begin after one, with some that are in use already.
  init(after last: Int = 0, inUse: Set<Int> = []) {
    self.last = last
    self.inUse = inUse
  }

  /// The next number.
  ///
  /// - Parameter former: the number that the same person had before, which it is not.
  mutating func take(besides former: Int? = nil) -> Int {
    let round = max(Self.shortestRound, 2 * (inUse.count + 1))
    repeat { last = last < round ? last + 1 : 1 } while inUse.contains(last) || last == former
    inUse.insert(last)
    return last
  }

  mutating func giveBack(_ number: Int) { inUse.remove(number) }
}
