import ApplianceDomain
import Determinism
import Documents
import History

/// `/session_list/session/session_details/event`.
struct EventElement: Sendable {
  let embassies: EmbassiesOfMembers
  /// Scheme and authority of the URLs of recordings.
  let base: String
  let downloads: SessionDownloads

  /// - Parameter recorded: what of the session is recorded; only that has URLs.
  func write(_ event: SessionEvent, recorded: RecordingKinds, to xml: inout XMLWriter) {
    let content = content(event, recorded)
    xml.begin("event")
    xml.attribute("timestamp", event.timestamp.seconds)
    xml.attribute("event_type", content.type)
    write(event.performedBy, as: "performed_by", to: &xml)
    if let destination = event.destination { write(destination, as: "destination", to: &xml) }
    if let body = content.body { Self.write(body: body, to: &xml) }
    if let name = content.filename { xml.element("filename", name) }
    if let size = content.filesize { xml.element("filesize", size) }
    if let categories = content.systemInformation { SystemInformationElement.write(categories, to: &xml) }
    if let files = content.files { Self.write(files, to: &xml) }
    Self.write(content.data, to: &xml)
    xml.end()
  }

  /// `data`, where there is any.
  static func write(_ data: [(name: String, value: String)], to xml: inout XMLWriter) {
    guard !data.isEmpty else { return }
    xml.begin("data")
    for (name, value) in data {
      xml.begin("value")
      xml.attribute("name", name)
      xml.attribute("value", value)
      xml.end()
    }
    xml.end()
  }

  /// The guide's name of each kind of event, and what goes with it.
  private func content(_ event: SessionEvent, _ recorded: RecordingKinds) -> EventContent {
    switch event.detail {
    case .sessionStart: EventContent(type: "Session Start")
    case .sessionEnd: EventContent(type: "Session End")
    case .conferenceOwnerChanged(let owner):
      EventContent(type: "Conference Owner Changed", data: [("owner", owner)])
    case .conferenceMemberAdded(let member):
      EventContent(type: "Conference Member Added", data: data(member))
    // Whom it was is said by performed_by and destination.
    case .conferenceMemberDeparted: EventContent(type: "Conference Member Departed")
    // `Undocumented:` where the key stands.
    case .externalKey(let key): EventContent(type: "External Key", body: key)
    // The guide: the text as displayed in the chat.
    case .chatMessage(let body): chat(body, event)
    case .activity(let activity):
      EventContent(activity, recorded) { content in
        let content = event.isInPresentation ? content.inPresentation : content
        return [("download_url", false), ("view_url", true)].map { name, view in
          (name, downloads.url(content, of: event.lsid, base: base, view: view))
        }
      }
    }
  }

  /// What an API account sent is shown exactly as it came (guide 21.3: "API Command: send_chat_message").
  /// `Undocumented:` the name of the attribute that tells which account that was.
  private func chat(_ body: String, _ event: SessionEvent) -> EventContent {
    guard let account = event.account else {
      return EventContent(
        type: "Chat Message", body: ChatMacro.replaced(in: body, by: event.performedBy.name))
    }
    return EventContent(type: "Chat Message", body: body, data: [("api_account", account)])
  }

  private func data(_ member: SessionEvent.MemberDetails) -> [(String, String)] {
    var data: [(String, String)] = []
    if let privateName = member.privateName { data.append(("private_name", privateName)) }
    data.append(("public_name", member.name))
    if let username = member.username { data.append(("username", username)) }
    data.append(("private_ip", member.privateIP))
    data.append(("public_ip", member.publicIP))
    data.append(("hostname", member.hostname))
    data.append(("os", member.operatingSystem))
    if let id = member.userID {
      if let names = embassies.names(of: id) { data.append(("embassies", Self.list(names))) }
      data.append(("support_teams", Self.list(member.supportTeams)))
      data.append(("user_id", "\(id)"))
    }
    data.append(("name", member.name))
    return data
  }

  /// `Quirk:` a list begins with an extra semicolon.
  static func list(_ names: [String]) -> String { names.map { ";" + $0 }.joined() }

  private func write(_ party: Party, as name: StaticString, to xml: inout XMLWriter) {
    xml.begin(name)
    xml.attribute("type", party.type.rawValue)
    xml.attribute("gsnumber", Int64(party.gsnumber))
    xml.text(party.name)
    xml.end()
  }

  /// What a `file` holds is printed with the report SupportTeam ("Download Reports with SupportTeam"), and is taken for
  /// every report.
  static func write(_ files: [SharedFile], to xml: inout XMLWriter) {
    xml.begin("files")
    for file in files {
      xml.begin("file")
      xml.attribute("name", file.name)
      xml.attribute("size", file.size)
      xml.end()
    }
    xml.end()
  }

  static func write(body: String, to xml: inout XMLWriter) {
    if XMLWriter.isRepresentable(body) {
      xml.element("body", body)
    } else {
      xml.element("encoded_body", base64Lines(body))
    }
  }

  /// RFC 2045 section 6.8, which the guide names: lines of at most 76 characters. XML's line break is the line feed.
  private static func base64Lines(_ text: String) -> String {
    var lines = Base64.encode(Array(text.utf8))[...]
    var broken = ""
    while lines.utf8.count > 76 {
      broken += lines.prefix(76) + "\n"
      lines = lines.dropFirst(76)
    }
    return broken + lines
  }
}
