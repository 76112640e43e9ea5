import APIKit
import ApplianceDomain

// Differences: embassies, support-team-embassy, report-representative-embassy

/// What the schemas say of embassies: in the guides up to 18.1 a team may be one ("API Command: get_support_teams"), a
/// representative may be of one ("API Command: get_logged_in_reps", "Download Reports with SupportSession"), and a
/// session key may lead to one ("API Command: generate_session_key"). The 21.3 guide has none of that.
struct EmbassySchema {
  let team: String
  let type: String
  let queue: String
  let user: String

  init(_ edition: Edition) {
    let isThere = edition.capabilities.embassies
    team = isThere ? "\n      " + #"<xs:element name="embassy" type="one" minOccurs="0"/>"# : ""
    type = isThere ? "\n      " + #"<xs:enumeration value="Embassy"/>"# : ""
    queue = isThere ? "\n      " + #"<xs:enumeration value="embassy"/>"# : ""
    user = isThere ? "\n                " + #"<xs:element name="embassy" type="one" minOccurs="0"/>"# : ""
  }
}
