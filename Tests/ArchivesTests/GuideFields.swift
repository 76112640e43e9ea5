/// The data elements of every session event as the 21.3 guide prints them ("JSON Tables and Fields for session_event"),
/// in its order. The 18.1 guide has the same.
enum GuideFields {
  enum Kind { case string, integer, timestamp, object }

  /// What the guide calls optional.
  static let optional: [String: Set<String>] = [
    "directory_created": ["failure_reason"], "file_deleted": ["failure_reason"],
    "file_moved": ["failure_reason"], "session_assigned": ["timeout"],
  ]

  /// "JSON Tables and Fields for Presentation Session Events"; `view_url` stands as an integer there, which is a slip.
  static let presentations: [String: KeyValuePairs<String, Kind>] = [
    "chat_message": ["performed_by": .object, "destination": .object, "body": .string],
    "files_shared": ["performed_by": .object, "files": .object],
    "screen_recording": [
      "presenter_id": .integer, "download_url": .string, "view_url": .string, "appliance_guid": .string,
    ],
  ]

  static let sessions: [String: KeyValuePairs<String, Kind>] = [
    "callback_button_deployed": [
      "callback_button_id": .integer, "description": .string, "expiration": .timestamp,
      "profile_id": .integer, "profile_name": .string, "representative_id": .integer,
    ],
    "callback_button_removed": ["callback_button_id": .integer, "representative_id": .integer],
    "canned_script_executed": ["script_name": .string],
    "chat_message": ["body": .string, "destination": .object, "performed_by": .object],
    "command_shell_session_started": [
      "download_url": .string, "instance": .integer, "representative_id": .integer, "view_url": .string,
    ], "customer_exit_survey": ["responses": .object],
    "directory_created": [
      "destination": .object, "failure_reason": .string, "path": .string, "performed_by": .object,
    ],
    "file_deleted": [
      "destination": .object, "failure_reason": .string, "name": .string, "performed_by": .object,
      "size": .integer,
    ],
    "file_download": [
      "destination": .object, "name": .string, "performed_by": .object, "size": .integer,
    ],
    "file_download_incomplete": [
      "bytes_transferred": .integer, "destination": .object, "failure_reason": .string, "name": .string,
      "performed_by": .object,
    ],
    "file_moved": [
      "destination": .object, "failure_reason": .string, "new_path": .string, "old_path": .string,
      "performed_by": .object,
    ], "file_upload": ["destination": .object, "name": .string, "performed_by": .object, "size": .integer],
    "file_upload_incomplete": [
      "bytes_transferred": .integer, "destination": .object, "failure_reason": .string, "name": .string,
      "performed_by": .object,
    ], "files_shared": ["files": .object, "performed_by": .object],
    "legal_agreement_response": ["response": .string, "text": .string, "title": .string],
    "registry_exported": ["representative_id": .integer, "root_path": .string],
    "registry_imported": ["representative_id": .integer],
    "registry_key_added": ["key": .string, "path": .string, "representative_id": .integer],
    "registry_key_deleted": ["key": .string, "path": .string, "representative_id": .integer],
    "registry_key_renamed": [
      "new_key": .string, "old_key": .string, "path": .string, "representative_id": .integer,
    ],
    "registry_value_added": [
      "data": .string, "name": .string, "path": .string, "representative_id": .integer, "type": .string,
    ], "registry_value_deleted": ["name": .string, "path": .string, "representative_id": .integer],
    "registry_value_modified": [
      "name": .string, "new_data": .string, "old_data": .string, "path": .string,
      "representative_id": .integer, "type": .string,
    ],
    "registry_value_renamed": [
      "new_name": .string, "old_name": .string, "path": .string, "representative_id": .integer,
    ], "representative_survey": ["responses": .object],
    "screen_recording": ["download_url": .string, "representative_id": .integer, "view_url": .string],
    "screenshot_captured": ["representative_id": .integer],
    "session_assigned": ["representative_id": .integer, "timeout": .integer],
    "session_assignment_response": ["response": .string],
    "session_foreground_window_changed": ["exe_name": .string, "window_name": .string],
    "session_note_added": ["body": .string, "number": .integer, "representative_id": .integer],
    "show_my_screen_recording": [
      "download_url": .string, "instance": .integer, "representative_id": .integer, "view_url": .string,
    ], "special_action_executed": ["action_name": .string],
    "system_information_retrieved": ["system_information": .object],
  ]
}
