public import Determinism

/// An active support session.
///
/// Guide: "JSON Tables and Fields for model_insert and model_update".
public struct SupportSessionRow: Row, Equatable {
  /// When the row was created.
  public var createdTimestamp: Timestamp
  /// The customer's company.
  public var customerCompany: String
  /// The customer's company code.
  public var customerCompanyCode: String
  /// The customer's description of the issue.
  public var customerDescription: String
  /// The customer's name.
  public var customerName: String
  /// When the session is expected to be accepted or transferred.
  public var estimatedPickupTimestamp: Timestamp?
  /// The code name of the selected issue.
  public var issueCodeName: String
  /// The description of the selected issue.
  public var issueDescription: String
  /// The logging session ID.
  public var lsid: String
  /// The last team queue that owned the session.
  public var primaryTeamQueueID: RowID?
  /// 1 (high), 2 (medium) or 3 (low).
  public var priority: Int
  /// The ID of the public site.
  public var publicSiteID: Int
  /// The name of the public site.
  public var publicSiteName: String
  /// When the session entered its current queue.
  public var queueEntryTimestamp: Timestamp
  /// The queue in which the session is.
  public var queueID: RowID
  /// How the session was started.
  public var startMethod: StartMethod

  /// A row with all its fields.
  public init(
    createdTimestamp: Timestamp, customerCompany: String, customerCompanyCode: String,
    customerDescription: String, customerName: String, estimatedPickupTimestamp: Timestamp?,
    issueCodeName: String, issueDescription: String, lsid: String, primaryTeamQueueID: RowID?, priority: Int,
    publicSiteID: Int, publicSiteName: String, queueEntryTimestamp: Timestamp, queueID: RowID,
    startMethod: StartMethod
  ) {
    self.createdTimestamp = createdTimestamp
    self.customerCompany = customerCompany
    self.customerCompanyCode = customerCompanyCode
    self.customerDescription = customerDescription
    self.customerName = customerName
    self.estimatedPickupTimestamp = estimatedPickupTimestamp
    self.issueCodeName = issueCodeName
    self.issueDescription = issueDescription
    self.lsid = lsid
    self.primaryTeamQueueID = primaryTeamQueueID
    self.priority = priority
    self.publicSiteID = publicSiteID
    self.publicSiteName = publicSiteName
    self.queueEntryTimestamp = queueEntryTimestamp
    self.queueID = queueID
    self.startMethod = startMethod
  }

  /// The table of these rows.
  public static let table = TableName.supportSession
  /// The documented names of the fields.
  public static let fieldNames = [
    "created_timestamp", "customer_company", "customer_company_code", "customer_description", "customer_name",
    "estimated_pickup_timestamp", "issue_code_name", "issue_description", "lsid", "primary_team_queue_id",
    "priority", "public_site_id", "public_site_name", "queue_entry_timestamp", "queue_id", "start_method",
  ]

  /// The value of the field at an index of ``fieldNames``.
  public func value(at index: Int) -> FieldValue {
    switch index {
    case 0: .integer(createdTimestamp.seconds)
    case 1: .text(customerCompany)
    case 2: .text(customerCompanyCode)
    case 3: .text(customerDescription)
    case 4: .text(customerName)
    case 5: estimatedPickupTimestamp.map { .integer($0.seconds) } ?? .none
    case 6: .text(issueCodeName)
    case 7: .text(issueDescription)
    case 8: .text(lsid)
    case 9: primaryTeamQueueID.map { .key($0) } ?? .none
    case 10: .integer(Int64(priority))
    case 11: .integer(Int64(publicSiteID))
    case 12: .text(publicSiteName)
    case 13: .integer(queueEntryTimestamp.seconds)
    case 14: .key(queueID)
    default: .text(startMethod.rawValue)
    }
  }

  /// The row as a row of any table.
  public var wrapped: TableRow { .supportSession(self) }

  /// Gives access to the table of these rows in a model.
  public static func withTable<T>(_ model: inout StateModel, _ body: (inout Table<SupportSessionRow>) -> T)
    -> T
  {
    body(&model.supportSession)
  }
}
