import History

/// The parameter `limit` of SupportSession. The guide prints brackets around what stands for a value.
enum LimitParameter {
  static func parse(_ text: String, teams: TeamsByID) throws(ReportFault) -> SessionQuery.Limit {
    if text == "all" { return .all }
    if text == "team:all" { return .anyTeam }
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    if parts.count == 2, let number = WholeNumber.parse(String(parts[1])) {
      let id = Int(clamping: number)
      switch parts[0] {
      case "rep": return .representative(id)
      case "team": return .team(id)
      case "members": return .members(teams.members(of: id))
      case "site": return .site(id)
      default: break
      }
    }
    throw ReportFault(
      sentence: "limit is \"\(text)\"; it may be all, rep:ID, team:all, team:ID, members:ID or site:ID, "
        + "where ID is a whole number.")
  }
}
