import ApplianceDomain
import Determinism
import History
import Locking

/// The usage of licences in memory.
final class FakeLicenses: LicenseHistoryReading {
  struct Failure: Error {}
  struct Window: Equatable {
    var from: Timestamp
    var to: Timestamp?
  }

  private let logged: [LicenseUsage]
  private let fails: Bool
  /// The windows that were asked for.
  let windows = Lock<[Window]>([])

  init(_ logged: [LicenseUsage], fails: Bool = false) {
    self.logged = logged
    self.fails = fails
  }

  func licenseUsage(from: Timestamp, to: Timestamp?, upTo number: UInt64) throws -> any LicenseUsageCursor {
    if fails { throw Failure() }
    windows.withLock { $0.append(Window(from: from, to: to)) }
    return Cursor(logged.filter { $0.time >= from && (to == nil || $0.time < to ?? from) })
  }

  private final class Cursor: LicenseUsageCursor {
    private let rest: Lock<ArraySlice<LicenseUsage>>
    init(_ logged: [LicenseUsage]) { rest = Lock(logged[...]) }
    func next() -> LicenseUsage? { rest.withLock { $0.popFirst() } }
  }
}
