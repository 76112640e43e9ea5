public import ApplianceDomain
public import Determinism
import GRDB
import History

/// What an appliance remembers, between its lives.
extension Store {
  /// Writes down what a fresh appliance starts with; the directory is empty.
  ///
  /// - Parameters:
  ///   - seed: the seed that the directory was begun with, to be read back as ``recordedSeed()``.
  ///   - past: where a simulated past is written first, the time at which that begins.
  public func initialise(_ memory: Memory, seed: UInt64, past: Timestamp? = nil) throws(StoreError) {
    try write("Writing the first memory") { statements in
      try statements.write(memory, seed: seed)
      guard let past else { return }
      try statements.run("INSERT INTO past (id, began, is_complete) VALUES (1, ?, 0)", [past.milliseconds])
    }
    _ = life.begin()
  }

  /// Notes that the simulated past is whole, once everything up to a batch is written.
  ///
  /// - Throws: ``StoreError``; ``StoreError/notWritten`` where the disk failed before `number`.
  public func finishPast(upTo number: UInt64) throws(StoreError) {
    try queue.waitUntilArchived(number)
    try write("Finishing the past") { try $0.run("UPDATE past SET is_complete = 1") }
  }

  /// Whether the record is the beginning of a simulated past whose making ended too early, and nothing else yet.
  public func hasUnfinishedPast() throws(StoreError) -> Bool {
    try read("Looking for a past") { database in
      let sql = "SELECT is_complete = 0 AND lifetime = 1 FROM past JOIN appliance ON past.id = appliance.id"
      return try Bool.fetchOne(database, sql: sql) ?? false
    }
  }

  /// What the appliance remembers from before; nil in an empty directory.
  ///
  /// The first call begins a life of the appliance: it counts it, closes what was running when the last one ended, and
  /// forgets expired tokens. Further calls only read.
  public func readMemory() throws(StoreError) -> Memory? {
    let begins = life.begin()
    do throws(StoreError) {
      let memory = try write("Reading the memory") { statements throws -> Memory? in
        guard let appliance = try ApplianceColumns(reading: statements.database) else { return nil }
        if begins { try statements.beginLife(appliance) }
        return try Self.memory(statements.database)
      }
      if begins, memory == nil { life.undoBegin() }
      return memory
    } catch {
      if begins { life.undoBegin() }
      throw error
    }
  }

  /// The appliance's time at the last change that was written; nil where there was none.
  public func lastTime() throws(StoreError) -> Timestamp? {
    try read("Reading the last time") { try ApplianceColumns(reading: $0)?.lastTime }
  }

  /// The seed that the directory was begun with; nil in an empty directory.
  public func recordedSeed() throws(StoreError) -> UInt64? {
    try read("Reading the seed") { try ApplianceColumns(reading: $0)?.seed }
  }

  /// What the record of a database says; nil where there is no appliance.
  static func memory(_ database: Database) throws -> Memory? {
    guard let appliance = try ApplianceColumns(reading: database) else { return nil }
    return Memory(
      lifetime: appliance.lifetime, organization: appliance.organization,
      accounts: try bodies(APIAccount.self, "account", database), tokens: try tokens(database),
      sessionKeys: try SessionKey.all(in: database), settings: appliance.settings,
      lastLseq: appliance.lastLseq,
      startupSessions: try startupSessions(appliance.organization.startup, database),
      jumpItems: try bodies(JumpItem.self, "jump_item", database),
      pinnedSessions: try bodies(PinnedSession.self, "pinned_session", database),
      failover: appliance.failover,
      isFirstLife: try isFirstLife(appliance.lifetime, database),
      lostLogins: try TeamLoginColumns.open(database), lastTime: appliance.lastTime)
  }

  /// The simulated past was a lifetime of its own.
  private static func isFirstLife(_ lifetime: UInt64, _ database: Database) throws -> Bool {
    let pasts = try UInt64.fetchOne(database, sql: "SELECT count(*) FROM past") ?? 0
    return lifetime == 1 + pasts
  }

  private static func bodies<T: Decodable>(_ type: T.Type, _ table: String, _ database: Database) throws
    -> [T]
  {
    let texts = try String.fetchAll(database, sql: "SELECT body FROM \(table) ORDER BY ordinal")
    return try texts.map { try Stored.decode(type, $0) }
  }

