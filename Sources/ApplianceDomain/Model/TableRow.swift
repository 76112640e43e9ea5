/// A row of any table.
public enum TableRow: Sendable, Equatable {
  /// A row of `queue`.
  case queue(QueueRow)
  /// A row of `representative`.
  case representative(RepresentativeRow)
  /// A row of `representative_queue`.
  case representativeQueue(RepresentativeQueueRow)
  /// A row of `support_session`.
  case supportSession(SupportSessionRow)
  /// A row of `support_session_attribute`.
  case supportSessionAttribute(SupportSessionAttributeRow)
  /// A row of `support_session_skill`.
  case supportSessionSkill(SupportSessionSkillRow)
  /// A row of `customer_client`.
  case customerClient(CustomerClientRow)
  /// A row of `representative_support_session`.
  case representativeSupportSession(RepresentativeSupportSessionRow)
  /// A row of `representative_support_session_tool`.
  case representativeSupportSessionTool(RepresentativeSupportSessionToolRow)
  /// A row of `presentation_session`.
  case presentationSession(PresentationSessionRow)
  /// A row of `attendee`.
  case attendee(AttendeeRow)
  /// A row of `presenter`.
  case presenter(PresenterRow)

  /// The row without its wrapping.
  public var row: any Row {
    switch self {
    case .queue(let row): row
    case .representative(let row): row
    case .representativeQueue(let row): row
    case .supportSession(let row): row
    case .supportSessionAttribute(let row): row
    case .supportSessionSkill(let row): row
    case .customerClient(let row): row
    case .representativeSupportSession(let row): row
    case .representativeSupportSessionTool(let row): row
    case .presentationSession(let row): row
    case .attendee(let row): row
    case .presenter(let row): row
    }
  }
}
