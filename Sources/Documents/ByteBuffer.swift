/// Bytes that grow at their end, in a piece of memory of their own.
///
/// What the writers append to: an array asks at each append whether it is shared and leaves the module to grow, which
/// for documents made of short names and values costs more than their bytes.
struct ByteBuffer: ~Copyable, @unchecked Sendable {
  // Sendable: the memory belongs to this value alone, and nobody can copy the value.
  private var base: UnsafeMutableRawPointer
  private var capacity: Int
  /// How many bytes there are.
  private(set) var count = 0

  init(capacity: Int) {
    self.capacity = max(capacity, 16)
    base = .allocate(byteCount: self.capacity, alignment: 1)
  }

  deinit { base.deallocate() }

  /// A copy of the bytes.
  var array: [UInt8] { Array(UnsafeRawBufferPointer(start: base, count: count)) }

  /// Shows the bytes.
  func withBytes(_ body: (UnsafeRawBufferPointer) -> Void) {
    body(UnsafeRawBufferPointer(start: base, count: count))
  }

  /// Forgets the bytes and keeps their room.
  mutating func removeAll() { count = 0 }

  /// Forgets the bytes after the first few.
  mutating func cut(to count: Int) { self.count = min(count, self.count) }

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    if count == capacity { grow(by: 1) }
    base.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
    count += 1
  }

  @inline(__always)
  mutating func append(_ text: StaticString) {
    append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  @inline(__always)
  mutating func append(_ bytes: UnsafeRawBufferPointer) {
    guard let start = bytes.baseAddress else { return }
    if bytes.count > capacity - count { grow(by: bytes.count) }
    (base + count).copyMemory(from: start, byteCount: bytes.count)
    count += bytes.count
  }

  /// Appends a number in decimal digits.
  mutating func append(number: Int64) {
    if number < 0 { append(0x2D) }
    append(number: number.magnitude)
  }

  /// Appends a number in decimal digits.
  mutating func append(number: UInt64) {
    var digits = 1
    var rest = number
    while rest >= 10 {
      rest /= 10
      digits += 1
    }
    if digits > capacity - count { grow(by: digits) }
    rest = number
    var place = count + digits
    count = place
    for _ in 0..<digits {
      place -= 1
      base.storeBytes(of: 0x30 + UInt8(truncatingIfNeeded: rest % 10), toByteOffset: place, as: UInt8.self)
      rest /= 10
    }
  }

  @inline(never)
  private mutating func grow(by more: Int) {
    capacity = max(count + more, capacity * 2)
    let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 1)
    larger.copyMemory(from: base, byteCount: count)
    base.deallocate()
    base = larger
  }
}
