import History

/// What `limit` means for presentations, which belong to whoever created them.
///
/// `Undocumented:` the guide prints the forms in examples only. A team's presentations are those that its present
/// members created ("Permissions for Viewing Presentation Session Reports" goes by that, too), whether they are asked for
/// by `team:ID` or by `members:ID`. A presentation belongs to the default public site.
struct PresentationCreators {
  let teams: TeamsByID
  /// The ID of the default public site.
  let site: Int

  /// The user IDs of those whose presentations are meant; nil is everybody.
  func creators(_ limit: SessionQuery.Limit) -> [Int]? {
    switch limit {
    case .all: nil
    case .representative(let id): [id]
    case .anyTeam: teams.everyMember
    case .team(let id): teams.members(of: id)
    case .members(let ids): ids
    case .site(let id): id == site ? nil : []
    }
  }
}
