internal import CLinuxIO
internal import Glibc

/// A file descriptor and the duty to close it: it is closed when the value goes.
public struct Descriptor: ~Copyable, Sendable {
  /// The number, for system calls. It is only good as long as the owner lives.
  public let number: Int32

  /// Takes over an open descriptor.
  public init(owning number: Int32) {
    precondition(number >= 0, "An owned descriptor must be open")
    self.number = number
  }

  deinit { close(number) }
}
