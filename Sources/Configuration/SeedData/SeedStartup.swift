import ApplianceDomain

/// What is there at the start: keys and sessions.
extension SeedReader {
  mutating func readStartup() {
    guard let file = sections(of: "startup.yaml") else { return }
    var shortKeys = UniqueValues<String>("session key")
    organization.startup.sessionKeys = file.list("session_keys").compactMap { value in
      let key = YAMLMapping(value, keys: ["short_key", "queue"])
      guard let written = key.required("short_key"), let digits = written.read(.shortKey) else { return nil }
      shortKeys.add(digits, at: written)
      guard let queue = key.required("queue").flatMap({ queue(at: $0) }) else { return nil }
      return StartupKey(shortKey: digits, queue: queue)
    }
    var lsids = UniqueValues<String>("LSID")
    organization.startup.activeSessions = file.list("active_sessions").compactMap { value in
      let session = session(value, isActive: true, &lsids)
      if let session, let queue = value.entry("queue") { checkStart(session, queue) }
      return session
    }
    organization.startup.earlierSessions = file.list("earlier_sessions").compactMap {
      session($0, isActive: false, &lsids)
    }
    readPresentations(file)
  }

  private func session(
    _ value: YAMLValue, isActive: Bool, _ lsids: inout UniqueValues<String>
  ) -> StartupSession? {
    let keys = [
      "lsid", "started_seconds_ago", "queue", "representative", "customer", "attributes", "issue", "chat",
      "shares_screen", "show_my_screens", "command_shells",
    ]
    let mapping = YAMLMapping(value, keys: isActive ? keys : keys + ["duration", "surveys"])
    let example = "c69a8e10bea9428f816cfababe9815fe"
    guard let lsid = mapping.required("lsid", .hex(32...32, example: example)),
      let ago = mapping.required("started_seconds_ago", .seconds)
    else { return nil }
    if let value = mapping["lsid"] { lsids.add(lsid, at: value) }
    guard let queue = mapping.required("queue").flatMap({ queue(at: $0) }) else { return nil }
    let duration = isActive ? nil : mapping.required("duration", .seconds)
    if let duration, duration > ago {
      mapping["duration"]?.fail(
        "\(duration) reaches past the start; write at most the \(ago) of started_seconds_ago")
    }
    let representative = mapping["representative"].flatMap { self.representative(at: $0) }
    if isActive, let representative, let value = mapping["representative"] {
      checkLoggedIn(representative, value)
    }
    return StartupSession(
      lsid: lsid, startedSecondsAgo: Int64(ago), duration: duration.map(Int64.init), queue: queue,
      representative: representative, customer: mapping["customer"].map(customer) ?? CustomerInfo(),
      attributes: mapping["attributes"].map(attributes) ?? [], issue: mapping["issue"].flatMap(issue),
      chat: mapping.list("chat").compactMap { chatLine($0, hasRepresentative: representative != nil) },
      sharesScreen: deeds(mapping, "shares_screen", representative) { mapping.boolean($0, default: false) },
      showMyScreens: deeds(mapping, "show_my_screens", representative) { count($0, mapping) },
      commandShells: deeds(mapping, "command_shells", representative) { count($0, mapping) },
      surveys: isActive ? [] : submittedSurveys(mapping, hasRepresentative: representative != nil))
  }

  /// What a representative did in a session, which nobody can have done where there is none.
  private func deeds<T>(_ mapping: YAMLMapping, _ name: String, _ representative: Int?, _ read: (String) -> T)
    -> T
  {
    if representative == nil {
      mapping[name]?.fail(
        "is what a representative does, and the session has none; name one, or leave it out")
    }
    return read(name)
  }

  private func count(_ name: String, _ mapping: YAMLMapping) -> Int {
    mapping.optional(name, .integer(0...100, example: 3), default: 0)
  }

  private func customer(_ value: YAMLValue) -> CustomerInfo {
    let mapping = YAMLMapping(value, keys: ["name", "company", "company_code", "details"])
    let maximum = CustomerInfo.maximumLength
    let details = mapping.optional(
      "details", .text(0...CustomerInfo.maximumDetailsBytes, control: true), default: "")
    if details.utf8.count > CustomerInfo.maximumDetailsBytes {
      mapping["details"]?.fail(
        "has \(details.utf8.count) bytes; write at most \(CustomerInfo.maximumDetailsBytes)")
    }
    return CustomerInfo(
      name: mapping.text("name", maximum: maximum, default: ""),
      company: mapping.text("company", maximum: maximum, default: ""),
      companyCode: mapping.text("company_code", maximum: maximum, default: ""), details: details)
  }

  private func attributes(_ value: YAMLValue) -> [AttributeValue] {
    let known = [AttributeValue.externalKey] + organization.customFields.map(\.codeName)
    let attributes: [AttributeValue] = value.pairs.compactMap { codeName, value in
      guard known.contains(codeName) else {
        value.fail("\(Misfit.quote(codeName)) is no custom field; \(Suggestion.mend(codeName, among: known))")
        return nil
      }
      return value.read(.text(1...AttributeValue.maximumLength, control: true)).map {
        AttributeValue(codeName: codeName, value: $0)
      }
    }
    let total = attributes.reduce(0) { $0 + $1.value.utf8.count }
    if total > AttributeValue.maximumTotal {
      value.fail("has \(total) bytes of values; write at most \(AttributeValue.maximumTotal)")
    }
    return attributes
  }

  private func issue(_ value: YAMLValue) -> String? {
    guard let codeName = value.text else { return nil }
    let known = organization.issues.map(\.codeName)
    if !known.contains(where: { $0.lowercased() == codeName.lowercased() }) {
      value.fail(
        "\(Misfit.quote(codeName)) is no issue's code name; \(Suggestion.mend(codeName, among: known))")
    }
    return codeName
  }

  private func chatLine(_ value: YAMLValue, hasRepresentative: Bool) -> StartupChatLine? {
    let mapping = YAMLMapping(value, keys: ["from", "body"])
    guard let speaker = mapping.required("from", Form<Speaker>.choice),
      let body = mapping.required("body", .text(1...4096, control: true))
    else { return nil }
    if speaker == .representative, !hasRepresentative {
      value.fail("speaks for a representative, and the session has none; name one, or let the customer speak")
    }
    return StartupChatLine(from: speaker == .customer ? .customer : .representative, body: body)
  }

  private enum Speaker: String, CaseIterable { case customer, representative }
}

extension Form where Value == Int {
  /// A time span of at most ten years.
  static var seconds: Form { .integer(0...315_360_000, example: 3600) }
}

extension Form where Value == String {
  /// The seven digits of a session key.
  static var shortKey: Form {
    Form { text throws(Misfit) in
      guard text.utf8.count == 7, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
        throw Misfit(text, "is not a session key; write seven digits such as 1234567")
      }
      return text
    }
  }
}
