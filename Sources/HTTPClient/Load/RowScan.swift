internal import Glibc

/// Looks at a line of the stream without parsing it.
enum RowScan {
  /// How many rows a `model_update` is about: the objects on the fourth level, which are rows by their id, and the
  /// strings of arrays there, which are ids of deleted rows. Of anything that is no such line the number means nothing.
  static func rows(_ line: UnsafeRawBufferPointer) -> Int {
    var rows = 0
    var depth = 0
    // Whether the bracket that stands open on the third level is an array's.
    var isIDs = false
    var index = 0
    while index < line.count {
      let byte = line[index]
      index += 1
      // One comparison passes most bytes: digits, commas, colons.
      if byte < 0x5B && byte != 0x22 { continue }
      switch byte {
      case 0x22:
        index = endOfString(line, index)
        if isIDs && depth == 3 { rows += 1 }
      case 0x7B:
        depth += 1
        if depth == 4 { rows += 1 }
      case 0x5B:
        depth += 1
        if depth == 3 { isIDs = true }
      case 0x7D: depth -= 1
      case 0x5D:
        if depth == 3 { isIDs = false }
        depth -= 1
      default: break
      }
    }
    return rows
  }

  /// Behind the quote that ends the string whose content begins here. Most of a stream is inside strings: memchr passes
  /// them sixteen bytes and more at a time.
  private static func endOfString(_ line: UnsafeRawBufferPointer, _ start: Int) -> Int {
    guard let base = line.baseAddress else { return line.count }
    var index = start
    while index < line.count, let found = memchr(base + index, 0x22, line.count - index) {
      let quote = UnsafeRawPointer(found) - base
      // A quote behind an odd number of backslashes is a character of the string.
      var content = quote
      while content > start, line[content - 1] == 0x5C { content -= 1 }
      if (quote - content).isMultiple(of: 2) { return quote + 1 }
      index = quote + 1
    }
    return line.count
  }

  /// A number that equal lines share and others hardly.
  static func hash(_ line: UnsafeRawBufferPointer) -> UInt64 {
    var hash: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(line.count)
    var index = 0
    func mix(_ word: UInt64) {
      hash = (hash ^ word) &* 0xFF51_AFD7_ED55_8CCD
      hash ^= hash >> 32
    }
    while index + 8 <= line.count {
      mix(line.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      index += 8
    }
    var last: UInt64 = 0
    while index < line.count {
      last = last << 8 | UInt64(line[index])
      index += 1
    }
    mix(last)
    return hash
  }
}
