import APIKit
import HTTPMessages
import History

/// Guide: "Download Reports with SupportSession".
///
/// Full information on the sessions that match a window of time or a list of LSIDs, each with its events, in the order
/// of their start. The elements for exit surveys are not there yet; their events are.
extension ReportCall {
  func supportSession() -> Response {
    let view = view()
    let query: SessionQuery
    do throws(ReportFault) {
      query = try SessionSelection(parameters).query(
        acceptsLSIDs: true, limit: value("limit"), teams: TeamsByID(index: view.index, edition))
    } catch {
      return self.error(error.sentence, in: "session_list")
    }
    let element = SessionElement(
      now: view.now, base: context.base(for: request), downloads: api.downloads,
      organization: view.organization, index: view.index, edition: edition)
    return sessions(query, withEvents: true, root: "session_list", view) { session, xml in
      element.write(session, to: &xml)
    }
  }
}
