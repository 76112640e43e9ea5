import APIKit
import ApplianceDomain
import Determinism
import Documents
import HTTPMessages
import History

/// Guide: "Download Reports with SupportSessionSummary".
///
/// How many sessions each representative, team or site had in a window of time, how many on a weekday, and how long they
/// took on the average. A session counts for its final owner and its primary team; one that nobody owned, or that was in
/// no team, for none. Sessions are counted as SupportSession shows them: a running one lasts until now.
extension ReportCall {
  func supportSessionSummary() -> Response {
    let view = view()
    let type: SummaryType
    let query: SummaryQuery
    do throws(ReportFault) {
      let selection = try SessionSelection(parameters).query(acceptsLSIDs: false).selection
      type = try SummaryType(value("report_type"))
      query = SummaryQuery(selection: selection, grouping: grouping(type, view), now: view.now)
    } catch {
      return self.error(error.sentence, in: "summary_list")
    }
    return deferred {
      do {
        let names = SummaryNames(type, view, edition)
        let found = try api.history.summary(query, upTo: view.number).compactMap { summary in
          names.name(of: summary).map { (summary, $0) }
        }
        guard !found.isEmpty else { return emptyResult(root: "summary_list", known: Self.noSessions) }
        let weekdays = query.selection.weekdays(until: view.now)
        return document("summary_list") { xml in
          for (summary, name) in found { write(summary, name, type, weekdays: weekdays, to: &xml) }
        }
      } catch {
        return self.error("The sessions could not be read: \(error).", in: "summary_list")
      }
    }
  }

  private func grouping(_ type: SummaryType, _ view: ReportView) -> SessionGrouping {
    switch type {
    case .rep: .representative
    case .site: .site
    case .team: .team(embassies: EmbassiesAsTeams(edition).sharingIDs(view.organization, view.index))
    }
  }

  private func write(
    _ summary: SessionSummary, _ name: String, _ type: SummaryType, weekdays: Int64, to xml: inout XMLWriter
  ) {
    let count = Int64(summary.sessions)
    xml.begin("summary")
    xml.attribute("id", Int64(summary.id))
    xml.attribute("type", type.rawValue)
    xml.element("display_name", name)
    xml.element("total_sessions", count)
    xml.element("avg_sessions_per_weekday", Tenths(Int64(summary.weekdaySessions), per: weekdays).text)
    xml.duration("avg_duration", seconds: (summary.seconds + count / 2) / count)
    xml.end()
  }
}

/// What a summary is about: the values of `report_type`.
enum SummaryType: String, CaseIterable {
  case rep, team, site

  init(_ text: String?) throws(ReportFault) {
    guard let text else {
      throw ReportFault(sentence: "report_type is missing; it may be rep, team or site.")
    }
    guard let type = SummaryType(rawValue: text) else {
      throw ReportFault(sentence: "report_type is \"\(text)\"; it may be rep, team or site.")
    }
    self = type
  }
}

/// The names of what is summed up, as they are now (guide: `display_name`). `Undocumented:` what is gone is shown by the
/// name that it had in the latest of the sessions.
struct SummaryNames {
  private let type: SummaryType
  private let view: ReportView
  private let embassies: EmbassiesAsTeams

  init(_ type: SummaryType, _ view: ReportView, _ edition: Edition) {
    self.type = type
    self.view = view
    embassies = EmbassiesAsTeams(edition)
  }

  /// Nil where the version does not show it.
  func name(of summary: SessionSummary) -> String? {
    let id = summary.id
    switch type {
    case .rep: return view.index.representative(id)?.privateDisplayName ?? summary.latestName
    case .site: return view.organization.publicSites.first { $0.id == id }?.name ?? summary.latestName
    case .team:
      if !summary.isEmbassy, let team = view.index.team(id) { return team.name }
      guard let embassy = view.index.embassy(id) else { return summary.latestName }
      return embassies.areShown ? embassy.name : nil
    }
  }
}

/// A number with one decimal, rounded to the nearest. `Undocumented:` the guide's "decimal rounded to the nearest point"
/// is taken for that.
struct Tenths {
  private let tenths: Int64

  /// So many for each of so many; none for each of none.
  init(_ count: Int64, per parts: Int64) { tenths = parts > 0 ? (count * 20 + parts) / (parts * 2) : 0 }

  var text: String { "\(tenths / 10).\(tenths % 10)" }
}

extension SessionQuery.Selection {
  /// How many of the days that a window touches, up to now, are Monday to Friday (UTC).
  ///
  /// `Undocumented:` what the average number of sessions on a weekday is taken over.
  func weekdays(until now: Timestamp) -> Int64 {
    switch self {
    case .started(let from, let to), .ended(let from, let to):
      let end = min(to ?? now, now)
      guard from < end else { return 0 }
      let last = CivilDate(end.advanced(byMilliseconds: -1))
      return CivilDate(from).weekdaysBefore(last.advanced(byDays: 1))
    case .lsids: return 0
    }
  }
}

extension CivilDate {
  /// How many days from this one to another, which is not counted, are Monday to Friday.
  fileprivate func weekdaysBefore(_ end: CivilDate) -> Int64 {
    let days = end.daysSinceEpoch - daysSinceEpoch
    let rest = (0..<days % 7).count { advanced(byDays: $0).weekday < 5 }
    return days / 7 * 5 + Int64(rest)
  }
}
