extension Scenario {
  /// Something that cannot be used.
  public struct Problem: Error, Equatable, Sendable {
    /// The key, from the scenario's root: `faults.console_loss_hours`, `offices[1].shifts`.
    public var key: String
    /// What is wrong, and how to mend it, without the key.
    public var message: String
  }

  /// The offsets from UTC that there are, in minutes.
  public static let utcOffsets = -720...840

  /// All that cannot be used; empty where everything is in order.
  public func validate() -> [Problem] {
    var problems = rates.validate().map { Problem(key: "rates.\($0.rate)", message: $0.message) }
    for (section, numbers) in Self.sections {
      for number in numbers {
        let value = self[keyPath: number.path]
        guard !number.range.contains(value) else { continue }
        problems.append(
          Problem(key: "\(section).\(number.key)", message: outOfRange(value, number.range)))
      }
    }
    return problems + arrivalProblems + mixProblems + staffProblems + officeProblems
  }

  private var arrivalProblems: [Problem] {
    var problems: [Problem] = []
    for (key, shares, count) in [("hours", arrivals.hours, 24), ("days", arrivals.days, 7)] {
      if shares.count != count {
        let message = "has \(shares.count) numbers; write \(count) of them"
        problems.append(Problem(key: "arrivals.\(key)", message: message))
      } else if let wrong = shares.first(where: { !(0...1).contains($0) }) {
        problems.append(Problem(key: "arrivals.\(key)", message: outOfRange(wrong, 0...1)))
      } else if !shares.contains(where: { $0 > 0 }) {
        let message = "are all 0; write one above 0, or rates.arrivals_per_hour: 0"
        problems.append(Problem(key: "arrivals.\(key)", message: message))
      }
    }
    return problems + offsetProblem("arrivals.utc_offset", arrivals.utcOffset)
  }

  private var mixProblems: [Problem] {
    guard let weights = Self.sections.first(where: { $0.name == "mix" })?.numbers.prefix(12) else {
      return []
    }
    guard !weights.contains(where: { self[keyPath: $0.path] > 0 }) else { return [] }
    return [Problem(key: "mix", message: "has no weight above 0; give one to some way to start")]
  }

  private var staffProblems: [Problem] {
    var problems: [Problem] = []
    func check(_ key: String, _ value: Int, _ range: ClosedRange<Int>) {
      guard !range.contains(value) else { return }
      let message =
        "\(value) is out of range; write a number from \(range.lowerBound) to \(range.upperBound)"
      problems.append(Problem(key: "staff.\(key)", message: message))
    }
    check("representatives", staff.representatives, 0...Staff.maximumRepresentatives)
    check("teams", staff.teams, 0...Staff.maximumTeams)
    check("embassy_representatives", staff.embassyRepresentatives, 0...max(0, staff.representatives))
    check("maximum_sessions", staff.maximumSessions, 1...1000)
    check("licenses", staff.licenses, 0...Staff.maximumLicenses)
    return problems
  }

  private var officeProblems: [Problem] {
    guard !offices.isEmpty else {
      return [Problem(key: "offices", message: "is empty; write at least one, or leave the key out")]
    }
    return offices.enumerated().flatMap { place, office in
      var problems = offsetProblem("offices[\(place)].utc_offset", office.utcOffset)
      let isShiftWrong = office.shifts.contains {
        !(0...1439).contains($0.start) || !(0...1440).contains($0.end)
      }
      if office.shifts.isEmpty || isShiftWrong {
        let message = "has no shift such as \"08:00-16:30\"; write at least one"
        problems.append(Problem(key: "offices[\(place)].shifts", message: message))
      }
      if !office.days.allSatisfy({ (0...6).contains($0) }) {
        problems.append(Problem(key: "offices[\(place)].days", message: "has a day that is none"))
      }
      if !(0...1_000_000).contains(office.share) {
        problems.append(
          Problem(key: "offices[\(place)].share", message: outOfRange(office.share, 0...1_000_000)))
      }
      return problems
    }
  }

  private func offsetProblem(_ key: String, _ minutes: Int) -> [Problem] {
    guard !Self.utcOffsets.contains(minutes) else { return [] }
    return [Problem(key: key, message: "is no offset from UTC; write one from -12:00 to +14:00")]
  }

  private func outOfRange(_ value: Double, _ range: ClosedRange<Double>) -> String {
    "\(value) is out of range; write a number from \(range.lowerBound) to \(range.upperBound)"
  }
}
