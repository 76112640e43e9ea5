import ApplianceDomain
import Determinism
import Documents
import History

/// `/team_activity_list/team_activity/events/event`.
enum TeamEventElement {
  static func write(_ event: TeamEvent, to xml: inout XMLWriter) {
    xml.begin("event")
    xml.attribute("timestamp", event.timestamp.seconds)
    xml.attribute("event_type", title(event.kind))
    xml.begin("performed_by")
    xml.attribute("gsnumber", Int64(event.performedBy.gsnumber))
    xml.attribute("type", event.performedBy.type.rawValue)
    xml.text(event.performedBy.name)
    xml.end()
    write(destinations: event.destinations, to: &xml)
    write(files: event.files, to: &xml)
    var data = DataElement()
    for (name, value) in Self.data(of: event) { data.value(name, value, to: &xml) }
    data.end(&xml)
    if var body = text(of: event) {
      body.withUTF8 { EventElement.writeBody(RowText(UnsafeRawBufferPointer($0)), to: &xml) }
    }
    xml.end()
  }

  private static func write(files: [SharedFile], to xml: inout XMLWriter) {
    guard !files.isEmpty else { return }
    xml.begin("files")
    for file in files {
      xml.begin("file")
      xml.attribute("name", file.name)
      xml.attribute("size", file.size)
      xml.end()
    }
    xml.end()
  }

  private static func write(destinations: [Party], to xml: inout XMLWriter) {
    guard !destinations.isEmpty else { return }
    xml.begin("destinations")
    for destination in destinations {
      xml.begin("destination")
      xml.attribute("gsnumber", Int64(destination.gsnumber))
      xml.text(destination.name)
      xml.end()
    }
    xml.end()
  }

  /// As in a session: the text as the chat displays it, but for what an API account sent, which stays as it came.
  private static func text(of event: TeamEvent) -> String? {
    guard let body = event.body, event.account == nil else { return event.body }
    return ChatMacro.replaced(in: body, by: event.performedBy.name)
  }

  /// Of a login the values that the guide names, in its order, the same in every version.
  private static func data(of event: TeamEvent) -> [(name: String, value: String)] {
    var data = event.data.map { (name: $0.name, value: $0.value) }
    if let member = event.member {
      data += [
        ("hostname", member.hostname), ("name", member.name), ("os", member.operatingSystem),
        ("private_ip", member.privateIP), ("public_ip", member.publicIP),
        ("support_teams", EventElement.list(member.supportTeams)), ("user_id", "\(member.userID ?? 0)"),
      ]
    }
    // `Undocumented:` where the account's name stands, as in a session.
    if let account = event.account { data.append(("api_account", account)) }
    return data
  }

  /// The guide's name of a kind: its words with capital letters, but for the small ones.
  static func title(_ kind: TeamEvent.Kind) -> String {
    kind.rawValue.split(separator: "_").map { word in
      ["to", "from"].contains(word) ? String(word) : word.prefix(1).uppercased() + word.dropFirst()
    }.joined(separator: " ")
  }
}
