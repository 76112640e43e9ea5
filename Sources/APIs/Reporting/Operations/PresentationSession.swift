import APIKit
import ApplianceDomain
import HTTPMessages
import History

/// Guide: "Download Reports with PresentationSession".
///
/// Full information on the presentations that match a window of time or a list of LSIDs, each with its events, in the
/// order of their start. `limit` is not among the parameters of the guide; its examples print every form of it.
extension ReportCall {
  func presentationSession() -> Response {
    let view = view()
    let query: PresentationQuery
    do throws(ReportFault) {
      let teams = TeamsByID(index: view.index, edition)
      let sessions = try SessionSelection(parameters).query(
        acceptsLSIDs: true, limit: value("limit"), teams: teams)
      query = PresentationQuery(
        selection: sessions.selection,
        owners: PresentationCreators(teams: teams, site: view.index.site(hostname: nil).id)
          .creators(sessions.limit))
    } catch {
      return self.error(error.sentence, in: "session_list")
    }
    let element = PresentationElement(
      now: view.now, base: context.base(for: request), downloads: api.downloads,
      organization: view.organization, edition: edition)
    return rows(of: "presentations", root: "session_list") {
      try api.presentations.presentations(query, withEvents: true, upTo: view.number).next
    } write: { presentation, xml in
      try element.write(presentation, to: &xml)
    }
  }
}
