public import Determinism

/// How many licences are in use, by the reasons of the report (guide: "Download Reports with LicenseUsage", `reason`).
public struct LicenseCounts: Equatable, Sendable {
  /// By those who are logged in to a console (`login`).
  public var logins: Int
  /// By those in extended availability mode who are not logged in (`extended_contact`).
  public var extendedContacts: Int

  /// So many licences in use.
  public init(logins: Int = 0, extendedContacts: Int = 0) {
    self.logins = logins
    self.extendedContacts = extendedContacts
  }

  /// All that are in use.
  public var total: Int { logins + extendedContacts }
}

/// A moment at which nearly all licences were in use.
public struct LicenseUsage: Equatable, Sendable {
  /// When it was logged.
  public var time: Timestamp
  /// How many were in use then.
  public var counts: LicenseCounts

  /// A moment with its figures.
  public init(time: Timestamp, counts: LicenseCounts) {
    self.time = time
    self.counts = counts
  }
}

/// Who uses a licence: everybody who is logged in or in extended availability mode, one for each person. People from
/// outside, who are invited to a session, use none.
public struct LicenseBook: Sendable {
  /// The type of everybody's licence. `Undocumented:` the guides do not list the types.
  public static let type = "full"

  /// How many licences are in use now.
  public private(set) var counts = LicenseCounts()
  /// Those in extended availability mode, logged in or not. An organization's representatives bound it.
  private var extended: Set<Int>
  /// What was logged last; nil while less than the peak's share is in use.
  var logged: LicenseCounts?
  /// Whether the next full hour logs the usage again.
  var isHourDue = false

  init(extended: [Int]) {
    self.extended = Set(extended)
    counts.extendedContacts = self.extended.count
  }

  /// Whether a representative is in extended availability mode.
  public func isExtended(_ id: Int) -> Bool { extended.contains(id) }

  mutating func logIn(_ id: Int) {
    counts.logins += 1
    if extended.contains(id) { counts.extendedContacts -= 1 }
  }

  mutating func logOut(_ id: Int) {
    counts.logins -= 1
    if extended.contains(id) { counts.extendedContacts += 1 }
  }

  mutating func setExtended(_ id: Int, _ isExtended: Bool, isLoggedIn: Bool) {
    guard extended.contains(id) != isExtended else { return }
    if isExtended { extended.insert(id) } else { extended.remove(id) }
    if !isLoggedIn { counts.extendedContacts += isExtended ? 1 : -1 }
  }
}
