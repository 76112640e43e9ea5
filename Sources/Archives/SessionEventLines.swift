import ApplianceDomain
import Determinism
import Documents
import History

/// Session events (guide: "JSON Tables and Fields for session_event", "… for Presentation Session Events").
extension EventLines {
  /// - Parameter time: when the appliance learnt of it. A message that an API account sent says of itself that it is
  ///   older; but everything in an archive happened in its ten minutes, in order, so there it stands with this time.
  func write(_ event: SessionEvent, at time: Timestamp, to json: inout JSONWriter) {
    var event = event
    if event.account != nil { event.timestamp = time }
    switch event.detail {
    case .chatMessage(let body):
      // The body keeps its macro %name%: replacing it is the reader's part.
      var members: [Member] = [
        ("body", .value(.text(body))), ("destination", .people([event.destination].compactMap { $0 })),
        ("performed_by", .person(event.performedBy)),
      ]
      // `Undocumented:` the name of the attribute that tells which API account sent the message.
      if let account = event.account { members.insert(("api_account", .value(.text(account))), at: 0) }
      write(event, "chat_message", members, to: &json)
    case .activity(let activity) where activity.kind.isInArchives:
      write(event, activity.kind.rawValue, members(of: activity, in: event), to: &json)
    // The guide's list for archives names none of these; the model's changes tell of them.
    case .activity, .sessionStart, .sessionEnd, .conferenceOwnerChanged, .conferenceMemberAdded,
      .conferenceMemberDeparted, .externalKey:
      break
    }
  }

  private typealias Member = (name: String, content: Content)

  /// What stands under a name in `data`.
  private enum Content {
    case value(SessionActivity.Value)
    case person(Party?)
    case people([Party])
    /// The unique ID of a representative; nil is null.
    case userID(Int?)
  }

  private func write(
    _ event: SessionEvent, _ name: String, _ members: [Member], to json: inout JSONWriter
  ) {
    begin("session_event", at: event.timestamp, in: &json)
    json.key("lsid")
    json.string(event.lsid)
    json.key("name")
    json.string(name)
    json.key("data")
    json.beginObject()
    for member in members {
      json.key(member.name)
      write(member.content, to: &json)
    }
    json.endObject()
    end(&json)
  }

  /// The data elements of an activity, in the order of their names, as the guide's tables have them.
  private func members(of activity: SessionActivity, in event: SessionEvent) -> [Member] {
    var members: [Member] = activity.values.map { ($0.name, .value($0.value)) }
    members += people(of: activity, in: event)
    if let recording = activity.recording {
      // A support session may have the LSID of a presentation.
      let session = event.isInPresentation ? nil : session(event.lsid)
      let content = event.isInPresentation ? recording.inPresentation : recording
      let base = identity.base(session?.site)
      // `Undocumented:` that archives tell of a command shell that was not recorded, which SupportSession does not, and
      // what stands for its URLs.
      let isRecorded = session.map { $0.records(activity.kind) } ?? true
      for (name, view) in [("download_url", false), ("view_url", true)] {
        let url = isRecorded ? identity.downloads.url(content, of: event.lsid, base: base, view: view) : ""
        members.append((name, .value(.text(url))))
      }
    }
    return members.sorted { $0.name < $1.name }
  }

  private func people(of activity: SessionActivity, in event: SessionEvent) -> [Member] {
    switch activity.kind.people {
    case .nobody: []
    case .performer: [("performed_by", .person(event.performedBy))]
    case .performerAndDestination:
      [("destination", .person(event.destination)), ("performed_by", .person(event.performedBy))]
    case .representativeID where event.isInPresentation:
      [
        ("appliance_guid", .value(.text(identity.guid))),
        ("presenter_id", .userID(event.performedBy.userID)),
      ]
    // Who is alerted of an assignment is its destination; everything else is done by the representative.
    case .representativeID:
      [("representative_id", .userID(event.performedBy.userID ?? event.destination?.userID))]
    }
  }

  private func write(_ content: Content, to json: inout JSONWriter) {
    switch content {
    case .value(let value): write(value, to: &json)
    case .person(let party?): write(party, to: &json)
    case .person(nil): json.null()
    case .people(let parties):
      json.beginArray()
      for party in parties { write(party, to: &json) }
      json.endArray()
    case .userID(let id?): json.number(Int64(id))
    case .userID(nil): json.null()
    }
  }

  private func write(_ value: SessionActivity.Value, to json: inout JSONWriter) {
    switch value {
    case .text(let text): json.string(text)
    case .integer(let number): json.number(number)
    case .time(let time): json.number(time.seconds)
    case .answers(let answers):
      // `Undocumented:` the guide says only that the pairs are in an object.
      json.beginObject()
      write(answers, to: &json)
      json.endObject()
    case .files(let files):
      json.beginArray()
      for file in files { write(file, to: &json) }
      json.endArray()
    case .categories(let categories):
      json.beginArray()
      for category in categories { write(category, to: &json) }
      json.endArray()
    }
  }

  /// Where several options of a question were chosen, their list stands in the place of the answer.
  private func write(_ answers: [SurveyAnswer], to json: inout JSONWriter) {
    var rest = answers[...]
    while let first = rest.first {
      let same = rest.prefix { $0.question == first.question }.map(\.answer)
      json.key(first.question)
      if same.count == 1 { json.string(first.answer) } else { write(same, to: &json) }
      rest = rest.dropFirst(same.count)
    }
  }

  private func write(_ file: SharedFile, to json: inout JSONWriter) {
    json.beginObject()
    json.key("name")
    json.string(file.name)
    json.key("size")
    json.number(file.size)
    json.key("type")
    json.string(file.isDirectory ? "dir" : "file")
    json.endObject()
  }

  /// `Undocumented:` the guide names the three members; that a row is an array in the order of the columns is ours.
  private func write(_ category: SystemCategory, to json: inout JSONWriter) {
    json.beginObject()
    json.key("name")
    json.string(category.name)
    json.key("columns")
    write(category.columns, to: &json)
    json.key("rows")
    json.beginArray()
    for row in category.rows { write(row, to: &json) }
    json.endArray()
    json.endObject()
  }

  private func write(_ texts: [String], to json: inout JSONWriter) {
    json.beginArray()
    for text in texts { json.string(text) }
    json.endArray()
  }

  /// `Undocumented:` the guide says only that it is a list of name-value pairs.
  private func write(_ party: Party, to json: inout JSONWriter) {
    json.beginObject()
    json.key("type")
    json.string(party.type.rawValue)
    json.key("gsnumber")
    json.number(Int64(party.gsnumber))
    json.key("name")
    json.string(party.name)
    if let id = party.userID {
      json.key("representative_id")
      json.number(Int64(id))
    }
    json.endObject()
  }
}

extension ToldSession {
  /// Whether there is a recording of what an activity tells of.
  fileprivate func records(_ kind: SessionActivity.Kind) -> Bool {
    kind.recording.map { recorded.contains($0) } ?? false
  }
}
