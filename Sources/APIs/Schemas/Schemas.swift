public import APIKit
import ApplianceDomain
import HTTPMessages
import HTTPTypes

/// The schemas of the XML answers: `/api/command.xsd` (guide: "Remote Support Command API") and `/api/reporting.xsd`
/// (guide: "Reporting API").
///
/// They are written from the guides and hold nothing that stands for anything: what is misspelt, missing or in another
/// place is refused. They need no account, for they tell nothing of this appliance. The answer of a failed login with
/// user name and password is in no namespace, and so in no schema.
public struct Schemas: Sendable {
  /// The schema of the Command API.
  public let command: [UInt8]
  /// The schema of the Reporting API.
  public let reporting: [UInt8]

  /// The schemas of an edition.
  public init(_ edition: Edition) {
    let embassies = EmbassySchema(edition)
    let permissions = Permission.allCases.filter(edition.listedPermissions.contains).map(\.rawValue)
    let names = (permissions + ["perm_command"]).sorted()
    command = SchemaText.assembled(
      "command",
      [
        "namespace": edition.namespaces.command, "version": edition.version.rawValue,
        "embassy": embassies.team, "embassy_type": embassies.type, "embassy_queue": embassies.queue,
        "team_constraints": embassies.teamConstraints, "authority_pattern": SchemaPatterns.authority,
        "general_key": GeneralKeySchema(edition).occurrence,
        "virtual_customer": VirtualCustomerSchema(edition).element,
        "first": PrimaryWord.of(edition.version), "permission_count": "\(names.count)",
        "permissions": names.map { "      <xs:enumeration value=\"\($0)\"/>" }.joined(separator: "\n"),
      ].merging(SchemaPatterns.shared) { own, _ in own })
    reporting = SchemaText.assembled(
      "reporting",
      [
        "namespace": edition.namespaces.reporting, "embassy": embassies.user,
        "summary_constraint": embassies.summaryConstraint,
        "activity_constraint": embassies.activityConstraint,
        "address_and_port_patterns": SchemaPatterns.addressesAndPorts,
        "event_archive_time": "\(EventArchiveTimes(edition).beginning)",
      ].merging(SchemaPatterns.shared) { own, _ in own })
  }
}

/// Where the schemas are.
public struct SchemaAPI: Sendable {
  private let context: APIContext
  private let schemas: Schemas

  /// The schemas of the context's edition.
  public init(context: APIContext) {
    self.context = context
    schemas = Schemas(context.edition)
  }

  /// What answers.
  public var endpoints: [Endpoint] {
    [("/api/command.xsd", schemas.command), ("/api/reporting.xsd", schemas.reporting)].map { path, schema in
      Endpoint(path, [.get]) { [context] request in
        Answers.answer(.xml, .bytes(schema), to: request, in: context)
      }
    }
  }
}
