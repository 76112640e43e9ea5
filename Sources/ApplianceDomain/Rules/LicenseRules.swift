import Determinism

/// Licences (guide: "Download Reports with LicenseUsage": data is added when at least 90 % of them are in use).
///
/// `Undocumented:` a login is not refused where all licences are in use. The usage is logged whenever its figures change,
/// and at each full hour for as long as the peak lasts, so that every hour of it is in the report. A company without
/// licences has no peak.
extension ApplianceDomain {
  /// The share of the licences from which on the usage is logged, in percent.
  static let peakPercent = 90

  mutating func setExtendedAvailability(_ id: Int, _ isExtended: Bool, at now: Timestamp) throws(Refusal) {
    guard index.representative(id) != nil else { throw .unknownRepresentative(id) }
    licenses.setExtended(id, isExtended, isLoggedIn: console[id] != nil)
    noteLicenses(at: now)
  }

  /// Logs the usage where it is at its peak and was not logged with these figures.
  mutating func noteLicenses(at now: Timestamp) {
    guard settings.licenses > 0, licenses.counts.total * 100 >= settings.licenses * Self.peakPercent else {
      licenses.logged = nil
      return
    }
    guard licenses.logged != licenses.counts else { return }
    logLicenses(at: now)
  }

  /// A full hour of the peak has come; void where it is over.
  mutating func logLicensesOfHour(at now: Timestamp) {
    licenses.isHourDue = false
    if licenses.logged != nil { logLicenses(at: now) }
  }

  private mutating func logLicenses(at now: Timestamp) {
    licenses.logged = licenses.counts
    keep(.licenseUsage(LicenseUsage(time: now, counts: licenses.counts)))
    guard !licenses.isHourDue else { return }
    licenses.isHourDue = true
    timers.set(.logLicenses, at: now.floored(toSeconds: 3600).advanced(bySeconds: 3600))
  }
}
