internal import CLinuxIO
internal import Glibc

/// How many file descriptors the process may have.
public enum DescriptorLimit {
  /// Raises the limit (the soft one of setrlimit(2)) as far as the process may by itself; where that fails it stays.
  public static func raise() {
    var limit = rlimit()
    guard getrlimit(resource, &limit) == 0, limit.rlim_cur < limit.rlim_max else { return }
    limit.rlim_cur = limit.rlim_max
    _ = setrlimit(resource, &limit)
  }

  /// How many more may be opened now.
  public static func free() -> Int {
    var limit = rlimit()
    // A process without a limit has more than anybody here asks for.
    guard getrlimit(resource, &limit) == 0, limit.rlim_cur < UInt64(Int32.max) else { return Int(Int32.max) }
    return max(0, Int(limit.rlim_cur) - open())
  }

  private static func open() -> Int {
    guard let folder = opendir("/proc/self/fd") else { return 0 }
    defer { closedir(folder) }
    var count = 0
    while readdir(folder) != nil { count += 1 }
    // Not `.`, `..` and the folder itself.
    return max(0, count - 3)
  }

  private static var resource: __rlimit_resource_t { __rlimit_resource_t(RLIMIT_NOFILE.rawValue) }
}
