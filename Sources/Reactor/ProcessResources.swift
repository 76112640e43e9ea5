internal import CLinuxIO
internal import Glibc

/// What the process takes from the system, and gives back.
public enum ProcessResources {
  /// Raises the number of descriptors that the process may have (`ulimit -n`) as far as it may by itself; answers that
  /// number.
  @discardableResult
  public static func raiseDescriptorLimit() -> Int {
    let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    var limit = rlimit()
    guard getrlimit(resource, &limit) == 0 else { return 0 }
    limit.rlim_cur = limit.rlim_max
    // Nothing else reads these numbers: where the system refuses, the present limit stays.
    _ = setrlimit(resource, &limit)
    guard getrlimit(resource, &limit) == 0 else { return 0 }
    return Int(clamping: limit.rlim_cur)
  }

  /// Gives memory that was freed back to the system; without it the C library keeps what small pieces in use stand
  /// behind. Takes some milliseconds for a hundred megabytes: not for loops.
  public static func returnFreeMemory() { linuxio_return_free_memory() }
}
