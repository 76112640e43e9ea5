import APIKit
import ApplianceDomain
import Determinism
import Documents
import History

/// `/session_list/session` of SupportSession, in the guide's order of elements.
struct SessionElement: Sendable {
  private let now: Timestamp
  private let base: String
  private let downloads: SessionDownloads
  private let index: OrganizationIndex
  private let fieldNames: [String: String]
  private let people: PeopleElements
  private let events: EventElement

  init(
    now: Timestamp, base: String, downloads: SessionDownloads, organization: Organization,
    index: OrganizationIndex, edition: Edition
  ) {
    self.now = now
    self.base = base
    self.downloads = downloads
    self.index = index
    fieldNames = Dictionary(
      organization.customFields.map { ($0.codeName, $0.name) }, uniquingKeysWith: { first, _ in first })
    people = PeopleElements(embassyUsers: EmbassyUsers(edition))
    events = EventElement(
      embassies: EmbassiesOfMembers(edition, organization), base: base, downloads: downloads)
  }

  func write(_ session: ReportedSession, to xml: inout XMLWriter) {
    let record = session.record
    let reachedEnd = end(of: session)
    xml.begin("session")
    xml.attribute("lsid", record.lsid)
    xml.element("session_type", "support")
    xml.element("lseq", record.lseq)
    writeTimes(record, reachedEnd, to: &xml)
    writePlace(record, to: &xml)
    writeAttributes(record, to: &xml)
    writeChatURLs(record, to: &xml)
    writeRecordings(record, to: &xml)
    xml.element("file_transfer_count", Int64(record.fileTransferCount))
    xml.element("file_move_count", Int64(record.fileMoveCount))
    xml.element("file_delete_count", Int64(record.fileDeleteCount))
    writePrimaries(record, to: &xml)
    people.write(record.customer, to: &xml)
    people.write(record.representatives, until: reachedEnd, to: &xml)
    writeTeams(record, to: &xml)
    xml.begin("session_details")
    for event in session.events { events.write(event, recorded: record.recordings.enabled, to: &xml) }
    xml.end()
    xml.end()
  }

  /// Up to when times of the session count: its end, now while it runs. `Undocumented:` the last thing known of a
  /// session that closed abnormally is its last event.
  private func end(of session: ReportedSession) -> Timestamp {
    if let end = session.record.end { return end }
    return session.record.closedAbnormally ? session.events.last?.timestamp ?? session.record.start : now
  }

  private func writeTimes(_ record: SessionRecord, _ reachedEnd: Timestamp, to xml: inout XMLWriter) {
    xml.time("start_time", record.start)
    if let end = record.end, !record.closedAbnormally {
      xml.time("end_time", end)
    } else {
      xml.element("end_time", "")
    }
    xml.duration("duration", seconds: reachedEnd.seconds - record.start.seconds)
  }

  private func writePlace(_ record: SessionRecord, to xml: inout XMLWriter) {
    xml.begin("public_site")
    xml.attribute("id", Int64(record.publicSite.id))
    xml.text(record.publicSite.name)
    xml.end()
    xml.begin("jumpoint")
    xml.attribute("id", Int64(record.jumpoint?.id ?? -1))
    xml.text(record.jumpoint?.name ?? "")
    xml.end()
  }

  private func writeAttributes(_ record: SessionRecord, to xml: inout XMLWriter) {
    xml.element("external_key", record.externalKey ?? "")
    let custom = record.attributes.filter { $0.codeName != AttributeValue.externalKey }
    guard !custom.isEmpty else { return }
    xml.begin("custom_attributes")
    for attribute in custom {
      xml.begin("custom_attribute")
      xml.attribute("display_name", fieldNames[attribute.codeName] ?? attribute.codeName)
      xml.attribute("code_name", attribute.codeName)
      xml.text(attribute.value)
      xml.end()
    }
    xml.end()
  }

  private func writeChatURLs(_ record: SessionRecord, to xml: inout XMLWriter) {
    guard record.hasEndedWell else { return }
    xml.element("session_chat_view_url", downloads.url(.chat, of: record.lsid, base: base, view: true))
    xml.element("session_chat_download_url", downloads.url(.chat, of: record.lsid, base: base, view: false))
  }

  /// What the guide asks of the caller besides, the permission to view recordings, goes with that for the report.
  private func writeRecordings(_ record: SessionRecord, to xml: inout XMLWriter) {
    let recordings = record.recordings
    if record.hasEndedWell, recordings.enabled.contains(.screenSharing) {
      xml.element("session_recording_view_url", url(.recording, of: record, view: true))
      if recordings.hasSharedScreen {
        xml.element("session_recording_download_url", url(.recording, of: record, view: false))
      }
    }
    write(
      recordings.showMyScreenRecordings, "show_my_screen_recordings", "show_my_screen_recording", to: &xml
    ) { instance, view in url(.showMyScreen(instance), of: record, view: view) }
    write(
      recordings.commandShellRecordings, "command_shell_recordings", "command_shell_recording", to: &xml
    ) { instance, view in url(.commandShell(instance), of: record, view: view) }
  }

  private func write(
    _ count: Int, _ list: StaticString, _ item: StaticString, to xml: inout XMLWriter,
    url: (_ instance: Int64, _ view: Bool) -> String
  ) {
    guard count > 0 else { return }
    xml.begin(list)
    for instance in 0..<Int64(count) {
      xml.begin(item)
      xml.attribute("instance", instance)
      xml.element("download_url", url(instance, false))
      xml.element("view_url", url(instance, true))
      xml.end()
    }
    xml.end()
  }

  private func url(_ content: SessionDownloads.Content, of record: SessionRecord, view: Bool) -> String {
    downloads.url(content, of: record.lsid, base: base, view: view)
  }

  private func writePrimaries(_ record: SessionRecord, to xml: inout XMLWriter) {
    xml.begin("primary_customer")
    xml.attribute("gsnumber", Int64(record.customer.gsnumber))
    xml.text(record.customer.username)
    xml.end()
    if let representative = record.primaryRepresentative {
      xml.begin("primary_rep")
      xml.attribute("gsnumber", Int64(representative.gsnumber))
      xml.attribute("id", Int64(representative.id))
      // `Undocumented:` which of the names; events show the public one, and the two are there to be correlated.
      xml.text(representative.publicDisplayName)
      xml.end()
    }
    if let team = record.teams.last {
      xml.begin("primary_team")
      xml.attribute("id", Int64(team.id))
      xml.text(currentName(of: team))
      xml.end()
    }
  }

  private func writeTeams(_ record: SessionRecord, to xml: inout XMLWriter) {
    xml.begin("team_list")
    for (place, team) in record.teams.enumerated() {
      xml.begin("team")
      xml.attribute("id", Int64(team.id))
      xml.attribute("primary_team", place == record.teams.count - 1 ? 1 : 0)
      xml.text(currentName(of: team))
      xml.end()
    }
    xml.end()
  }

  /// Teams are shown by the name that they have now. A team and an embassy may share an ID, so that a name which one
  /// of them still has is taken as it is.
  private func currentName(of team: NamedID) -> String {
    let names = [index.team(team.id)?.name, index.embassy(team.id)?.name].compactMap { $0 }
    return names.contains(team.name) ? team.name : names.first ?? team.name
  }
}
