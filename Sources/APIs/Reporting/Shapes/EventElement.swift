import ApplianceDomain
import Determinism
import Documents
import History

/// `/session_list/session/session_details/event`, copied from the record.
struct EventElement: Sendable {
  let embassies: EmbassiesOfMembers

  /// - Parameters:
  ///   - links: the links of the event's session.
  ///   - recorded: what of the session is recorded; the events of recordings are of that alone.
  func write(
    _ event: borrowing EventRow, _ links: SessionLinks, recorded: RecordingKinds, to xml: inout XMLWriter
  ) throws {
    // A kind that a newer release wrote is left out.
    guard let kind = EventKind.all[event.kind], kind.isShown(recorded: recorded) else { return }
    xml.begin("event")
    xml.attribute("timestamp", event.time.seconds)
    kind.type.withUnsafeBytes { xml.attribute("event_type", utf8: $0) }
    write(event.performer, as: "performed_by", to: &xml)
    if let destination = event.destination { write(destination, as: "destination", to: &xml) }
    switch kind.content {
    case .nothing: break
    case .text: Self.writeBody(event.body, to: &xml)
    case .value(let name):
      var data = DataElement()
      data.value(name, event.body, to: &xml)
      data.end(&xml)
    case .chat: writeChat(event, to: &xml)
    case .member: try writeMember(event.body, to: &xml)
    case .activity(let activity):
      try writeElements(of: activity, event.body, to: &xml)
      try writeData(of: activity, kind, event.body, links, recorded, to: &xml)
    }
    xml.end()
  }

  /// An event that was read as a value.
  func write(
    _ event: SessionEvent, _ links: SessionLinks, recorded: RecordingKinds, to xml: inout XMLWriter
  ) throws {
    let memory = RowMemory()
    try withExtendedLifetime(memory) { try write(memory.row(event), links, recorded: recorded, to: &xml) }
  }

  private func write(_ party: PartyRow, as name: StaticString, to xml: inout XMLWriter) {
    xml.begin(name)
    xml.attribute("type", utf8: party.type.bytes)
    xml.attribute("gsnumber", party.gsnumber)
    xml.text(utf8: party.name.bytes)
    xml.end()
  }

  /// The guide: the text as displayed in the chat. What an API account sent is shown exactly as it came (guide 21.3:
  /// "API Command: send_chat_message"). `Undocumented:` the name of the attribute that tells which account that was.
  private func writeChat(_ event: borrowing EventRow, to xml: inout XMLWriter) {
    if let account = event.account {
      Self.writeBody(event.body, to: &xml)
      var data = DataElement()
      data.value("api_account", account, to: &xml)
      data.end(&xml)
    } else if ChatMacro.isPossible(in: event.body) {
      var text = ChatMacro.replaced(in: event.body.string, by: event.performer.name.string)
      text.withUTF8 { Self.writeBody(RowText(UnsafeRawBufferPointer($0)), to: &xml) }
    } else {
      Self.writeBody(event.body, to: &xml)
    }
  }

  private func writeMember(_ body: RowText, to xml: inout XMLWriter) throws {
    var data = DataElement()
    var fields = Fields(body)
    while let field = try fields.next() {
      guard field.kind == .texts else {
        data.value(field.name, field.value, to: &xml)
        continue
      }
      // The only list is the teams; the embassies of versions that have them come before.
      if embassies.areShown, let names = embassies.names(of: Int(try userID(body))) {
        data.value("embassies", Self.list(names), to: &xml)
      }
      var texts = field.texts
      var names: [String] = []
      while !texts.isAtEnd { names.append(try texts.text().string) }
      data.value("support_teams", Self.list(names), to: &xml)
    }
    data.end(&xml)
  }

  private func userID(_ body: RowText) throws -> Int64 {
    var fields = Fields(body)
    while let field = try fields.next() {
      if field.name == "user_id" { return try field.number() }
    }
    return 0
  }

  /// `Quirk:` a list begins with an extra semicolon.
  static func list(_ names: [String]) -> String { names.map { ";" + $0 }.joined() }
}
