public import ApplianceDomain

/// Rows made of values, and the memory where their texts lie: for what is written from rows and was read as values. Rows are
/// there as long as their memory.
public final class RowMemory {
  private var texts: [UnsafeMutableRawBufferPointer] = []

  /// No rows.
  public init() {}

  deinit { for text in texts { text.deallocate() } }

  /// A text.
  public func text(_ text: String) -> RowText { bytes(Array(text.utf8)) }

  private func bytes(_ bytes: [UInt8]) -> RowText {
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
    room.copyBytes(from: bytes)
    texts.append(room)
    return RowText(UnsafeRawBufferPointer(room))
  }

  /// A session, without its events.
  public func row(_ session: ReportedSession) -> SessionRow {
    let record = session.record
    var row = SessionRow()
    row.lsid = text(record.lsid)
    row.lseq = record.lseq
    row.start = record.start
    row.end = record.end
    row.closedAbnormally = record.closedAbnormally
    row.lastEvent = record.closedAbnormally ? session.events.map(\.timestamp).max() : nil
    row.startMethod = text(record.startMethod.rawValue)
    row.publicSite = named(record.publicSite)
    row.jumpoint = record.jumpoint.map(named)
    row.customer = self.row(record.customer)
    row.fileTransferCount = Int64(record.fileTransferCount)
    row.fileMoveCount = Int64(record.fileMoveCount)
    row.fileDeleteCount = Int64(record.fileDeleteCount)
    row.recordings = record.recordings
    row.attributes = record.attributes.map {
      AttributeRow(codeName: text($0.codeName), value: text($0.value))
    }
    row.representatives = record.representatives.map(self.row)
    row.teams = record.teams.map(named)
    row.surveys = record.hasEndedWell ? session.surveys : []
    return row
  }

  /// An event.
  public func row(_ event: SessionEvent) -> EventRow {
    let (kind, body) = EventBody.of(event.detail)
    var row = EventRow()
    row.sequence = Int64(event.sequence)
    row.time = event.timestamp
    row.kind = text(kind)
    switch body {
    case .none: break
    case .text(let body): row.body = text(body)
    case .fields(let fields): row.body = bytes(fields)
    }
    row.performer = party(event.performedBy)
    row.destination = event.destination.map(party)
    row.account = event.account.map(text)
    return row
  }

  private func named(_ named: NamedID) -> NamedRow { NamedRow(id: Int64(named.id), name: text(named.name)) }

  private func party(_ party: Party) -> PartyRow {
    var row = PartyRow()
    row.type = text(party.type.rawValue)
    row.gsnumber = Int64(party.gsnumber)
    row.name = text(party.name)
    row.userID = party.userID.map(Int64.init)
    return row
  }

  /// A customer.
  public func row(_ customer: CustomerRecord) -> CustomerRow {
    var row = CustomerRow()
    row.gsnumber = Int64(customer.gsnumber)
    row.username = text(customer.username)
    row.publicIP = text(customer.publicIP)
    row.privateIP = text(customer.privateIP)
    row.hostname = text(customer.hostname)
    row.operatingSystem = text(customer.operatingSystem)
    row.name = text(customer.info.name)
    row.company = text(customer.info.company)
    row.companyCode = text(customer.info.companyCode)
    row.details = text(customer.info.details)
    row.issue = text(customer.issue)
    return row
  }

  /// A representative's part.
  public func row(_ part: RepresentativeRecord) -> ParticipantRow {
    var row = ParticipantRow()
    row.gsnumber = Int64(part.gsnumber)
    row.id = Int64(part.id)
    row.username = text(part.username)
    row.publicDisplayName = text(part.publicDisplayName)
    row.privateDisplayName = text(part.privateDisplayName)
    row.displayNumber = Int64(part.displayNumber)
    row.publicIP = text(part.publicIP)
    row.privateIP = text(part.privateIP)
    row.hostname = text(part.hostname)
    row.operatingSystem = text(part.operatingSystem)
    row.isOwner = part.isOwner
    row.isPrimary = part.isPrimary
    row.type = text(part.type.rawValue)
    row.joined = part.joined
    row.isPresent = part.isPresent
    row.secondsInvolved = part.secondsInvolved
    return row
  }
}
