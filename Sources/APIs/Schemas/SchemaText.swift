/// A schema that is put together from the texts in `Parts` and what an edition says.
///
/// A part names others, and values, as `{{name}}`. Every name must be known and every value used, so that a misspelt
/// name is found at the start, by every test.
struct SchemaText {
  private let values: [String: String]
  private var unused: Set<String>

  init(_ values: [String: String]) {
    self.values = values
    unused = Set(values.keys)
  }

  /// The text of a part with all that it names.
  static func assembled(_ part: String, _ values: [String: String]) -> [UInt8] {
    var text = SchemaText(values)
    let bytes = Array(text.expanded("{{\(part)}}").utf8)
    precondition(text.unused.isEmpty, "No part of the schema names \(text.unused.sorted())")
    return bytes
  }

  private mutating func expanded(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let start = rest.firstRange(of: "{{") {
      guard let end = rest[start.upperBound...].firstRange(of: "}}") else {
        preconditionFailure("A name without an end in a schema")
      }
      result += rest[..<start.lowerBound]
      result += replacement(of: String(rest[start.upperBound..<end.lowerBound]))
      rest = rest[end.upperBound...]
    }
    return result + rest
  }

  private mutating func replacement(of name: String) -> String {
    if let value = values[name] {
      unused.remove(name)
      return value
    }
    guard let part = Self.parts[name] else { preconditionFailure("No part of a schema is called \(name)") }
    return expanded(String(decoding: part, as: UTF8.self))
  }

  private static let parts: [String: [UInt8]] = [
    "command": PackageResources.command_xsd,
    "command-appliances": PackageResources.command_appliances_xsd,
    "command-clients": PackageResources.command_clients_xsd,
    "command-health": PackageResources.command_health_xsd,
    "command-keys": PackageResources.command_keys_xsd,
    "command-people": PackageResources.command_people_xsd,
    "command-words": PackageResources.command_words_xsd,
    "common": PackageResources.common_xsd,
    "reporting": PackageResources.reporting_xsd,
    "report-archives": PackageResources.report_archives_xsd,
    "report-event-types": PackageResources.report_event_types_xsd,
    "report-events": PackageResources.report_events_xsd,
    "report-licenses": PackageResources.report_licenses_xsd,
    "report-listings": PackageResources.report_listings_xsd,
    "report-people": PackageResources.report_people_xsd,
    "report-sessions": PackageResources.report_sessions_xsd,
    "report-surveys": PackageResources.report_surveys_xsd,
    "report-teams": PackageResources.report_teams_xsd,
  ]
}
