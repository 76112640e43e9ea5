/// A value that belongs to one loop, on its way through other threads and back. It is only touched there.
struct LoopBound<Value>: @unchecked Sendable {
  let value: Value
  init(_ value: Value) { self.value = value }
}
