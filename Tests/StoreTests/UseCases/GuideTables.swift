import Foundation
import Testing

/// The tables and fields of the archives as the 21.3 guide prints them ("JSON Tables and Fields for model_insert and
/// model_update"), in its order, with two decisions of this project: foreign keys to rows are strings, and `queue` has
/// the `representative_id` that the use cases join on.
enum GuideTables {
  enum Kind { case string, integer, boolean, timestamp, key }

  static let tables: [String: [String: Kind]] = [
    "customer_client": [
      "client_type": .string, "connected": .boolean, "created_timestamp": .timestamp, "elevated": .boolean,
      "hostname": .string, "operating_system": .string, "private_ip": .string, "public_ip": .string,
      "support_session_id": .key,
    ],
    "queue": [
      "code_name": .string, "created_timestamp": .timestamp, "name": .string, "support_team_id": .string,
      "type": .string, "representative_id": .key,
    ],
    "representative": [
      "connected": .boolean, "console_in_focus": .boolean, "created_timestamp": .timestamp,
      "hostname": .string, "operating_system": .string, "private_display_name": .string,
      "private_ip": .string, "public_display_name": .string, "public_ip": .string, "queue_id": .key,
      "routing_available": .boolean, "routing_busy": .boolean, "routing_enabled": .boolean,
      "routing_idle": .boolean, "selected_support_session_id": .key, "skill_code_names": .string,
      "type": .string, "user_id": .integer, "username": .string,
    ],
    "representative_queue": [
      "created_timestamp": .timestamp, "queue_id": .key, "representative_id": .key, "role": .string,
    ],
    "representative_support_session": [
      "created_timestamp": .timestamp, "representative_id": .key,
      "selected_support_session_service_tool": .string, "support_session_id": .key,
    ],
    "representative_support_session_tool": [
      "created_timestamp": .timestamp, "representative_id": .key, "support_session_id": .key, "tool": .string,
    ],
    "support_session": [
      "created_timestamp": .timestamp, "customer_company": .string, "customer_company_code": .string,
      "customer_description": .string, "customer_name": .string, "estimated_pickup_timestamp": .timestamp,
      "issue_code_name": .string, "issue_description": .string, "lsid": .string,
      "primary_team_queue_id": .key, "priority": .integer, "public_site_id": .integer,
      "public_site_name": .string, "queue_entry_timestamp": .timestamp, "queue_id": .key,
      "start_method": .string,
    ],
    "support_session_attribute": [
      "code_name": .string, "created_timestamp": .timestamp, "support_session_id": .key, "value": .string,
    ],
    "support_session_skill": [
      "code_name": .string, "created_timestamp": .timestamp, "support_session_id": .key,
    ],
    "presentation_session": ["created_timestamp": .timestamp, "lsid": .string, "presentation_name": .string],
    "attendee": [
      "connected": .boolean, "created_timestamp": .timestamp, "hostname": .string, "name": .string,
      "operating_system": .string, "presentation_session_id": .key, "private_ip": .string,
      "public_ip": .string,
    ],
    "presenter": [
      "created_timestamp": .timestamp, "presentation_session_id": .key, "representative_id": .key,
    ],
  ]

  /// Checks the lines that tell of rows: an insert has all fields of its table, an update some of them.
  static func check(_ lines: [ArchiveLine]) throws {
    for line in lines where line.type == "model_insert" || line.type == "model_update" {
      for (table, rows) in line.data {
        let fields = try #require(tables[table], "a table \(table)")
        for (id, row) in try #require(rows as? [String: [String: Any]]) {
          #expect(UInt64(id) != nil)
          if line.type == "model_insert" { #expect(Set(row.keys) == Set(fields.keys), "\(table)") }
          #expect(!row.isEmpty)
          for (name, value) in row {
            let kind = try #require(fields[name], "\(table).\(name)")
            #expect(fits(value, kind), "\(table).\(name) is \(value)")
          }
        }
      }
    }
  }

  /// Fields without a value are empty strings, and null where they are numbers or keys.
  private static func fits(_ value: Any, _ kind: Kind) -> Bool {
    switch kind {
    case .string: value is String
    case .key: value is NSNull || (value as? String).flatMap { UInt64($0) } != nil
    case .integer, .timestamp: value is NSNull || !(value is String) && value as? Int64 != nil
    case .boolean: (value as? Int64).map { $0 == 0 || $0 == 1 } == true && !(value is String)
    }
  }
}
