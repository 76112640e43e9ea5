internal import CLinuxIO

/// Memory that was freed, and that the C library has kept.
public enum FreeMemory {
  /// Gives it back to the system; small pieces in use above it do not matter. Takes some milliseconds for a hundred
  /// megabytes: not for loops.
  public static func giveBack() { linuxio_return_free_memory() }
}
