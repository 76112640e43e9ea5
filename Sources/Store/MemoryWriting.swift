import ApplianceDomain
import Determinism
import GRDB

/// Writes what an appliance remembers besides its sessions. What is written again keeps its place in the order.
extension Statements {
  /// Forgets everything, and writes down a memory in its place. The seed that was given at the beginning stays.
  func replaceEverything(with memory: Memory) throws {
    let seed = try Int64.fetchOne(database, sql: "SELECT seed FROM appliance") ?? 0
    for table in Schema.tables { try run("DELETE FROM \(table)") }
    try write(memory, seed: UInt64(bitPattern: seed))
  }

  /// Writes a memory into an empty database.
  func write(_ memory: Memory, seed: UInt64) throws {
    try run(
      "INSERT INTO appliance (id, lifetime, seed, settings, organization, failover) VALUES (1, ?, ?, ?, ?, ?)",
      [
        Int64(bitPattern: memory.lifetime), Int64(bitPattern: seed), try Stored.encode(memory.settings),
        try Stored.encode(memory.organization), try memory.failover.map { try Stored.encode($0) },
      ])
    try run("INSERT INTO progress (id, last_lseq) VALUES (1, ?)", [memory.lastLseq])
    for account in memory.accounts { try write(account) }
    for token in memory.tokens { try write(token) }
    for key in memory.sessionKeys { try write(key) }
    for item in memory.jumpItems { try write(item) }
    for pin in memory.pinnedSessions { try write(pin) }
  }

  func write(_ account: APIAccount) throws {
    try run(
      "INSERT INTO account (client_id, body) VALUES (?, ?) ON CONFLICT (client_id) DO UPDATE SET body = excluded.body",
      [account.clientID, try Stored.encode(account)])
  }

  func write(_ item: JumpItem) throws {
    try run(
      "INSERT INTO jump_item (ordinal, body) VALUES (?, ?) ON CONFLICT (ordinal) DO UPDATE SET body = excluded.body",
      [item.id, try Stored.encode(item)])
  }

  func write(_ token: AccessToken) throws {
    try run(
      "INSERT INTO token (digest, client_id, issued, expires, hint) VALUES (?, ?, ?, ?, ?) "
        + "ON CONFLICT (digest) DO UPDATE SET client_id = excluded.client_id, issued = excluded.issued, "
        + "expires = excluded.expires, hint = excluded.hint",
      [
        Stored.blob(token.digest.bytes), token.clientID, token.issued.milliseconds,
        token.expires.milliseconds,
        token.hint,
      ])
  }
}
