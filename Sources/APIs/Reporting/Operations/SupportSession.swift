import APIKit
import Documents
import HTTPMessages
import History

/// Guide: "Download Reports with SupportSession".
///
/// Full information on the sessions that match a window of time or a list of LSIDs, each with its events. Windows of
/// starts come in the order of the start, windows of ends in that of the end, and LSIDs in the order of the start.
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
    let element = SessionElement(view, edition)
    let base = context.base(for: request)
    return sessions(root: "session_list") {
      try api.history.rows(query, withEvents: true, upTo: view.number)
    } write: { rows, xml, limit in
      var document = XMLWriter(capacity: 0)
      swap(&xml, &document)
      var writing = SessionWriting(
        document, element, api.downloads, base: base, isOfTeams: query.isOfTeams, limit: limit)
      let hasMore = try rows.show(&writing)
      xml = writing.xml
      return hasMore
    }
  }
}
