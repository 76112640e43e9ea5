import ApplianceDomain
import Determinism
import Documents
import History

/// `customer_list` and `rep_list` of a session.
struct PeopleElements: Sendable {
  let embassyUsers: EmbassyUsers

  func write(_ customer: CustomerRow, to xml: inout XMLWriter) {
    xml.begin("customer_list")
    xml.begin("customer")
    xml.attribute("gsnumber", customer.gsnumber)
    xml.element("username", utf8: customer.username.bytes)
    xml.element("public_ip", utf8: customer.publicIP.bytes)
    xml.element("private_ip", utf8: customer.privateIP.bytes)
    xml.element("hostname", utf8: customer.hostname.bytes)
    xml.element("os", utf8: customer.operatingSystem.bytes)
    xml.element("primary_cust", 1)
    xml.begin("info")
    xml.element("name", utf8: customer.name.bytes)
    xml.element("company", utf8: customer.company.bytes)
    xml.element("company_code", utf8: customer.companyCode.bytes)
    xml.element("issue", utf8: customer.issue.bytes)
    xml.element("details", utf8: customer.details.bytes)
    xml.end()
    xml.end()
    xml.end()
  }

  /// Writes all of a session's representatives; the stay of those who are there counts up to `end`.
  func write(_ representatives: [ParticipantRow], until end: Timestamp, to xml: inout XMLWriter) {
    xml.begin("rep_list")
    for representative in representatives { write(representative, until: end, to: &xml) }
    xml.end()
  }

  private func write(_ person: ParticipantRow, until end: Timestamp, to xml: inout XMLWriter) {
    let stay = person.isPresent ? max(0, end.seconds - person.joined.seconds) : 0
    xml.begin("representative")
    xml.attribute("gsnumber", person.gsnumber)
    xml.attribute("id", person.id)
    xml.element("username", utf8: person.username.bytes)
    xml.element("display_name", utf8: person.privateDisplayName.bytes)
    xml.element("public_display_name", utf8: person.publicDisplayName.bytes)
    xml.element("private_display_name", utf8: person.privateDisplayName.bytes)
    xml.element("display_number", person.displayNumber)
    xml.element("public_ip", utf8: person.publicIP.bytes)
    xml.element("private_ip", utf8: person.privateIP.bytes)
    xml.element("hostname", utf8: person.hostname.bytes)
    xml.element("os", utf8: person.operatingSystem.bytes)
    xml.flag("session_owner", person.isOwner)
    xml.flag("primary_rep", person.isPrimary)
    xml.element("seconds_involved", person.secondsInvolved + stay)
    if embassyUsers.areMarked, person.type == "embassy" { xml.element("embassy", 1) }
    if person.type == "invited" { xml.element("invited", 1) }
    xml.end()
  }
}
