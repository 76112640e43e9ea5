public import Determinism

/// When archives begin and end, by the appliance's clock in UTC (guide: "Download Reports with Archive").
public enum ArchiveCalendar {
  /// The seconds that one event archive covers.
  public static let windowSeconds: Int64 = 600
  /// The seconds between two state archives.
  public static let snapshotSeconds: Int64 = 1800
  /// How many active days are kept: days that have archives, today included. Older ones are deleted.
  public static let activeDays = 7

  /// The start of the event archive that covers a point in time.
  public static func window(of time: Timestamp) -> Timestamp { time.floored(toSeconds: windowSeconds) }

  /// The last second that can be in the event archive that starts at `window`.
  public static func end(ofWindow window: Timestamp) -> Timestamp {
    window.advanced(bySeconds: windowSeconds - 1)
  }

  /// Whether a state archive is taken at a point in time: at the full and at the half hour.
  public static func isSnapshotTime(_ time: Timestamp) -> Bool {
    time.floored(toSeconds: snapshotSeconds) == time
  }

  /// The day to which an archive belongs that starts, or was taken, at a point in time.
  public static func day(of time: Timestamp) -> CivilDate { CivilDate(time) }
}
