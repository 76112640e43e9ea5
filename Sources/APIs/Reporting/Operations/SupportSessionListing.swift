import ApplianceDomain
import Documents
import HTTPMessages
import History

/// Guide: "Download Reports with SupportSessionListing".
///
/// LSID, number and external key of the sessions in a window of time. The guide knows neither `lsid` nor `limit` here.
extension ReportCall {
  func supportSessionListing() -> Response {
    let view = view()
    let query: SessionQuery
    do throws(ReportFault) {
      query = try SessionSelection(parameters).query(acceptsLSIDs: false)
    } catch {
      return self.error(error.sentence, in: "session_summary_list")
    }
    return sessions(root: "session_summary_list") {
      try api.history.listing(query, upTo: view.number)
    } write: { listing, xml, limit in
      try listing.show { session in
        xml.begin("session_summary")
        xml.attribute("lsid", utf8: session.lsid.bytes)
        // The guide's table has `lseq` among the attributes and prints it as an element; the attribute is right.
        xml.attribute("lseq", session.lseq)
        // The session's video, as of a session that has ended well; SupportSession has its URL then.
        // `Undocumented:` a recording counts until it expires, while SupportSession keeps its URL, for which the guide
        // names no such condition and which says then that it has expired. In a running session it does not count yet,
        // though the report for recordings has it as soon as an event has told of it.
        let isThere = session.hasRecording && !view.hasExpired(session.end)
        xml.attribute("has_recording", isThere ? 1 : 0)
        if let key = session.externalKey { xml.attribute("external_key", utf8: key.bytes) }
        xml.end()
        return xml.count < limit
      }
    }
  }
}
