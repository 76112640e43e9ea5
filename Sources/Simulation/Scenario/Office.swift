/// Where some of the representatives work, and when.
public struct Office: Codable, Equatable, Sendable {
  /// A shift, in minutes from midnight. One that ends at or before its start ends on the next day.
  public struct Shift: Codable, Equatable, Sendable {
    /// When it begins; 0 to 1439.
    public var start: Int
    /// When it ends; 0 to 1440.
    public var end: Int

    /// A shift.
    public init(start: Int, end: Int) {
      self.start = start
      self.end = end
    }

    /// How many minutes it lasts: 1 to 1440.
    public var length: Int { end > start ? end - start : end + 1440 - start }
  }

  /// What it is called.
  public var name = "Main"
  /// Minutes by which its clocks are ahead of UTC. There is no daylight saving time.
  public var utcOffset = 0
  /// The days on which shifts begin, 0 for Monday.
  public var days = Array(0...6)
  /// The shifts; each representative has one of them for good. At least one.
  public var shifts = [
    Shift(start: 360, end: 840), Shift(start: 600, end: 1080), Shift(start: 840, end: 1320),
  ]
  /// The IDs of the teams whose members work here.
  public var teams: [Int] = []
  /// Its share of those whose teams no office names; only the proportions count.
  public var share = 1.0

  /// An office that is open every day from six to ten, UTC.
  public init() {}
}

/// Who is added to the seed data when a data directory is filled; see ``ApplianceDomain/Organization/staffed(by:seed:)``.
public struct Staff: Codable, Equatable, Sendable {
  /// How many representatives.
  public var representatives = 0
  /// How many teams, each with an issue of its own.
  public var teams = 0
  /// How many of the representatives are an embassy's, where the version has embassies.
  public var embassyRepresentatives = 0
  /// The number of sessions at which routing counts them as busy.
  public var maximumSessions = 3
  /// How many licences the company has with them; 0 leaves that to the seed data.
  public var licenses = 0

  /// Nobody.
  public init() {}

  /// The most representatives; past it a start would take minutes.
  public static let maximumRepresentatives = 20_000
  /// The most teams.
  public static let maximumTeams = 1000
  /// The most licences, as in the settings.
  public static let maximumLicenses = 1_000_000
}
