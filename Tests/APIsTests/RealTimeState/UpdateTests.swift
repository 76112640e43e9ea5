import APIKit
import APIs
import ApplianceDomain
import Changes
import Documents
import DomainTesting
import Testing

/// What comes over the stream, compared with the model.
@Suite("The stream's updates")
struct UpdateTests {
  private func expectMirror(
    _ client: StreamClient, _ bench: StreamBench, _ tables: Set<TableName>? = nil
  ) throws {
    let mirror = Mirror(try client.updates)
    #expect(mirror.problems == [])
    #expect(mirror.tables == Mirror.expected(bench.appliance.snapshot().model, tables))
    #expect(client.peer.isBinary && client.peer.closed == nil)
  }

  @Test("a full copy is one message for each table, queues before the sessions in them")
  func fullCopy() throws {
    let bench = try StreamBench()
    let client = try bench.subscribe()
    try expectMirror(client, bench)
    let order = try client.updates.compactMap { $0["insert"]?.members?.first?.name }
    #expect(
      order == [
        "queue", "representative", "representative_queue", "support_session", "customer_client",
        "representative_support_session",
      ])
  }

  @Test("a full copy and the updates after it are the model", arguments: [1, 2, 3] as [UInt64])
  func mirror(seed: UInt64) throws {
    let bench = try StreamBench()
    var bustle = Bustle(seed: seed)
    var clients: [StreamClient] = []
    for _ in 0..<5 {
      clients.append(try bench.subscribe())
      bustle.act(on: bench.appliance, times: 30)
      clients.first?.loop.run()
    }
    for client in clients {
      client.loop.run()
      try expectMirror(client, bench)
    }
  }

  @Test("only the tables that were asked for come")
  func someTables() throws {
    let bench = try StreamBench()
    let client = try bench.subscribe(to: #"["queue","support_session","queue"]"#)
    var bustle = Bustle(seed: 4)
    bustle.act(on: bench.appliance, times: 100)
    client.loop.run()
    try expectMirror(client, bench, [.queue, .supportSession])
  }

  @Test("clients that come while others act on other threads miss nothing")
  func concurrency() async throws {
    let bench = try StreamBench()
    let isDone = Flag()
    await withTaskGroup { group in
      for seed in 1...3 as ClosedRange<UInt64> {
        group.addTask {
          let clients = try? (0..<8).map { _ in
            let client = try bench.subscribe(
              to: seed == 1 ? "[\"support_session\"]" : "\"all\"", on: TestLoop(Int(seed)))
            client.loop.run()
            return client
          }
          while !isDone.isRaised {
            clients?.forEach { $0.loop.run() }
            await Task.yield()
          }
          clients?.forEach { $0.loop.run() }
          let tables: Set<TableName>? = seed == 1 ? [.supportSession] : nil
          #expect(throws: Never.self) {
            for client in try #require(clients) { try expectMirror(client, bench, tables) }
          }
        }
      }
      group.addTask {
        var bustle = Bustle(seed: 5)
        bustle.act(on: bench.appliance, times: 300)
        isDone.raise()
      }
    }
  }

  @Test("an update carries the changed fields alone, booleans as numbers")
  func changedFields() throws {
    let bench = try StreamBench()
    let client = try bench.subscribe(to: "[\"representative\"]")
    let count = client.lines.count
    _ = try bench.appliance.perform(.setRoutingEnabled(representative: 2, false))
    client.loop.run()
    let updates = client.lines.dropFirst(count)
    let fields = try updates.flatMap { line in
      try JSONValue(parsing: line.utf8)["update"]?["representative"]?.members?.first?.value.members ?? []
    }
    #expect(fields.contains { $0.name == "routing_enabled" && $0.value == .number("0") })
    #expect(fields.allSatisfy { $0.name.hasPrefix("routing_") })
  }

  @Test("a change of a field that is only in the archives sends nothing")
  func archiveField() throws {
    let bench = try StreamBench()
    let client = try bench.subscribe()
    let count = client.lines.count
    _ = try bench.appliance.perform(.customerLeaves(lsid: TestOrganization.ownedLSID))
    client.loop.run()
    let text = client.lines.dropFirst(count).joined()
    #expect(!text.contains("connected") && !text.contains("{}"))
    try expectMirror(client, bench)
  }

  @Test("text that JSON must escape arrives as it was")
  func escaping() throws {
    let bench = try StreamBench()
    let client = try bench.subscribe()
    let name = "Zoë \"Z\"\n\u{1}\\"
    _ = try bench.appliance.perform(
      .startSession(
        SessionRequest(method: .queue(.team(1), as: .sessionKey), customer: CustomerInfo(name: name))))
    client.loop.run()
    let sessions = Mirror(try client.updates).tables["support_session"]
    #expect(sessions?.values.contains { $0["customer_name"] == .string(name) } == true)
  }

  @Test("a reset truncates the model once, and the new one follows")
  func reset() throws {
    let bench = try StreamBench()
    let client = try bench.subscribe()
    var memory = Memory(organization: TestOrganization.organization, settings: Settings())
    memory.lifetime = 2
    let domain = ApplianceDomain(memory: memory, capabilities: TestOrganization.capabilities, seed: 2)
    bench.appliance.reset(to: memory, domain: domain, clockStart: TestOrganization.start, rate: 1)
    client.loop.run()
    #expect(Mirror(try client.updates).truncations == 1)
    #expect(client.lines.contains(#"{"type":"truncate_model"}"#))
    try expectMirror(client, bench)
  }
}
