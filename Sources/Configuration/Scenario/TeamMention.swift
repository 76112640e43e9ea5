public import ApplianceDomain

/// A team that an office of a scenario names, and where. Whether it exists only the seed data know.
public struct TeamMention: Sendable, Equatable {
  /// The ID of a support team or an embassy.
  public let team: Int
  /// File, line and key.
  public let place: String
}

extension ServeConfiguration {
  /// The offices' teams that an organization has not: nobody works for them. The organization is one with the staff
  /// that the scenario brings.
  public func unknownTeams(in organization: Organization) -> [ConfigurationProblem] {
    let known = Set((organization.teams + organization.embassies).map(\.id))
    return officeTeams.filter { !known.contains($0.team) }.map { mention in
      let list = known.sorted().prefix(20).map(String.init).joined(separator: ", ")
      return ConfigurationProblem(
        place: mention.place,
        message: "there is no team \(mention.team), so nobody works there for it; write one of \(list)")
    }
  }
}
