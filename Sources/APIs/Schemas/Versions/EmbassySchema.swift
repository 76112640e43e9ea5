import APIKit
import ApplianceDomain

// Differences: embassies, support-team-embassy, report-representative-embassy

/// What the schemas say of embassies: in the guides up to 18.1 a team may be one ("API Command: get_support_teams"), a
/// representative may be of one ("API Command: get_logged_in_reps", "Download Reports with SupportSession"), and a
/// session key may lead to one ("API Command: generate_session_key"). The 21.3 guide has none of that.
///
/// An embassy may have the ID of a team, so that where there are embassies the name tells who is listed twice.
struct EmbassySchema {
  let team: String
  let type: String
  let queue: String
  let user: String
  let teamConstraints: String
  let summaryConstraint: String
  let activityConstraint: String

  init(_ edition: Edition) {
    let isThere = edition.capabilities.embassies
    team = isThere ? "\n      " + #"<xs:element name="embassy" type="one" minOccurs="0"/>"# : ""
    type = isThere ? "\n      " + #"<xs:enumeration value="Embassy"/>"# : ""
    queue = isThere ? "\n      " + #"<xs:enumeration value="embassy"/>"# : ""
    user = isThere ? "\n                " + #"<xs:element name="embassy" type="one" minOccurs="0"/>"# : ""
    let (command, reporting) = (edition.namespaces.command, edition.namespaces.reporting)
    teamConstraints =
      isThere
      ? Self.unique("team_name", ["@id", "s:name"], command)
        + Self.unique("embassy_id", ["@id", "s:embassy"], command)
      : Self.unique("team_id", ["@id"], command)
    summaryConstraint = Self.unique(
      "summary_id", ["@type", "@id"] + (isThere ? ["s:display_name"] : []), reporting)
    activityConstraint = Self.unique("team_activity_id", ["@id"] + (isThere ? ["@name"] : []), reporting)
  }

  /// No two of an element's children are alike in all of these; what lacks one of them is left alone.
  private static func unique(_ name: String, _ fields: [String], _ namespace: String) -> String {
    let lines =
      [#"<xs:unique name="\#(name)">"#, #"  <xs:selector xpath="*"/>"#]
      + fields.map { field in
        #"  <xs:field xpath="\#(field)""# + (field.hasPrefix("s:") ? #" xmlns:s="\#(namespace)"/>"# : "/>")
      } + ["</xs:unique>"]
    return lines.map { "\n    " + $0 }.joined()
  }
}
