public import ApplianceDomain
public import Determinism

/// What the report on the usage of licences reads (guide: "Download Reports with LicenseUsage"). It may block and runs on
/// a worker thread.
public protocol LicenseHistoryReading: Sendable {
  /// Opens what was logged in a window of time, in the order of its time.
  ///
  /// - Parameters:
  ///   - from: the window's beginning.
  ///   - to: its end, which is not in it; nil is now.
  ///   - number: the number of the batch up to which the record must be written before it is read.
  func licenseUsage(from: Timestamp, to: Timestamp?, upTo number: UInt64) throws -> any LicenseUsageCursor
}

/// Logged usage, one moment at a time, in constant memory.
public protocol LicenseUsageCursor: AnyObject, Sendable {
  /// The next moment; nil at the end.
  func next() throws -> LicenseUsage?
}
