internal import Glibc
internal import Locking
internal import Synchronization

/// Changes that the load tool makes itself, each with a text that occurs nowhere else, and when each was due.
final class Marks: Sendable {
  /// The most marks of a run; no more are made then.
  static let limit = 1_000_000

  /// What every mark's text begins with; the number of the mark follows. Its first byte hardly occurs in a stream.
  let prefix: [UInt8]
  private let due = Lock<[Int64]>([])
  private let refused = Atomic(0)

  init(run: [UInt8]) {
    let digits = Array("0123456789abcdef".utf8)
    prefix = Array("~load-".utf8) + run.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] } + [0x2D]
  }

  /// A new mark that was due then; its text, nil past the limit.
  func make(due time: Int64) -> String? {
    due.withLock { due in
      guard due.count < Marks.limit else { return nil }
      due.append(time)
      return String(decoding: prefix, as: UTF8.self) + String(due.count - 1)
    }
  }

  /// The latest mark was refused: it will not come.
  func refuse() { refused.add(1, ordering: .relaxed) }

  /// How many marks should come.
  var count: Int { due.withLock { $0.count } - refused.load(ordering: .relaxed) }

  /// When a mark was due.
  func due(_ number: Int) -> Int64? { due.withLock { $0.indices.contains(number) ? $0[number] : nil } }

  /// The number of the mark that a line holds; nil where it holds none.
  func number(in line: UnsafeRawBufferPointer) -> Int? {
    guard let base = line.baseAddress else { return nil }
    var index = 0
    while true {
      guard index < line.count, let found = memchr(base + index, Int32(prefix[0]), line.count - index) else {
        return nil
      }
      index = UnsafeRawPointer(found) - base
      if line[index...].starts(with: prefix) { break }
      index += 1
    }
    index += prefix.count
    var number = 0
    while index < line.count, (0x30...0x39).contains(line[index]), number < Marks.limit {
      number = number * 10 + Int(line[index] - 0x30)
      index += 1
    }
    return number
  }
}
