/// Finds what somebody meant to write.
enum Suggestion {
  /// The closest of some words, where one is close enough to be meant.
  static func closest(to word: String, among words: [String]) -> String? {
    let scored = words.map { (distance: distance(word, $0), word: $0) }
    guard let best = scored.min(by: { $0.distance < $1.distance }) else { return nil }
    return best.distance <= max(1, min(word.count, best.word.count) / 3) ? best.word : nil
  }

  /// Half a sentence that names the closest word, or else all of them.
  static func mend(_ word: String, among words: [String]) -> String {
    if let closest = closest(to: word, among: words) { return "did you mean \"\(closest)\"?" }
    return "known here: \(words.joined(separator: ", "))"
  }

  /// How many letters must be inserted, deleted, replaced or swapped with their neighbour. A dash counts as an
  /// underscore.
  static func distance(_ left: String, _ right: String) -> Int {
    let left = fold(left)
    let right = fold(right)
    var before: [Int] = []
    var row = Array(0...right.count)
    for i in left.indices {
      var next = [i + 1]
      for j in right.indices {
        let substituted = row[j] + (left[i] == right[j] ? 0 : 1)
        var best = min(substituted, row[j + 1] + 1, next[j] + 1)
        if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
          best = min(best, before[j - 1] + 1)
        }
        next.append(best)
      }
      before = row
      row = next
    }
    return row[right.count]
  }

  private static func fold(_ word: String) -> [UInt8] {
    word.lowercased().utf8.prefix(64).map { $0 == 0x2D ? 0x5F : $0 }
  }
}
