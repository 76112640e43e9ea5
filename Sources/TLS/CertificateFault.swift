/// Why a certificate or its key cannot be used: the file, the cause and what mends it.
public struct CertificateFault: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file, or the text, that is at fault.
  public var file: String
  /// What is wrong with it.
  public var cause: String
  /// What the user can do.
  public var mend: String

  /// A fault with all its parts.
  public init(file: String, cause: String, mend: String) {
    self.file = file
    self.cause = cause
    self.mend = mend
  }

  /// One sentence and its mend, for the user.
  public var description: String { "\(file) \(cause): \(mend)" }
}
