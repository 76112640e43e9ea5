import Glibc

/// Ends the process with a sentence on standard error unless the property holds: a fuzzer notices nothing less.
public func check(_ holds: Bool, _ property: @autoclosure () -> String) {
  guard !holds else { return }
  // Not through the precondition: optimised code drops its sentence.
  complain("A property is broken: \(property())")
  preconditionFailure("A property is broken; the sentence is on standard error.")
}

/// Writes a line to standard error.
public func complain(_ sentence: String) {
  let line = Array((sentence + "\n").utf8)
  _ = write(STDERR_FILENO, line, line.count)
}

/// Hands out `bytes` in three ways, and expects `read` to make the same of each: whole, byte by byte, and in pieces
/// whose lengths follow from the bytes themselves, so that a run can be repeated. Each piece is a copy of its own, so
/// that a read past its end is a read past an allocation.
///
/// - Returns: what `read` made of the whole.
public func alike<Outcome: Equatable>(
  _ bytes: UnsafeRawBufferPointer, _ what: String, _ read: ([[UInt8]]) -> Outcome
) -> Outcome {
  let whole = read([Array(bytes)])
  let single = read(bytes.map { [$0] })
  check(single == whole, "\(what) byte by byte: \(single), whole: \(whole)")
  let pieces = split(bytes)
  let split = read(pieces)
  check(split == whole, "\(what) in pieces of \(pieces.map(\.count)): \(split), whole: \(whole)")
  return whole
}

/// Cuts bytes into pieces of pseudo-random lengths, most of them short, some empty.
private func split(_ bytes: UnsafeRawBufferPointer) -> [[UInt8]] {
  // FNV-1a of the bytes begins a sequence of xorshift numbers; neither is ever zero for long.
  var number = bytes.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 } | 1
  var pieces: [[UInt8]] = []
  var start = 0
  while start < bytes.count {
    number ^= number << 13
    number ^= number >> 7
    number ^= number << 17
    let longest: UInt64 = number & 0x300 == 0 ? 200 : 12
    let length = min(Int((number >> 32) % longest), bytes.count - start)
    pieces.append(Array(bytes[start..<(start + length)]))
    start += length
  }
  return pieces
}
