import ApplianceDomain

/// The presentations of before the start.
extension SeedReader {
  /// The LSIDs are unique among presentations; a session may have the same one.
  mutating func readPresentations(_ file: YAMLMapping) {
    var lsids = UniqueValues<String>("LSID")
    organization.startup.earlierPresentations = file.list("earlier_presentations").compactMap {
      presentation($0, &lsids)
    }
  }

  private func presentation(_ value: YAMLValue, _ lsids: inout UniqueValues<String>) -> StartupPresentation? {
    let mapping = YAMLMapping(
      value,
      keys: [
        "lsid", "name", "started_seconds_ago", "duration", "representative", "shows_screen", "attendees",
        "chat",
      ])
    guard let lsid = mapping.required("lsid", .hex(32...32, example: "c69a8e10bea9428f816cfababe9815fe")),
      let ago = mapping.required("started_seconds_ago", .seconds)
    else { return nil }
    if let value = mapping["lsid"] { lsids.add(lsid, at: value) }
    let duration = mapping.required("duration", .seconds) ?? 0
    if duration > ago {
      mapping["duration"]?.fail(
        "\(duration) reaches past the start; write at most the \(ago) of started_seconds_ago")
    }
    guard let representative = mapping.required("representative").flatMap({ self.representative(at: $0) })
    else { return nil }
    var names = UniqueValues<String>("attendee")
    let attendees: [String] = mapping.list("attendees").compactMap { value in
      guard let name = value.read(.text(1...100)) else { return nil }
      names.add(name, at: value)
      if name == Self.presenter { value.fail("is what the presenter is called in the chat; write a name") }
      return name
    }
    return StartupPresentation(
      lsid: lsid, name: mapping.text("name"), startedSecondsAgo: Int64(ago), duration: Int64(duration),
      representative: representative, showsScreen: mapping.boolean("shows_screen", default: true),
      attendees: attendees, chat: mapping.list("chat").compactMap { line($0, attendees) })
  }

  private func line(_ value: YAMLValue, _ attendees: [String]) -> StartupTalkLine? {
    let mapping = YAMLMapping(value, keys: ["from", "body"])
    guard let from = mapping.required("from"), let speaker = from.text,
      let body = mapping.required("body", .text(1...4096, control: true))
    else { return nil }
    if speaker == Self.presenter { return StartupTalkLine(attendee: nil, body: body) }
    guard let place = attendees.firstIndex(of: speaker) else {
      from.fail(
        "\(Misfit.quote(speaker)) does not attend; "
          + Suggestion.mend(speaker, among: [Self.presenter] + attendees))
      return nil
    }
    return StartupTalkLine(attendee: place, body: body)
  }

  /// Who speaks in a chat besides the attendees.
  private static var presenter: String { "representative" }
}
