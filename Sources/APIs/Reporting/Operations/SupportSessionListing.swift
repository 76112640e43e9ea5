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
    return sessions(query, withEvents: false, root: "session_summary_list", view) { session, xml in
      xml.begin("session_summary")
      xml.attribute("lsid", session.record.lsid)
      // The guide's table has `lseq` among the attributes and prints it as an element; the attribute is right.
      xml.attribute("lseq", session.record.lseq)
      // The session's video, as of a session that has ended well; SupportSession has its URL under the same conditions.
      let record = session.record
      xml.attribute("has_recording", record.hasEndedWell && record.recordings.hasVideo ? 1 : 0)
      if let key = session.record.externalKey { xml.attribute("external_key", key) }
      xml.end()
    }
  }
}
