import ApplianceDomain

/// Representatives, teams and embassies.
extension SeedReader {
  mutating func readRepresentatives() {
    guard let file = sections(of: "representatives.yaml") else { return }
    organization.skills = namedCodes(file, "skills")
    organization.statuses = statuses(file)
    var ids = UniqueValues<Int>("ID")
    organization.representatives = file.list("representatives").map { representative($0, &ids) }
  }

  /// After a login the first status holds; it takes sessions, the others say so where they do.
  private func statuses(_ file: YAMLMapping) -> [RepresentativeStatus] {
    var codeNames = UniqueValues<String>("code name")
    return file.list("statuses").enumerated().map { place, value in
      let status = YAMLMapping(value, keys: ["code_name", "name", "takes_sessions"])
      let codeName = status.required("code_name", .codeName) ?? ""
      if let value = status["code_name"] { codeNames.add(codeName.lowercased(), at: value) }
      return RepresentativeStatus(
        codeName: codeName, name: status.text("name", default: codeName),
        takesSessions: status.boolean("takes_sessions", default: place == 0))
    }
  }

  private func representative(_ value: YAMLValue, _ ids: inout UniqueValues<Int>) -> RepresentativeAccount {
    let mapping = YAMLMapping(
      value,
      keys: [
        "id", "username", "password", "password_plain", "public_display_name", "private_display_name",
        "display_number", "skills", "shows_on_rep_list", "maximum_sessions", "routing_enabled",
        "logged_in_at_start", "extended_availability", "hostname", "operating_system", "private_ip",
        "public_ip", "timezone_offset",
      ])
    let id = ids.id(of: mapping)
    let name = mapping.text("public_display_name")
    return RepresentativeAccount(
      id: id, username: mapping.text("username"), password: secret("password", of: mapping),
      publicDisplayName: name,
      privateDisplayName: mapping.text("private_display_name", default: name),
      displayNumber: mapping.optional("display_number", .id, default: id), skills: skills(mapping),
      showsOnRepList: mapping.boolean("shows_on_rep_list", default: true),
      maximumSessions: mapping.optional("maximum_sessions", .integer(1...1000, example: 3), default: 3),
      routingEnabled: mapping.boolean("routing_enabled", default: true),
      loggedInAtStart: mapping.boolean("logged_in_at_start", default: false),
      extendedAvailabilityAtStart: mapping.boolean("extended_availability", default: false),
      hostname: mapping.text("hostname", default: "CONSOLE-\(id)"),
      operatingSystem: mapping.text("operating_system", default: "Windows 10 Enterprise (x64)"),
      privateIP: mapping.optional("private_ip", .ip, default: "10.1.\(id / 250 % 250).\(id % 250 + 2)"),
      publicIP: mapping.optional("public_ip", .ip, default: "192.0.2.\(id % 250 + 2)"),
      timezoneOffset: mapping["timezone_offset"]?.read(.timezoneOffset))
  }

  mutating func readTeams() {
    guard let file = sections(of: "teams.yaml") else { return }
    organization.teams = teams(file, "teams")
    organization.embassies = teams(file, "embassies")
    // The two may share an ID, but then reports can tell them by their names alone.
    for (value, embassy) in zip(file.list("embassies"), organization.embassies)
    where organization.teams.contains(where: { $0.id == embassy.id && $0.name == embassy.name }) {
      value.fail("has the ID and the name of a team; write another name or another ID")
    }
  }

  private func teams(_ file: YAMLMapping, _ section: String) -> [SupportTeam] {
    var ids = UniqueValues<Int>("ID")
    var codeNames = UniqueValues<String>("code name")
    return file.list(section).map { value in
      let team = YAMLMapping(value, keys: ["id", "name", "code_name", "persistent", "members"])
      if let value = team["code_name"], let text = value.text { codeNames.add(text.lowercased(), at: value) }
      return SupportTeam(
        id: ids.id(of: team), name: team.text("name"), codeName: team.required("code_name", .codeName) ?? "",
        isPersistent: team.boolean("persistent", default: false), members: members(team))
    }
  }

  private func members(_ team: YAMLMapping) -> [TeamMember] {
    var ids = UniqueValues<Int>("member")
    return team.list("members").compactMap { value in
      let member = YAMLMapping(value, keys: ["representative", "role"])
      guard let reference = member.required("representative"), let id = representative(at: reference) else {
        return nil
      }
      ids.add(id, at: reference)
      return TeamMember(
        representative: id, role: member.optional("role", .choice, default: TeamRole.member))
    }
  }

  /// A reference to a representative.
  func representative(at value: YAMLValue) -> Int? {
    guard let id = value.read(.id) else { return nil }
    if !organization.representatives.contains(where: { $0.id == id }) {
      value.fail("no representative has the ID \(id); write one of \(files.name)/representatives.yaml")
    }
    return id
  }

  /// A secret, under its name as a hash or under its name with `_plain`.
  func secret(_ key: String, of mapping: YAMLMapping) -> SecretHash? {
    if let plain = mapping[key + "_plain"] {
      if mapping[key] != nil { plain.fail("stands beside \(key); write one of the two") }
      return plain.read(.text(1...1024)).map(hashing)
    }
    guard let value = mapping[key] else { return nil }
    let hash = YAMLMapping(value, keys: ["salt", "digest"])
    guard let salt = hash.required("salt", .hexBytes(1...64)),
      let digest = hash.required("digest", .hexBytes(32...32))
    else { return nil }
    return SecretHash(salt: salt, digest: digest)
  }
}

extension Form where Value == String {
  /// An IP address without a port.
  static var ip: Form {
    Form { text throws(Misfit) in
      guard IPAddress.isValid(text) else {
        throw Misfit(text, "is not an IP address; write one such as 10.1.0.12")
      }
      return text
    }
  }

  /// So many bytes in lower-case hex.
  static func hexBytes(_ count: ClosedRange<Int>) -> Form {
    Form { text throws(Misfit) in
      let hex = Form<String>.hex(count.lowerBound * 2...count.upperBound * 2, example: "00ff00ff…")
      let digits = try hex.read(text)
      guard digits.utf8.count.isMultiple(of: 2) else {
        throw Misfit(text, "has an odd number of hex digits; write two for each byte")
      }
      return digits
    }
  }
}
