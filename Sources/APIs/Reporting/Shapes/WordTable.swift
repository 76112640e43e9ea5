import Glibc
import History

/// Finds what belongs to a word of the record, without making a string of the word.
struct WordTable<Value: Sendable>: Sendable {
  private var slots: [(word: [UInt8], value: Value)?]

  init(_ entries: [(word: String, value: Value)]) {
    var room = 16
    while room < entries.count * 4 { room *= 2 }
    slots = Array(repeating: nil, count: room)
    for (word, value) in entries {
      let bytes = Array(word.utf8)
      var place = bytes.withUnsafeBytes { slot(of: $0) }
      while slots[place] != nil { place = (place + 1) & (room - 1) }
      slots[place] = (bytes, value)
    }
  }

  subscript(word: RowText) -> Value? {
    let bytes = word.bytes
    var place = slot(of: bytes)
    while let entry = slots[place] {
      if entry.word.count == bytes.count,
        bytes.isEmpty
          || entry.word.withUnsafeBytes({ memcmp($0.baseAddress!, bytes.baseAddress!, bytes.count) == 0 })
      {
        return entry.value
      }
      place = (place + 1) & (slots.count - 1)
    }
    return nil
  }

  /// By the length, the first bytes and the last ones: words of the record differ there, and where they do not, the
  /// next slot is looked at.
  private func slot(of bytes: UnsafeRawBufferPointer) -> Int {
    guard let first = bytes.first, let last = bytes.last else { return 0 }
    let middle = bytes[bytes.count / 2]
    let hash = bytes.count &* 31 &+ Int(first) &* 7 &+ Int(last) &* 131 &+ Int(middle) &* 17
    return hash & (slots.count - 1)
  }
}
