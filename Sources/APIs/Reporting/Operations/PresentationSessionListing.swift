import APIKit
import ApplianceDomain
import Documents
import HTTPMessages
import History

/// Guide: "Download Reports with PresentationSessionListing".
///
/// The LSIDs of the presentations in a window of time, and whether there is a recording of each to archive. The guide
/// knows neither `lsid` nor `limit` here.
extension ReportCall {
  func presentationSessionListing() -> Response {
    let view = view()
    let query: PresentationQuery
    do throws(ReportFault) {
      query = PresentationQuery(
        selection: try SessionSelection(parameters).query(acceptsLSIDs: false).selection)
    } catch {
      return self.error(error.sentence, in: "presentation_summary_list")
    }
    return rows(of: "presentations", root: "presentation_summary_list") {
      try api.presentations.presentations(query, withEvents: false, upTo: view.number).next
    } write: { presentation, xml in
      xml.begin("presentation_summary")
      xml.attribute("lsid", presentation.record.lsid)
      // As of support sessions: of one that has ended well, until it expires.
      let isThere = presentation.record.hasRecording && !view.hasExpired(presentation.record.end)
      xml.attribute("has_recording", isThere ? 1 : 0)
      xml.end()
    }
  }
}
