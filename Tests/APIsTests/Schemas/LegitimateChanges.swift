import ApplianceDomain

/// Which changes of a valid answer leave it valid, by what the guides say of each element. A place is the name of the
/// parent and that of the element.
struct LegitimateChanges {
  let fidelity: Fidelity

  /// Elements that may be missing and come once.
  private var optional: Set<String> {
    var places: Set = [
      "session_key/external_key", "support_team/embassy", "support_team/members", "representative/embassy",
      "representative/invited", "health_check/error_message", "health_check/enabled_shared_ips",
      "connected_support_customer/non_interactive", "session/custom_attributes",
      "session/session_recording_view_url", "session/session_recording_download_url",
      "session/show_my_screen_recordings", "session/command_shell_recordings", "session/primary_rep",
      "session/primary_team", "session/cust_survey_list", "session/rep_survey_list",
      "exit_survey/primary_rep",
      "exit_survey/primary_team", "event/destination", "event/body", "event/encoded_body", "event/filename",
      "event/filesize", "event/system_information", "event/files", "event/data", "event/destinations",
      // Without its error a list is an empty one, where it may be empty.
      "logged_in_reps/error", "support_teams/error", "session_list/error", "session_summary_list/error",
      "summary_list/error", "presentation_summary_list/error", "exit_survey_list/error",
    ]
    if fidelity == .observed { places.formUnion(["session_key/ttl", "session_key/queue_id"]) }
    return places
  }

  /// Elements of lists that may be empty.
  private let listed: Set = [
    "logged_in_reps/rep", "support_teams/support_team", "issues/issue", "members/representative",
    "custom_attributes/custom_attribute", "appliance_summary/count", "connected_client_list/connected_client",
    "connected_clients/connected_representative", "connected_clients/connected_support_customer",
    "connected_clients/connected_presentation_attendee", "connected_clients/connected_push_agent",
    "support_session_lsids/lsid", "event_log/event", "session_list/session",
    "session_summary_list/session_summary",
    "summary_list/summary", "presentation_summary_list/presentation_summary", "exit_survey_list/exit_survey",
    "attendee_list/attendee", "rep_list/representative", "team_list/team", "data/row",
    "question_list/question",
    "answer_list/answer", "team_activity_list/team_activity", "logged_in_representatives/representative",
    "events/event", "archives/state_archive", "archives/event_archive",
    "license_time_intervals/license_time_interval",
  ]

  /// Elements of lists that have one at least.
  private let demanded: Set = [
    "appliances/appliance", "connected_client_summary/appliance_summary",
    "client_connections/client_connection",
    "enabled_shared_ips/ip", "session_details/event", "show_my_screen_recordings/show_my_screen_recording",
    "command_shell_recordings/command_shell_recording",
    "rep_survey_list/rep_exit_survey", "data/value", "files/file", "system_information/category",
    "description/field", "row/field", "destinations/destination",
  ]

  /// Elements of lists in which no two may have the same key.
  private let keyed: Set = [
    "logged_in_reps/rep", "appliances/appliance", "appliance_summary/count",
    "connected_client_list/connected_client", "connected_clients/connected_representative",
    "connected_clients/connected_support_customer", "connected_clients/connected_presentation_attendee",
    "connected_clients/connected_push_agent", "session_list/session", "session_summary_list/session_summary",
    "presentation_summary_list/presentation_summary", "archives/state_archive", "archives/event_archive",
    "license_time_intervals/license_time_interval", "question_list/question", "team_list/team",
    "support_teams/support_team", "issues/issue", "members/representative", "rep_list/representative",
    "connected_client_summary/appliance_summary", "support_session_lsids/lsid", "summary_list/summary",
    "custom_attributes/custom_attribute", "show_my_screen_recordings/show_my_screen_recording",
    "command_shell_recordings/command_shell_recording", "team_activity_list/team_activity",
  ]

  /// Roots whose elements come in any order.
  private let unordered: Set = ["connected_clients", "archives"]

  /// Elements whose text is anybody's, by name, or by place where others of the name are not.
  private let free: Set = [
    "error", "display_name", "public_display_name", "private_display_name", "name", "title", "username",
    "company_name", "mail_subject", "mail_body", "custom_attribute", "version", "error_message",
    "last_data_sync_status", "public_hostname", "health_check/appliance", "hostname", "os", "platform",
    "support_license", "event_log/event", "public_site", "jumpoint",
    "primary_customer", "session/primary_rep", "exit_survey/primary_rep", "primary_team", "company",
    "company_code",
    "details", "team", "performed_by", "destination", "body", "filename", "row/field", "submitted_by",
    "label",
    "report_header", "answer", "external_key",
  ]

  /// Attributes that may be missing.
  private let optionalAttributes: Set = [
    "session_summary@external_key", "session/end_time@timestamp", "exit_survey/primary_rep@gsnumber",
    "exit_survey/primary_customer@gsnumber", "license_count@reason",
  ]

  /// Attributes whose value is anybody's.
  private let freeAttributes: Set = [
    "custom_attribute@display_name", "custom_attribute@code_name", "platform@id", "value@name", "value@value",
    "category@name", "description/field@name", "team_activity@name", "file@name",
    "license_count@license_type",
    "session_summary@external_key",
  ]

  /// Whether an element may be changed so. It is asked before the change.
  func allow(_ mutation: Mutation, of element: MutatedElement) -> Bool {
    let place = element.place
    switch mutation {
    case .rename, .leaveNamespace, .moveIntoSibling, .moveOut, .addChild, .addAttribute: return false
    case .drop:
      // What can be downloaded can be viewed.
      if place == "session/session_recording_view_url" {
        return element.nextName != "session_recording_download_url"
      }
      // In a report the attributes are there only where there are some.
      if place == "custom_attributes/custom_attribute", element.isInReport { return element.hasTwin }
      return optional.contains(place) || listed.contains(place) || demanded.contains(place) && element.hasTwin
    case .duplicate:
      if place == "event_log/event" { return true }
      return (listed.contains(place) || demanded.contains(place)) && !keyed.contains(place)
    case .swap: return element.nextName == element.name || unordered.contains(element.parentName)
    case .writeText:
      return element.isLeaf && (free.contains(element.name) || free.contains(place) || place == "success")
    }
  }

  func allow(_ mutation: AttributeMutation, of attribute: String, in element: MutatedElement) -> Bool {
    let names = ["\(element.name)@\(attribute)", "\(element.place)@\(attribute)"]
    switch mutation {
    case .rename: return false
    case .drop: return names.contains(where: optionalAttributes.contains)
    case .write: return names.contains(where: freeAttributes.contains)
    }
  }
}

extension MutatedElement {
  /// Whether the element is inside a session's element, which only reports have.
  fileprivate var isInReport: Bool { parent.map { MutatedElement(node: $0).parent != nil } ?? false }
}
