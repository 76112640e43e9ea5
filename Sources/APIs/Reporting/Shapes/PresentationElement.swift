import APIKit
import ApplianceDomain
import Determinism
import Documents
import History

/// `/session_list/session` of PresentationSession, in the guide's order of elements.
///
/// The guide's table goes on with rows of SupportSession's tables of customers and representatives, which have lost
/// their headings; they are left out.
struct PresentationElement: Sendable {
  private let now: Timestamp
  private let base: String
  private let downloads: SessionDownloads
  private let events: EventElement

  init(
    now: Timestamp, base: String, downloads: SessionDownloads, organization: Organization, edition: Edition
  ) {
    self.now = now
    self.base = base
    self.downloads = downloads
    events = EventElement(embassies: EmbassiesOfMembers(edition, organization))
  }

  func write(_ presentation: ReportedPresentation, to xml: inout XMLWriter) throws {
    let record = presentation.record
    let reachedEnd = end(of: presentation)
    xml.begin("session")
    xml.attribute("lsid", record.lsid)
    xml.element("session_type", "presentation")
    xml.element("lseq", record.lseq)
    xml.time("start_time", record.start)
    if let end = record.end, !record.closedAbnormally {
      xml.time("end_time", end)
    } else {
      xml.element("end_time", "")
    }
    xml.duration("duration", seconds: reachedEnd.seconds - record.start.seconds)
    writeURLs(record, to: &xml)
    write(presentation.attendees, to: &xml)
    xml.begin("rep_list")
    for person in record.representatives { write(person, until: reachedEnd, to: &xml) }
    xml.end()
    xml.begin("session_details")
    let links = downloads.links(of: record.lsid, base: base, inPresentation: true)
    for event in presentation.events { try events.write(event, links, recorded: [.screenSharing], to: &xml) }
    xml.end()
    xml.end()
  }

  /// Up to when times of the presentation count: its end, now while it goes on. `Undocumented:` the last thing known of
  /// one that closed abnormally is its last event.
  private func end(of presentation: ReportedPresentation) -> Timestamp {
    let record = presentation.record
    if let end = record.end { return end }
    return record.closedAbnormally ? presentation.events.last?.timestamp ?? record.start : now
  }

  /// Everybody who may ask for the report may have the recordings: it is one permission. The guide has the URL for
  /// viewing also where no screen was shown.
  private func writeURLs(_ record: PresentationRecord, to xml: inout XMLWriter) {
    guard record.hasEndedWell else { return }
    func url(_ content: SessionDownloads.Content, view: Bool) -> String {
      downloads.url(content, of: record.lsid, base: base, view: view)
    }
    xml.element("session_chat_view_url", url(.presentationChat, view: true))
    xml.element("session_chat_download_url", url(.presentationChat, view: false))
    if record.isRecorded {
      xml.element("session_recording_view_url", url(.presentationRecording, view: true))
    }
    if record.hasRecording {
      xml.element("session_recording_download_url", url(.presentationRecording, view: false))
    }
  }

  private func write(_ attendees: [AttendeeRecord], to xml: inout XMLWriter) {
    xml.begin("attendee_list")
    for attendee in attendees {
      xml.begin("attendee")
      xml.attribute("gsnumber", Int64(attendee.gsnumber))
      xml.element("username", attendee.username)
      xml.element("public_ip", attendee.publicIP)
      xml.end()
    }
    xml.end()
  }

  private func write(_ person: RepresentativeRecord, until end: Timestamp, to xml: inout XMLWriter) {
    let stay = person.isPresent ? max(0, end.seconds - person.joined.seconds) : 0
    xml.begin("representative")
    xml.attribute("gsnumber", Int64(person.gsnumber))
    xml.attribute("id", Int64(person.id))
    xml.element("username", person.username)
    xml.element("public_display_name", person.publicDisplayName)
    xml.element("private_display_name", person.privateDisplayName)
    xml.element("public_ip", person.publicIP)
    xml.element("private_ip", person.privateIP)
    xml.element("hostname", person.hostname)
    xml.element("os", person.operatingSystem)
    xml.element("seconds_involved", person.secondsInvolved + stay)
    xml.end()
  }
}
