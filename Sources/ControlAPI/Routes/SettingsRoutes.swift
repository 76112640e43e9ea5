import APIKit
import ApplianceDomain
import Changes
import Documents
import HTTPMessages
import HTTPTypes

/// The switches of the administration pages.
enum SettingsRoutes {
  static func all(_ desk: ControlDesk) -> [Route] {
    [
      Route(
        "/v1/settings",
        [
          (.get, { _, _ throws(Problem) in answer(desk.appliance.read { domain, _ in domain.settings }) }),
          (.patch, { request, _ throws(Problem) in try patch(request, desk) }),
        ])
    ]
  }

  private enum Kind {
    case flag(WritableKeyPath<Settings, Bool>)
    case count(WritableKeyPath<Settings, Int>, ClosedRange<Int64>)
    case seconds(WritableKeyPath<Settings, Int64>, ClosedRange<Int64>)
  }

  /// A day and ten years, in seconds: the same limits as those of the configuration file.
  private static let day: Int64 = 86_400
  private static let tenYears: Int64 = 3650 * 86_400

  /// The settings by their public names.
  private static var table: [(name: String, kind: Kind)] {
    [
      ("xml_api", .flag(\.xmlAPI)), ("state_archive_api", .flag(\.stateArchiveAPI)),
      ("legacy_login", .flag(\.legacyLogin)), ("integration_limit", .count(\.integrationLimit, 0...100_000)),
      ("session_key_maximum_ttl", .seconds(\.sessionKeyMaximumTTL, 1...tenYears)),
      ("licenses", .count(\.licenses, 0...1_000_000)),
      ("prompt_before_session", .flag(\.promptBeforeSession)),
      ("archive_delay", .seconds(\.archiveDelay, 0...day)), ("http_api", .flag(\.httpAPI)),
      ("record_screen_sharing", .flag(\.recordScreenSharing)),
      ("record_show_my_screen", .flag(\.recordShowMyScreen)),
      ("record_command_shell", .flag(\.recordCommandShell)),
      ("record_presentations", .flag(\.recordPresentations)),
      ("recording_retention", .seconds(\.recordingRetention, 0...tenYears)),
    ]
  }

  private static func patch(_ request: Request, _ desk: ControlDesk) throws(Problem) -> Response {
    let members = try Members(of: request, known: table.map(\.name))
    return try desk.exclusively { () throws(Problem) in
      var settings = desk.appliance.read { domain, _ in domain.settings }
      for (name, kind) in table {
        switch kind {
        case .flag(let path): settings[keyPath: path] = try members.bool(name) ?? settings[keyPath: path]
        case .count(let path, let range):
          guard let value = try number(name, range, members) else { continue }
          settings[keyPath: path] = Int(value)
        case .seconds(let path, let range):
          settings[keyPath: path] = try number(name, range, members) ?? settings[keyPath: path]
        }
      }
      let performed = try desk.perform(.changeSettings(settings))
      return answer(settings, gate: DurabilityGate(desk.appliance, performed.number))
    }
  }

  private static func number(_ name: String, _ range: ClosedRange<Int64>, _ members: Members)
    throws(Problem) -> Int64?
  {
    guard let value = try members.integer(name) else { return nil }
    guard range.contains(value) else {
      throw .invalid(name, "\(value) is not from \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  private static func answer(_ settings: Settings, gate: (any Gate)? = nil) -> Response {
    Answer.json(gate: gate) { json in
      for (name, kind) in table {
        json.key(name)
        switch kind {
        case .flag(let path): json.bool(settings[keyPath: path])
        case .count(let path, _): json.number(Int64(settings[keyPath: path]))
        case .seconds(let path, _): json.number(settings[keyPath: path])
        }
      }
    }
  }
}
