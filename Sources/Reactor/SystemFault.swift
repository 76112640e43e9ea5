internal import Glibc

/// A system call that failed in a way that the caller must know of.
public struct SystemFault: Error, CustomStringConvertible {
  /// What was attempted, in words, with the offending value.
  public var operation: String
  /// The `errno` of the failure.
  public var code: Int32

  /// A failure with its parts.
  public init(operation: String, code: Int32) {
    self.operation = operation
    self.code = code
  }

  /// A failure with the present `errno`.
  public static func last(_ operation: String) -> SystemFault {
    SystemFault(operation: operation, code: errno)
  }

  /// One sentence: the operation and the system's word for the error.
  public var description: String { "cannot \(operation): \(String(cString: strerror(code)))" }
}
