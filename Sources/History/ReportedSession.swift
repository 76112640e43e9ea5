public import ApplianceDomain
import Determinism
import Locking

/// A session of the history, as values that can be kept.
public struct ReportedSession: Sendable, Equatable {
  /// The session.
  public var record: SessionRecord
  /// Its events in the order of their time; empty where they were not asked for. Kinds that a newer release wrote are left out.
  public var events: [SessionEvent]
  /// The exit surveys that were submitted; empty where the events were not asked for, and where it has not ended well.
  public var surveys: [SurveyRecord]

  /// A session of the history.
  public init(record: SessionRecord, events: [SessionEvent], surveys: [SurveyRecord] = []) {
    self.record = record
    self.events = events
    self.surveys = surveys
  }
}

extension HistoryReading {
  /// The sessions that a query asks for, as values, for whoever does more with them than to write them down.
  public func sessions(_ query: SessionQuery, withEvents: Bool, upTo number: UInt64) throws -> SessionCursor {
    SessionCursor(try rows(query, withEvents: withEvents, upTo: number))
  }
}

/// Sessions, one at a time, in constant memory.
public final class SessionCursor: Sendable {
  /// How many sessions are in memory at once.
  private static let pageSize = 32

  private struct State {
    var page: ArraySlice<ReportedSession> = []
    var hasMore = true
  }

  private let rows: any SessionRows
  private let state = Lock(State())

  init(_ rows: any SessionRows) { self.rows = rows }

  /// The next session; nil at the end.
  public func next() throws -> ReportedSession? {
    let result: Result<ReportedSession?, any Error> = state.withLock { state in
      Result {
        if state.page.isEmpty, state.hasMore {
          var keeper = SessionKeeper(room: Self.pageSize)
          state.hasMore = try rows.show(&keeper)
          state.page = keeper.sessions[...]
        }
        return state.page.popFirst()
      }
    }
    return try result.get()
  }
}

/// Makes values of what it is shown.
public struct SessionKeeper: SessionVisitor {
  /// The sessions so far.
  public private(set) var sessions: [ReportedSession] = []
  private let room: Int

  /// Keeps so many sessions.
  public init(room: Int) { self.room = room }

  /// Keeps a session.
  public mutating func begin(_ session: borrowing SessionRow) throws {
    sessions.append(
      ReportedSession(record: try SessionRecord(session), events: [], surveys: session.surveys))
  }

  /// Keeps an event of the last session.
  public mutating func event(_ event: borrowing EventRow) throws {
    let place = sessions.count - 1
    guard let event = try SessionEvent(event, of: sessions[place].record.lsid) else { return }
    sessions[place].events.append(event)
  }

  /// Forgets the events of the last session.
  public mutating func beginEventsAgain() { sessions[sessions.count - 1].events.removeAll() }

  /// Whether there is room for another session.
  public mutating func end() -> Bool { sessions.count < room }
}

extension SessionRecord {
  fileprivate init(_ row: borrowing SessionRow) throws {
    let customer = row.customer
    self.init(
      lsid: row.lsid.string, lseq: row.lseq, start: row.start, end: row.end,
      closedAbnormally: row.closedAbnormally,
      startMethod: try word(row.startMethod), publicSite: NamedID(row.publicSite),
      jumpoint: row.jumpoint.map { NamedID($0) },
      attributes: row.attributes.map { AttributeValue(codeName: $0.codeName.string, value: $0.value.string) },
      customer: CustomerRecord(
        gsnumber: Int(customer.gsnumber), username: customer.username.string,
        publicIP: customer.publicIP.string,
        privateIP: customer.privateIP.string, hostname: customer.hostname.string,
        operatingSystem: customer.operatingSystem.string,
        info: CustomerInfo(
          name: customer.name.string, company: customer.company.string,
          companyCode: customer.companyCode.string, details: customer.details.string),
        issue: customer.issue.string),
      representatives: try row.representatives.map { try RepresentativeRecord($0) },
      teams: row.teams.map { NamedID($0) }, fileTransferCount: Int(row.fileTransferCount),
      fileMoveCount: Int(row.fileMoveCount), fileDeleteCount: Int(row.fileDeleteCount),
      recordings: row.recordings)
  }
}

extension RepresentativeRecord {
  /// The value of a row; throws where it has words that this release does not know.
  public init(_ row: ParticipantRow) throws {
    self.init(
      gsnumber: Int(row.gsnumber), id: Int(row.id), username: row.username.string,
      publicDisplayName: row.publicDisplayName.string, privateDisplayName: row.privateDisplayName.string,
      displayNumber: Int(row.displayNumber), publicIP: row.publicIP.string, privateIP: row.privateIP.string,
      hostname: row.hostname.string, operatingSystem: row.operatingSystem.string, isOwner: row.isOwner,
      isPrimary: row.isPrimary, type: try word(row.type), joined: row.joined, isPresent: row.isPresent,
      secondsInvolved: row.secondsInvolved)
  }
}

extension SessionEvent {
  /// The value of a row; nil where this release does not know the kind.
  public init?(_ row: borrowing EventRow, of lsid: String) throws {
    guard let detail = try EventBody.detail(kind: row.kind, body: row.body) else { return nil }
    self.init(
      lsid: lsid, sequence: Int(row.sequence), timestamp: row.time, detail: detail,
      performedBy: try Party(row.performer), destination: try row.destination.map { try Party($0) },
      account: row.account?.string)
  }
}

extension Party {
  fileprivate init(_ row: PartyRow) throws {
    self.init(
      type: try word(row.type), gsnumber: Int(row.gsnumber), name: row.name.string,
      userID: row.userID.map { Int($0) })
  }
}

extension NamedID {
  fileprivate init(_ row: NamedRow) { self.init(id: Int(row.id), name: row.name.string) }
}

/// A word of the record that this release does not know.
struct UnknownWord: RecordDamage, CustomStringConvertible {
  let word: String
  let type: String
  var description: String { "\"\(word)\" is no \(type)" }
}

/// The case that a word stands for.
private func word<T: RawRepresentable>(_ text: RowText) throws -> T where T.RawValue == String {
  guard let value = T(rawValue: text.string) else { throw UnknownWord(word: text.string, type: "\(T.self)") }
  return value
}
