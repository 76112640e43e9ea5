import ApplianceDomain

// Differences: stream-queue-type, stream-representative-type, stream-start-method

/// What of the state model goes over the stream: fewer tables and fewer fields than the archives hold
/// (guides: "System State Model of the Real-Time API").
struct StreamProjection: Sendable {
  /// The fields of one table that go over the stream.
  struct Fields: Sendable {
    /// The fields' indices in their row, with their names.
    let all: [(index: Int, name: String)]
    /// The same fields as a set.
    let mask: FieldMask

    /// No fields: the table is not on the stream.
    static let none = Fields(all: [], mask: FieldMask())

    private init(all: [(index: Int, name: String)], mask: FieldMask) {
      self.all = all
      self.mask = mask
    }

    /// All fields of a row but some.
    init<R: Row>(_: R.Type, except hidden: [String] = []) {
      precondition(hidden.allSatisfy(R.fieldNames.contains), "A hidden field is one of the table's")
      let all = R.fieldNames.enumerated().filter { !hidden.contains($0.element) }
        .map { (index: $0.offset, name: $0.element) }
      self.init(all: all, mask: FieldMask(all.map(\.index)))
    }
  }

  private let fields: [Fields]

  /// The tables that can be subscribed to.
  let tables: TableSet

  private init(_ fields: [TableName: Fields]) {
    self.fields = TableName.allCases.map { fields[$0] ?? .none }
    tables = TableSet(fields.keys)
  }

  /// The fields of a table.
  subscript(table: TableName) -> Fields { fields[table.position] }

  /// The three guides print the same tables and fields. What differs is values alone (embassies, Jump Clients), and
  /// those the domain does not make where the version does not know them.
  static func of(_ version: APIVersion) -> StreamProjection {
    switch version {
    case .v1_15_1, .v1_16_0, .v1_21_1: documented
    }
  }

  private static let documented = StreamProjection([
    .queue: Fields(QueueRow.self, except: ["representative_id"]),
    .representative: Fields(
      RepresentativeRow.self,
      except: [
        "connected", "console_in_focus", "hostname", "operating_system", "private_ip", "public_ip",
        "selected_support_session_id",
      ]),
    .representativeQueue: Fields(RepresentativeQueueRow.self),
    .supportSession: Fields(SupportSessionRow.self),
    .supportSessionAttribute: Fields(SupportSessionAttributeRow.self),
    .supportSessionSkill: Fields(SupportSessionSkillRow.self),
    .customerClient: Fields(CustomerClientRow.self, except: ["connected", "private_ip", "public_ip"]),
    .representativeSupportSession: Fields(
      RepresentativeSupportSessionRow.self, except: ["selected_support_session_service_tool"]),
    .presentationSession: Fields(PresentationSessionRow.self),
    .attendee: Fields(AttendeeRow.self),
    .presenter: Fields(PresenterRow.self),
  ])
}
