import ApplianceDomain
import Determinism
import Documents

/// `customer_list` and `rep_list` of a session.
struct PeopleElements: Sendable {
  let embassyUsers: EmbassyUsers

  func write(_ customer: CustomerRecord, to xml: inout XMLWriter) {
    xml.begin("customer_list")
    xml.begin("customer")
    xml.attribute("gsnumber", Int64(customer.gsnumber))
    xml.element("username", customer.username)
    xml.element("public_ip", customer.publicIP)
    xml.element("private_ip", customer.privateIP)
    xml.element("hostname", customer.hostname)
    xml.element("os", customer.operatingSystem)
    xml.element("primary_cust", 1)
    xml.begin("info")
    xml.element("name", customer.info.name)
    xml.element("company", customer.info.company)
    xml.element("company_code", customer.info.companyCode)
    xml.element("issue", customer.issue)
    xml.element("details", customer.info.details)
    xml.end()
    xml.end()
    xml.end()
  }

  /// Writes all of a session's representatives; the stay of those who are there counts up to `end`.
  func write(_ representatives: [RepresentativeRecord], until end: Timestamp, to xml: inout XMLWriter) {
    xml.begin("rep_list")
    for representative in representatives { write(representative, until: end, to: &xml) }
    xml.end()
  }

  private func write(_ person: RepresentativeRecord, until end: Timestamp, to xml: inout XMLWriter) {
    let stay = person.isPresent ? max(0, end.seconds - person.joined.seconds) : 0
    xml.begin("representative")
    xml.attribute("gsnumber", Int64(person.gsnumber))
    xml.attribute("id", Int64(person.id))
    xml.element("username", person.username)
    xml.element("display_name", person.privateDisplayName)
    xml.element("public_display_name", person.publicDisplayName)
    xml.element("private_display_name", person.privateDisplayName)
    xml.element("display_number", Int64(person.displayNumber))
    xml.element("public_ip", person.publicIP)
    xml.element("private_ip", person.privateIP)
    xml.element("hostname", person.hostname)
    xml.element("os", person.operatingSystem)
    xml.flag("session_owner", person.isOwner)
    xml.flag("primary_rep", person.isPrimary)
    xml.element("seconds_involved", person.secondsInvolved + stay)
    if embassyUsers.areMarked, person.type == .embassy { xml.element("embassy", 1) }
    if person.type == .invited { xml.element("invited", 1) }
    xml.end()
  }
}