  private static func tokens(_ database: Database) throws -> [AccessToken] {
    let rows = try GRDB.Row.fetchCursor(
      database, sql: "SELECT digest, client_id, issued, expires, hint FROM token ORDER BY ordinal")
    var tokens: [AccessToken] = []
    while let row = try rows.next() {
      let digest = Stored.bytes(row[0])
      guard digest.count == 32 else { continue }
      tokens.append(
        AccessToken(
          digest: TokenDigest(digest), clientID: row[1], issued: Timestamp(milliseconds: row[2]),
          expires: Timestamp(milliseconds: row[3]), hint: row[4]))
    }
    return tokens
  }

  private static func startupSessions(_ startup: Startup, _ database: Database) throws
    -> [StartupMemory]
  {
    var reader = try SessionRowReader(database, withEvents: false)
    return try startup.activeSessions.compactMap { seed in
      let id = try Int64.fetchOne(
        database, sql: "SELECT id FROM session WHERE lsid = ?", arguments: [seed.lsid])
      guard let id else { return nil }
      let session = try RawStatement(SessionPages.namedSQL(SessionRowReader.columns), database)
      session.bind(1, id)
      defer { session.reset() }
      var keeper = SessionKeeper(room: 1)
      guard try session.step() else { return nil }
      _ = try reader.show(session, &keeper)
      let count = try Int.fetchOne(
        database, sql: "SELECT coalesce(max(sequence) + 1, 0) FROM event WHERE session = ?", arguments: [id])
      let isSurveyed = try Bool.fetchOne(
        database, sql: "SELECT EXISTS (SELECT 1 FROM survey WHERE session = ? AND kind = ?)",
        arguments: [id, SurveyKind.customer.rawValue])
      return keeper.sessions.first.map {
        StartupMemory(record: $0.record, eventCount: count ?? 0, isSurveyed: isSurveyed ?? false)
      }
    }
  }
}

extension Statements {
  /// Counts a new life, and settles what the end of the last one left open.
  ///
  /// Who was in a session then is taken to have stayed as long as the session is known to have gone on: until its last
  /// event. Where it is active again, and in teams, the appliance tells how they departed.
  fileprivate func beginLife(_ appliance: ApplianceColumns) throws {
    try run("UPDATE appliance SET lifetime = lifetime + 1")
    try deleteRemovedSessionKeys()
    let last = appliance.lastTime?.milliseconds ?? .min
    try run("DELETE FROM token WHERE expires <= ?", [last])
    let resumed = try Stored.encode(appliance.organization.startup.activeSessions.map(\.lsid))
    try run(
      """
      UPDATE session_representative AS part SET is_present = 0,
        seconds_involved = seconds_involved + max(
          0, (SELECT max(time) FROM event WHERE session = part.session) / 1000 - joined / 1000)
      WHERE is_present = 1 AND session NOT IN (
        SELECT id FROM session WHERE lsid IN (SELECT value FROM json_each(?)))
      """, [resumed])
    try run(
      """
      UPDATE session SET ended = NULL, closed_abnormally = 0
      WHERE lsid IN (SELECT value FROM json_each(?))
      """, [resumed])
    try run(
      """
      UPDATE session SET closed_abnormally = 1 WHERE ended IS NULL AND closed_abnormally = 0
        AND lsid NOT IN (SELECT value FROM json_each(?))
      """, [resumed])
    try settleSurveys(resumed: resumed)
    try settlePresentations()
  }
}

/// The one row of `appliance`.
struct ApplianceColumns {
  var lifetime: UInt64
  var seed: UInt64
  var lastTime: Timestamp?
  var lastLseq: Int64
  var settings: Settings
  var organization: Organization
  var failover: FailoverStatus?

  /// Nil in an empty database.
  init?(reading database: Database) throws {
    let row = try GRDB.Row.fetchOne(
      database,
      sql: """
        SELECT lifetime, seed, last_time, last_lseq, settings, organization, failover
        FROM appliance JOIN progress ON progress.id = appliance.id
        """)
    guard let row else { return nil }
    lifetime = UInt64(bitPattern: row[0] as Int64)
    seed = UInt64(bitPattern: row[1] as Int64)
    lastTime = (row[2] as Int64?).map { Timestamp(milliseconds: $0) }
    lastLseq = row[3]
    settings = try Stored.decode(Settings.self, row[4])
    organization = try Stored.decode(Organization.self, row[5])
    failover = try (row[6] as String?).map { try Stored.decode(FailoverStatus.self, $0) }
  }
}
