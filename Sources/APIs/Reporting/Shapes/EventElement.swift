import ApplianceDomain
import Determinism
import Documents

/// `/session_list/session/session_details/event`.
struct EventElement: Sendable {
  let embassies: EmbassiesOfMembers

  func write(_ event: SessionEvent, to xml: inout XMLWriter) {
    let content = content(event.detail)
    xml.begin("event")
    xml.attribute("timestamp", event.timestamp.seconds)
    xml.attribute("event_type", content.type)
    write(event.performedBy, as: "performed_by", to: &xml)
    if let destination = event.destination { write(destination, as: "destination", to: &xml) }
    if let body = content.body { write(body: body, to: &xml) }
    if !content.data.isEmpty {
      xml.begin("data")
      for (name, value) in content.data {
        xml.begin("value")
        xml.attribute("name", name)
        xml.attribute("value", value)
        xml.end()
      }
      xml.end()
    }
    xml.end()
  }

  private struct Content {
    let type: String
    var body: String?
    var data: [(String, String)] = []
  }

  /// The guide's name of each kind of event, and what goes with it.
  private func content(_ detail: SessionEvent.Detail) -> Content {
    switch detail {
    case .sessionStart: Content(type: "Session Start")
    case .sessionEnd: Content(type: "Session End")
    case .conferenceOwnerChanged(let owner):
      Content(type: "Conference Owner Changed", data: [("owner", owner)])
    case .conferenceMemberAdded(let member): Content(type: "Conference Member Added", data: data(member))
    // Whom it was is said by performed_by and destination.
    case .conferenceMemberDeparted: Content(type: "Conference Member Departed")
    // `Undocumented:` where the key stands.
    case .externalKey(let key): Content(type: "External Key", body: key)
    case .chatMessage(let body): Content(type: "Chat Message", body: body)
    case .activity(let activity): content(activity)
    }
  }

  private func content(_ activity: SessionActivity) -> Content {
    let words = activity.kind.rawValue.split(separator: "_").map {
      $0.prefix(1).uppercased() + $0.dropFirst()
    }
    let data = activity.values.map { ($0.name, text($0.value)) }
    return Content(type: words.joined(separator: " "), data: data)
  }

  private func text(_ value: SessionActivity.Value) -> String {
    switch value {
    case .text(let text): text
    case .integer(let number): "\(number)"
    case .time(let time): "\(time.seconds)"
    case .answers, .files, .categories: ""
    }
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
  private static func list(_ names: [String]) -> String { names.map { ";" + $0 }.joined() }

  private func write(_ party: Party, as name: StaticString, to xml: inout XMLWriter) {
    xml.begin(name)
    xml.attribute("type", party.type.rawValue)
    xml.attribute("gsnumber", Int64(party.gsnumber))
    xml.text(party.name)
    xml.end()
  }

  private func write(body: String, to xml: inout XMLWriter) {
    if XMLWriter.isRepresentable(body) {
      xml.element("body", body)
    } else {
      xml.element("encoded_body", Self.base64Lines(body))
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
