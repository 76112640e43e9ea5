import APIKit
import ApplianceDomain

// Differences: report-member-embassies

/// The data value `embassies` of Conference Member Added events: the 18.1 guide lists it for representatives, the 21.3
/// guide does not ("Download Reports with SupportSession", `<data>`).
///
/// `Undocumented:` its form is that of `support_teams`. It names the embassies of the present organization, because
/// the latest form of the event, which is what is kept, does not know them.
struct EmbassiesOfMembers: Sendable {
  private let embassies: [SupportTeam]?

  init(_ edition: Edition, _ organization: Organization) {
    embassies = edition.capabilities.embassies ? organization.embassies : nil
  }

  /// Whether the version has such a value.
  var areShown: Bool { embassies != nil }

  /// The names of a representative's embassies; nil where the version has no such value.
  func names(of representative: Int) -> [String]? {
    embassies?.filter { $0.members.contains { $0.representative == representative } }.map(\.name)
  }
}
