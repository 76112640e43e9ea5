import APIKit
import ApplianceDomain

@testable import APIs

/// Answers written from the guides alone, whether the product gives them yet or not.
enum SampleAnswers {
  /// The samples of an edition, by name.
  static func all(_ edition: Edition) -> [(name: String, text: String)] {
    let command = command(edition).map { ($0, document($1, edition.namespaces.command)) }
    let reports = reports(edition).map { ($0, document($1, edition.namespaces.reporting)) }
    return command + reports
  }

  /// The root gets the namespace.
  private static func document(_ text: String, _ namespace: String) -> String {
    let end = text.firstIndex { $0 == ">" || $0 == "/" || $0 == " " } ?? text.endIndex
    return text[..<end] + " xmlns=\"\(namespace)\"" + text[end...]
  }

  static let guid = "6f1c0d52-93be-4a7f-8d26-51e0b7c4a9f3"
  private static let lsid = "c69a8e10bea9428f816cfababe9815fe"
  private static let since = #"<connected_since ts="1475323200">2016-10-01T12:00:00+00:00</connected_since>"#

  // MARK: The Command API

  private static func command(_ edition: Edition) -> [(String, String)] {
    let isLatest = edition.version == .v1_21_1
    let first = isLatest ? "primary" : "master"
    var samples = [
      ("success", "<success>Successfully terminated</success>"), ("error", "<error>No.</error>"),
      ("appliances-error", "<appliances><error>No.</error></appliances>"),
      (
        "custom_attributes",
        #"<custom_attributes><custom_attribute display_name="" code_name="a">1</custom_attribute></custom_attributes>"#
      ),
      (
        "appliances",
        """
        <appliances><appliance id="\(guid)"><name>One</name><public_hostname>support.example.com</public_hostname>\
        <cluster_role>\(first)</cluster_role><failover_role>primary</failover_role>\
        <accepting_connections>1</accepting_connections><timezone_offset>-18000</timezone_offset></appliance></appliances>
        """
      ),
      (
        "connected_client_list",
        """
        <connected_client_list><connected_client_summary><appliance_summary id="\(guid)">\
        <count type="representative">2</count><count type="pinned_client">0</count></appliance_summary>\
        </connected_client_summary><connected_client type="push_agent" id="7"/></connected_client_list>
        """
      ),
      ("connected_clients", "<connected_clients>\(clients(first))</connected_clients>"),
      ("logged_in_reps", "<logged_in_reps>\(rep)</logged_in_reps>"),
      ("support_teams", "<support_teams>\(teams(hasEmbassies: !isLatest))</support_teams>"),
      (
        "health_check",
        """
        <health_check><appliance id="\(guid)">support.example.com</appliance><version>21.3.1</version>\
        <success>0</success><error_message>It is ill.</error_message><failover_role>backup</failover_role>\
        <enabled_shared_ips><ip>192.0.2.1</ip></enabled_shared_ips>\
        <last_data_sync_time ts="1475323200">2016-10-01T12:00:00+00:00</last_data_sync_time>\
        <last_data_sync_status>Success</last_data_sync_status></health_check>
        """
      ),
    ]
    if isLatest {
      samples.append(
        (
          "virtual_customer",
          """
          <virtual_customer><download_url>https://a.example/</download_url><chat_url>https://a.example/chat</chat_url>\
          <lsid>\(lsid)</lsid></virtual_customer>
          """
        ))
    }
    return samples
  }

  private static let rep = """
    <rep id="1"><display_name>Admin</display_name><public_display_name>Admin</public_display_name>\
    <private_display_name>Admin S.</private_display_name><type>Normal</type>\
    <direct_link>&lt;a href="https://a.example:8443/api/start_session?id=1&amp;amp;name=Admin"&gt;Admin&lt;/a&gt;\
    </direct_link><logged_in_since>2016-02-29T23:59:59+00:00</logged_in_since>\
    <presentation_count>0</presentation_count><support_session_count>1</support_session_count>\
    <showing_on_rep_list>1</showing_on_rep_list></rep>
    """

  /// A team, and an embassy with its ID where there may be one.
  private static func teams(hasEmbassies: Bool) -> String {
    let team = """
      <support_team id="1"><name>Team</name><issues><issue id="1"><title>It fails</title></issue></issues>\
      <support_session_count>0</support_session_count><members><representative id="1"><username>admin</username>\
      <display_name>Admin</display_name><public_display_name>Admin</public_display_name>\
      <private_display_name>Admin S.</private_display_name></representative></members></support_team>
      """
    let embassy = """
      <support_team id="1"><name>Embassy</name><embassy>1</embassy><issues/>\
      <support_session_count>0</support_session_count></support_team>
      """
    return team + (hasEmbassies ? embassy : "")
  }

