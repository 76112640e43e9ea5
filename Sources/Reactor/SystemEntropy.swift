internal import CLinuxIO
public import Determinism
internal import Glibc

/// The kernel's entropy: the one real implementation.
public struct SystemEntropy: EntropySource {
  /// The kernel's entropy.
  public init() {}

  /// So many unpredictable bytes of getrandom(2).
  public func bytes(_ count: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let got = getrandom(buffer.baseAddress! + filled, count - filled, 0)
        if got > 0 { filled += got }
        // Only an interrupted wait for the pool's first seed may fail; anything else would leave tokens guessable.
        precondition(got > 0 || errno == EINTR, "The kernel must give entropy")
      }
    }
  }
}
