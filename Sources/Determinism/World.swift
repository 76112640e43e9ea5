/// The machine's monotonic time. The one real implementation lives in `Reactor`; tests use ``ManualTime``.
public protocol MonotonicTime: Sendable {
  /// Nanoseconds since an arbitrary point; never goes back.
  func nanoseconds() -> Int64
}

/// The system's entropy, for what must not be guessed: bearer tokens, client secrets, keys.
/// The one real implementation lives in `Reactor`.
public protocol EntropySource: Sendable {
  /// So many unpredictable bytes.
  func bytes(_ count: Int) -> [UInt8]
}