  private static func clients(_ first: String) -> String {
    let machine =
      #"<hostname>PC</hostname><platform id="winNT">Windows 10</platform><timezone_offset>0</timezone_offset>"#
    return """
      <connected_representative id="101"><client_connections><client_connection><appliance_id>\(guid)</appliance_id>\
      <purpose>\(first)</purpose><receive_traffic_node>0</receive_traffic_node>\(since)\
      <private_ip>10.0.0.1</private_ip></client_connection><event_log><event ts="1475323200">Connected</event>\
      </event_log></client_connections>\(machine)\(since)<user_id>1</user_id><type>Normal</type>\
      <username>admin</username><public_display_name>Admin</public_display_name>\
      <private_display_name>Admin S.</private_display_name>\
      <start_session_url>https://support.example.com/api/start_session?id=1</start_session_url>\
      <presentation_count>0</presentation_count><support_session_count>1</support_session_count>\
      <showing_on_rep_list>1</showing_on_rep_list><routing_idle>0</routing_idle><routing_busy>0</routing_busy>\
      <routing_enabled>1</routing_enabled><routing_available>1</routing_available>\
      <support_license>full</support_license><support_session_lsids><lsid>\(lsid)</lsid></support_session_lsids>\
      </connected_representative>\
      <connected_support_customer id="102">\(machine)<name>Bob</name><non_interactive>rdp</non_interactive>\
      <lsid>\(lsid)</lsid></connected_support_customer>\
      <connected_presentation_attendee id="103">\(machine)<name>Ann</name></connected_presentation_attendee>\
      <connected_push_agent id="104">\(machine)<name>London</name></connected_push_agent>
      """
  }

  // MARK: The Reporting API

  private static let start = #"<start_time timestamp="1475323200">2016-10-01T12:00:00+00:00</start_time>"#
  private static let end = #"<end_time timestamp="1475323260">2016-10-01T12:01:00+00:00</end_time>"#

  private static func reports(_ edition: Edition) -> [(String, String)] {
    [
      ("summary_list-error", "<summary_list><error>No.</error></summary_list>"),
      (
        "summary_list",
        """
        <summary_list><summary id="1" type="rep"><display_name>Admin</display_name>\
        <total_sessions>12</total_sessions><avg_sessions_per_weekday>2.4</avg_sessions_per_weekday>\
        <avg_duration>00:12:30</avg_duration></summary></summary_list>
        """
      ),
      (
        "presentation_summary_list",
        #"<presentation_summary_list><presentation_summary lsid="\#(lsid)" has_recording="1"/></presentation_summary_list>"#
      ),
      ("presentations", presentation), ("recordings", session),
      (
        "exit_survey_list",
        """
        <exit_survey_list><exit_survey lsid="\(lsid)" ts="1475323200"><session_type>support</session_type>\
        <public_site id="1">Default</public_site><submitted_by type="cust">Bob</submitted_by>\
        <primary_customer id="0" gsnumber="4">Bob</primary_customer>\
        <primary_rep id="1" gsnumber="3">Admin S.</primary_rep><primary_team id="1">Team</primary_team>\
        \(people)<rep_resolved>0</rep_resolved>\(questions)</exit_survey></exit_survey_list>
        """
      ), ("team_activity_list", team),
      (
        "license_usage",
        """
        <license_usage>\(start)\(end)<group_by>hour</group_by><license_time_intervals>\
        <license_time_interval timestamp="1475323200" datetime="2016-10-01T12:00:00+00:00">\
        <license_count license_type="full">9</license_count>\
        <license_count license_type="full" reason="extended_contact">1</license_count>\
        <license_count license_type="full" reason="login">8</license_count></license_time_interval>\
        </license_time_intervals></license_usage>
        """
      ),
      (
        "license_usage-empty",
        "<license_usage>\(start)\(end)<group_by>day</group_by><license_time_intervals/></license_usage>"
      ),
    ]
  }

  private static let questions = """
    <question_list><question id="1"><name>q</name><type>radio</type><label>How?</label>\
    <report_header>How</report_header><answer_list><answer>Well</answer></answer_list></question></question_list>
    """

