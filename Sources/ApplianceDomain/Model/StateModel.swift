/// All tables of the state model. A value: a copy costs a few references, and later changes pay only for the pages
/// that they touch.
public struct StateModel: Sendable {
  /// The table `queue`.
  public internal(set) var queue = Table<QueueRow>()
  /// The table `representative`.
  public internal(set) var representative = Table<RepresentativeRow>()
  /// The table `representative_queue`.
  public internal(set) var representativeQueue = Table<RepresentativeQueueRow>()
  /// The table `support_session`.
  public internal(set) var supportSession = Table<SupportSessionRow>()
  /// The table `support_session_attribute`.
  public internal(set) var supportSessionAttribute = Table<SupportSessionAttributeRow>()
  /// The table `support_session_skill`.
  public internal(set) var supportSessionSkill = Table<SupportSessionSkillRow>()
  /// The table `customer_client`.
  public internal(set) var customerClient = Table<CustomerClientRow>()
  /// The table `representative_support_session`.
  public internal(set) var representativeSupportSession = Table<RepresentativeSupportSessionRow>()
  /// The table `representative_support_session_tool`.
  public internal(set) var representativeSupportSessionTool = Table<RepresentativeSupportSessionToolRow>()
  /// The table `presentation_session`.
  public internal(set) var presentationSession = Table<PresentationSessionRow>()
  /// The table `attendee`.
  public internal(set) var attendee = Table<AttendeeRow>()
  /// The table `presenter`.
  public internal(set) var presenter = Table<PresenterRow>()

  /// An empty model.
  public init() {}

  /// Calls `body` with every row of one table, in the order of their ids.
  public func forEachRow(of table: TableName, _ body: (RowID, TableRow) -> Void) {
    switch table {
    case .queue: queue.forEach { body($0, .queue($1)) }
    case .representative: representative.forEach { body($0, .representative($1)) }
    case .representativeQueue: representativeQueue.forEach { body($0, .representativeQueue($1)) }
    case .supportSession: supportSession.forEach { body($0, .supportSession($1)) }
    case .supportSessionAttribute: supportSessionAttribute.forEach { body($0, .supportSessionAttribute($1)) }
    case .supportSessionSkill: supportSessionSkill.forEach { body($0, .supportSessionSkill($1)) }
    case .customerClient: customerClient.forEach { body($0, .customerClient($1)) }
    case .representativeSupportSession:
      representativeSupportSession.forEach { body($0, .representativeSupportSession($1)) }
    case .representativeSupportSessionTool:
      representativeSupportSessionTool.forEach { body($0, .representativeSupportSessionTool($1)) }
    case .presentationSession: presentationSession.forEach { body($0, .presentationSession($1)) }
    case .attendee: attendee.forEach { body($0, .attendee($1)) }
    case .presenter: presenter.forEach { body($0, .presenter($1)) }
    }
  }

  /// How many rows a table has.
  public func rowCount(of table: TableName) -> Int {
    switch table {
    case .queue: queue.count
    case .representative: representative.count
    case .representativeQueue: representativeQueue.count
    case .supportSession: supportSession.count
    case .supportSessionAttribute: supportSessionAttribute.count
    case .supportSessionSkill: supportSessionSkill.count
    case .customerClient: customerClient.count
    case .representativeSupportSession: representativeSupportSession.count
    case .representativeSupportSessionTool: representativeSupportSessionTool.count
    case .presentationSession: presentationSession.count
    case .attendee: attendee.count
    case .presenter: presenter.count
    }
  }
}
