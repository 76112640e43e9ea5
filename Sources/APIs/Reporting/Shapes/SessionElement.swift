import APIKit
import ApplianceDomain
import Determinism
import Documents
import History

/// `/session_list/session` of SupportSession, in the guide's order of elements, copied from the record.
struct SessionElement: Sendable {
  private let now: Timestamp
  private let fieldNames: [String: String]
  let teamNames: TeamNames
  private let people: PeopleElements
  private let surveys: SurveyElements
  let events: EventElement

  init(_ view: ReportView, _ edition: Edition) {
    now = view.now
    fieldNames = Dictionary(
      view.organization.customFields.map { ($0.codeName, $0.name) }, uniquingKeysWith: { first, _ in first })
    teamNames = TeamNames(view.index, edition)
    people = PeopleElements(embassyUsers: EmbassyUsers(edition))
    surveys = SurveyElements(surveys: view.organization.exitSurveys)
    events = EventElement(embassies: EmbassiesOfMembers(edition, view.organization))
  }

  /// Begins the element, up to its events.
  func begin(_ session: borrowing SessionRow, _ links: SessionLinks, to xml: inout XMLWriter) {
    let reachedEnd = reachedEnd(of: session)
    xml.begin("session")
    xml.attribute("lsid", utf8: session.lsid.bytes)
    xml.element("session_type", "support")
    xml.element("lseq", session.lseq)
    writeTimes(session, reachedEnd, to: &xml)
    writePlace(session, to: &xml)
    writeAttributes(session.attributes, to: &xml)
    RecordingElements.write(session, links, to: &xml)
    xml.element("file_transfer_count", session.fileTransferCount)
    xml.element("file_move_count", session.fileMoveCount)
    xml.element("file_delete_count", session.fileDeleteCount)
    writePrimaries(session, to: &xml)
    people.write(session.customer, to: &xml)
    people.write(session.representatives, until: reachedEnd, to: &xml)
    teamNames.write(session.teams, to: &xml)
    surveys.writeLists(of: session.surveys, site: Int(session.publicSite.id), to: &xml)
    xml.begin("session_details")
  }

  /// Ends the element after its events.
  func end(_ xml: inout XMLWriter) {
    xml.end()
    xml.end()
  }

  /// Up to when times of the session count: its end, now while it runs. `Undocumented:` the last thing known of a
  /// session that closed abnormally is its last event.
  private func reachedEnd(of session: borrowing SessionRow) -> Timestamp {
    if let end = session.end { return end }
    return session.closedAbnormally ? session.lastEvent ?? session.start : now
  }

  private func writeTimes(_ session: borrowing SessionRow, _ reachedEnd: Timestamp, to xml: inout XMLWriter) {
    xml.time("start_time", session.start)
    if let end = session.end, !session.closedAbnormally {
      xml.time("end_time", end)
    } else {
      xml.element("end_time", "")
    }
    xml.duration("duration", seconds: reachedEnd.seconds - session.start.seconds)
  }

  private func writePlace(_ session: borrowing SessionRow, to xml: inout XMLWriter) {
    xml.begin("public_site")
    xml.attribute("id", session.publicSite.id)
    xml.text(utf8: session.publicSite.name.bytes)
    xml.end()
    xml.begin("jumpoint")
    xml.attribute("id", session.jumpoint?.id ?? -1)
    xml.text(utf8: (session.jumpoint?.name ?? .empty).bytes)
    xml.end()
  }

  private func writeAttributes(_ attributes: [AttributeRow], to xml: inout XMLWriter) {
    var hasCustom = false
    var externalKey = RowText.empty
    for attribute in attributes {
      if attribute.codeName.isExternalKey { externalKey = attribute.value } else { hasCustom = true }
    }
    xml.element("external_key", utf8: externalKey.bytes)
    guard hasCustom else { return }
    xml.begin("custom_attributes")
    for attribute in attributes where !attribute.codeName.isExternalKey {
      xml.begin("custom_attribute")
      let codeName = attribute.codeName.string
      xml.attribute("display_name", fieldNames[codeName] ?? codeName)
      xml.attribute("code_name", codeName)
      xml.text(utf8: attribute.value.bytes)
      xml.end()
    }
    xml.end()
  }

  private func writePrimaries(_ session: borrowing SessionRow, to xml: inout XMLWriter) {
    xml.begin("primary_customer")
    xml.attribute("gsnumber", session.customer.gsnumber)
    let customer = session.customer
    // The guide: of a Jump session it is the computer's name.
    xml.text(utf8: (session.startMethod.isJump ? customer.hostname : customer.username).bytes)
    xml.end()
    if let representative = session.representatives.last(where: { $0.isPrimary }) {
      xml.begin("primary_rep")
      xml.attribute("gsnumber", representative.gsnumber)
      xml.attribute("id", representative.id)
      // `Undocumented:` which of the names; events show the public one, and the two are there to be correlated.
      xml.text(utf8: representative.publicDisplayName.bytes)
      xml.end()
    }
    if let team = teamNames.primary(session.teams) {
      xml.begin("primary_team")
      xml.attribute("id", team.id)
      teamNames.write(team, to: &xml)
      xml.end()
    }
  }
}

extension RowText {
  fileprivate var isExternalKey: Bool { self == "external_key" }

  /// Whether it is the word for a Jump, among those of ``StartMethod``: all but those by which customers come.
  fileprivate var isJump: Bool {
    !(self == "session_key" || self == "rep_list" || self == "issue_submission")
  }
}