  private static let people = """
    <customer_list><customer gsnumber="4"><username>Bob</username><public_ip>192.0.2.1:1</public_ip>\
    <private_ip>10.0.0.1</private_ip><hostname>PC</hostname><os>Windows</os><primary_cust>1</primary_cust>\
    <info><name/><company/><company_code/><issue>1</issue><details/></info></customer></customer_list>\
    <rep_list><representative gsnumber="3" id="1"><username>admin</username><display_name>Admin S.</display_name>\
    <public_display_name>Admin</public_display_name><private_display_name>Admin S.</private_display_name>\
    <display_number>1001</display_number><public_ip>192.0.2.2:1</public_ip><private_ip>10.0.0.2</private_ip>\
    <hostname>PC</hostname><os>Windows</os><session_owner>1</session_owner><primary_rep>1</primary_rep>\
    <seconds_involved>60</seconds_involved><invited>1</invited></representative></rep_list>\
    <team_list><team id="1" primary_team="1">Team</team></team_list>
    """

  /// A support session with everything that the guide says it may have.
  private static let session = """
    <session_list><session lsid="\(lsid)"><session_type>support</session_type><lseq>7</lseq>\(start)\(end)\
    <duration>00:01:00</duration><public_site id="1">Default</public_site><jumpoint id="-1"/>\
    <external_key>K</external_key><custom_attributes><custom_attribute display_name="A" code_name="a">1\
    </custom_attribute></custom_attributes><session_chat_view_url>https://a.example/1</session_chat_view_url>\
    <session_chat_download_url>https://a.example/2</session_chat_download_url>\
    <session_recording_view_url>https://a.example/3</session_recording_view_url>\
    <session_recording_download_url>https://a.example/4</session_recording_download_url>\
    <show_my_screen_recordings><show_my_screen_recording instance="0"><download_url>https://a.example/5</download_url>\
    <view_url>https://a.example/6</view_url></show_my_screen_recording></show_my_screen_recordings>\
    <command_shell_recordings><command_shell_recording instance="0"><download_url>https://a.example/7</download_url>\
    <view_url>https://a.example/8</view_url></command_shell_recording></command_shell_recordings>\
    <file_transfer_count>0</file_transfer_count><file_move_count>0</file_move_count>\
    <file_delete_count>0</file_delete_count><primary_customer gsnumber="4">Bob</primary_customer>\
    <primary_rep gsnumber="3" id="1">Admin</primary_rep><primary_team id="1">Team</primary_team>\(people)\
    <cust_survey_list><cust_exit_survey><submitted_by type="cust">Bob</submitted_by>\(questions)</cust_exit_survey>\
    </cust_survey_list><rep_survey_list><rep_exit_survey><submitted_by type="rep">Admin S.</submitted_by>\
    \(questions)</rep_exit_survey></rep_survey_list><session_details>\
    <event timestamp="1475323200" event_type="Session Start"><performed_by type="system" gsnumber="0">System\
    </performed_by></event></session_details></session></session_list>
    """

  private static let presentation = """
    <session_list><session lsid="\(lsid)"><session_type>presentation</session_type><lseq>7</lseq>\(start)\(end)\
    <duration>100:00:00</duration><session_chat_view_url>https://a.example/1</session_chat_view_url>\
    <session_chat_download_url>https://a.example/2</session_chat_download_url>\
    <session_recording_view_url>https://a.example/3</session_recording_view_url>\
    <session_recording_download_url>https://a.example/4</session_recording_download_url>\
    <attendee_list><attendee gsnumber="9"><username>Ann</username><public_ip>192.0.2.3:1</public_ip></attendee>\
    </attendee_list><rep_list><representative gsnumber="3" id="1"><username>admin</username>\
    <public_display_name>Admin</public_display_name><private_display_name>Admin S.</private_display_name>\
    <public_ip>192.0.2.2:1</public_ip><private_ip>10.0.0.2</private_ip><hostname>PC</hostname><os>Windows</os>\
    <seconds_involved>60</seconds_involved></representative></rep_list><session_details>\
    <event timestamp="1475323200" event_type="Chat Message"><performed_by type="attendee" gsnumber="9">Ann\
    </performed_by><destination type="representative" gsnumber="3">Admin</destination><encoded_body>Bw==\
    </encoded_body></event></session_details></session></session_list>
    """

  private static let team = """
    <team_activity_list>\(start)\(end)<team_activity id="1" name="Team"><logged_in_representatives>\
    <representative gsnumber="3" id="1"><display_name>Admin S.</display_name>\
    <public_display_name>Admin</public_display_name><private_display_name>Admin S.</private_display_name>\
    <public_ip>[2001:db8::2]:1</public_ip><private_ip>10.0.0.2</private_ip></representative></logged_in_representatives>\
    <events><event timestamp="1475323200" event_type="Files Shared"><performed_by gsnumber="3" type="representative">\
    Admin</performed_by><destinations><destination gsnumber="5">John</destination></destinations>\
    <files><file name="a.txt" size="3"/></files><data><value name="a" value=""/></data><body>b</body></event></events>\
    </team_activity></team_activity_list>
    """
}
