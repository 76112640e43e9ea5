import Simulation

/// Reads scenario files: a mapping `profiles`, in which each profile says what differs from a quiet day, or from the
/// profile that it names as its `base`.
enum ScenarioReader {
  typealias Profile = (name: String, scenario: Scenario, teams: [TeamMention])

  /// Reads a file that the user named; nil where it cannot be used, which is reported.
  static func load(_ path: String, place: String, problems: ProblemList) -> [Profile]? {
    let text: String
    do throws(Misfit) { text = try TextFile.read(path) } catch {
      problems.add(place, error.message)
      return nil
    }
    let profiles = read(text, file: path, base: BuiltInScenarios.profiles, problems: problems)
    if profiles.isEmpty, problems.isEmpty {
      problems.add(path, "has no profile; write one under profiles, such as profiles: { mine: {} }")
    }
    return profiles.isEmpty ? nil : profiles
  }

  /// The profiles of a text, in its order.
  ///
  /// - Parameter base: the profiles that it can build on besides its own earlier ones.
  static func read(
    _ text: String, file: String, base: [String: Scenario], problems: ProblemList
  ) -> [Profile] {
    guard let root = YAMLFile.root(of: text, file: file, problems: problems) else { return [] }
    let mapping = YAMLMapping(root, keys: [section])
    guard let profiles = mapping[section] else {
      // Where the word is misspelt, that has been reported.
      if problems.isEmpty { root.fail("\(section) is missing; write it") }
      return []
    }
    var known = base
    var mentions: [String: [TeamMention]] = [:]
    return profiles.pairs.compactMap { name, value in
      do throws(Misfit) { _ = try Form<String>.profileName.read(name) } catch { value.fail(error.message) }
      let scenario = profile(value, known: known)
      // What was wrong with the profile has been reported once.
      if problems.isEmpty {
        mentions[name] = teams(value) ?? value.entry("base")?.word.flatMap { mentions[$0] }
      }
      known[name] = scenario
      return (name, scenario, mentions[name] ?? [])
    }
  }

  /// The only section of a scenario file.
  static let section = "profiles"

  /// The teams that a profile's own offices name; nil where it has none of its own.
  private static func teams(_ profile: YAMLValue) -> [TeamMention]? {
    guard profile.isMapping, let offices = profile.entry("offices"), offices.isList
    else { return nil }
    return offices.elements.flatMap { office -> [TeamMention] in
      guard office.isMapping, let teams = office.entry("teams"), teams.isList else { return [] }
      return teams.elements.compactMap { team in
        team.word.flatMap { Int($0) }.map { TeamMention(team: $0, place: team.place) }
      }
    }
  }

  private static let sections = ["rates"] + Scenario.sections.map(\.name)

  private static func profile(_ value: YAMLValue, known: [String: Scenario]) -> Scenario {
    guard !value.isNull else { return Scenario() }
    let mapping = YAMLMapping(value, keys: ["base", "acting"] + sections + ["staff", "offices"])
    var scenario = Scenario()
    if let base = mapping["base"], let name = base.text {
      if let found = known[name] {
        scenario = found
      } else {
        base.fail("\(Misfit.quote(name)) is no profile before this one; \(mend(name, known))")
      }
    }
    scenario.acting = mapping.optional("acting", .trueFalse, default: scenario.acting)
    if let rates = mapping["rates"], !rates.isNull {
      read(rates, SimulationRates.numbers, into: &scenario.rates)
    }
    for (name, numbers) in Scenario.sections {
      guard let section = mapping[name], !section.isNull else { continue }
      let more = name == "arrivals" ? ["utc_offset", "hours", "days"] : []
      let entries = read(section, numbers, more: more, into: &scenario)
      if name == "arrivals" { readShape(entries, into: &scenario.arrivals) }
    }
    if let staff = mapping["staff"], !staff.isNull { readStaff(staff, into: &scenario.staff) }
    if let offices = mapping["offices"], !offices.isNull { scenario.offices = offices.elements.map(office) }
    for problem in scenario.validate() {
      (value.descendant(problem.key) ?? value).fail(problem.message)
    }
    return scenario
  }

  private static func mend(_ name: String, _ known: [String: Scenario]) -> String {
    known.isEmpty ? "leave it out" : Suggestion.mend(name, among: known.keys.sorted())
  }

  @discardableResult
  private static func read<Root>(
    _ value: YAMLValue, _ numbers: [ConfigurableNumber<Root>], more: [String] = [], into root: inout Root
  ) -> YAMLMapping {
    let mapping = YAMLMapping(value, keys: more + numbers.map(\.key))
    for number in numbers {
      root[keyPath: number.path] = mapping.optional(number.key, .number, default: root[keyPath: number.path])
    }
    return mapping
  }

  private static func readShape(_ mapping: YAMLMapping, into arrivals: inout Scenario.Arrivals) {
    arrivals.utcOffset = mapping.optional("utc_offset", .utcOffset, default: arrivals.utcOffset)
    arrivals.hours = list("hours", of: mapping, .number, default: arrivals.hours)
    arrivals.days = list("days", of: mapping, .number, default: arrivals.days)
  }

  private static func readStaff(_ value: YAMLValue, into staff: inout Staff) {
    let mapping = YAMLMapping(
      value, keys: ["representatives", "teams", "embassy_representatives", "maximum_sessions", "licenses"])
    func count(_ key: String, _ standard: Int) -> Int {
      mapping.optional(key, .integer(0...1_000_000, example: 40), default: standard)
    }
    staff.representatives = count("representatives", staff.representatives)
    staff.teams = count("teams", staff.teams)
    staff.embassyRepresentatives = count("embassy_representatives", staff.embassyRepresentatives)
    staff.maximumSessions = count("maximum_sessions", staff.maximumSessions)
    staff.licenses = count("licenses", staff.licenses)
  }

  private static func office(_ value: YAMLValue) -> Office {
    var office = Office()
    let mapping = YAMLMapping(value, keys: ["name", "utc_offset", "days", "shifts", "teams", "share"])
    office.name = mapping.text("name", default: office.name)
    office.utcOffset = mapping.optional("utc_offset", .utcOffset, default: office.utcOffset)
    office.share = mapping.optional("share", .number, default: office.share)
    office.days = list("days", of: mapping, .weekday, default: office.days)
    office.shifts = list("shifts", of: mapping, .shift, default: office.shifts)
    office.teams = list("teams", of: mapping, .id, default: office.teams)
    return office
  }

  /// The elements of a list, or what holds without it: where one cannot be read, that has been reported.
  private static func list<Value>(
    _ key: String, of mapping: YAMLMapping, _ form: Form<Value>, default standard: [Value]
  ) -> [Value] {
    guard mapping[key] != nil else { return standard }
    let elements = mapping.list(key)
    let read = elements.compactMap { $0.read(form) }
    return read.count == elements.count ? read : standard
  }
}

extension YAMLValue {
  /// The value at a key of ``Scenario/Problem``; nil where the file does not say it.
  fileprivate func descendant(_ key: String) -> YAMLValue? {
    var value: YAMLValue? = self
    for part in key.split(separator: ".") {
      let names = part.split(separator: "[")
      value = value?.entry(String(names[0]))
      guard names.count > 1, let place = Int(names[1].dropLast()), let list = value, list.isList else {
        continue
      }
      let elements = list.elements
      value = elements.indices.contains(place) ? elements[place] : nil
    }
    return value
  }
}
