import APIKit
import APIs
import ApplianceDomain
import Changes
import DomainTesting
import HTTPMessages
import Testing

/// permessage-deflate on the stream (RFC 7692): the same lines in fewer bytes, compressed once for all.
@Suite("The stream's compression")
struct CompressionTests {
  private func agreed(_ bits: Int) -> PerMessageDeflate {
    PerMessageDeflate(serverNoContextTakeover: true, clientNoContextTakeover: true, serverMaxWindowBits: bits)
  }

  private func bytes(_ client: StreamClient) -> Int { client.peer.buffers.reduce(0) { $0 + $1.count } }

  @Test("the server takes no context over, whatever the client offers")
  func policy() throws {
    let policy = try #require(try StreamBench().upgrade(offering: []).compression)
    #expect(policy.serverNoContextTakeover && policy.clientNoContextTakeover)
  }

  @Test("clients with any window, or none, get the same lines, those with one in fewer bytes")
  func sameLines() throws {
    let bench = try StreamBench()
    let loop = TestLoop()
    let plain = try bench.subscribe(on: loop)
    let others = try [9, 10, 12].map { try bench.subscribe(on: loop, compression: agreed($0)) }
    var bustle = Bustle(seed: 3)
    for _ in 0..<20 {
      bustle.act(on: bench.appliance, times: 10)
      loop.run()
    }
    let lines = plain.lines
    #expect(lines.count > 100)
    for other in others {
      #expect(other.peer.isBinary && other.lines == lines)
      #expect(bytes(other) * 4 < bytes(plain) * 3)
    }
  }

  @Test("a long line leaves in compressed pieces, and a full copy in several messages")
  func pieces() throws {
    var limits = StreamLimits()
    limits.pieceBytes = 100
    limits.modelUpdateBytes = 300
    let bench = try StreamBench(limits: limits)
    let plain = try bench.subscribe()
    let client = try bench.subscribe(compression: agreed(12))
    #expect(client.lines == plain.lines && client.peer.messages.allSatisfy { $0.count <= 100 })
    #expect(bytes(client) < bytes(plain))
  }

  private func shares(_ mine: [UInt8], _ yours: [UInt8]) -> Bool {
    mine.withUnsafeBufferPointer { mine in
      yours.withUnsafeBufferPointer { mine.baseAddress == $0.baseAddress }
    }
  }

  @Test("what is compressed for one window is compressed once, copy and updates")
  func sharing() throws {
    var limits = StreamLimits()
    limits.sendAheadBytes = 1024
    let bench = try StreamBench(limits: limits)
    let loop = TestLoop()
    // It stays in the middle of its copy, so that the copy is there for the others.
    let slow = try bench.subscribe(on: loop, reading: false, compression: agreed(12))
    let clients = try (0..<2).map { _ in try bench.subscribe(on: loop, compression: agreed(12)) }
    let other = try bench.subscribe(on: loop, compression: agreed(10))
    #expect(slow.peer.buffers.count > 0 && slow.peer.buffers.count < clients[0].peer.buffers.count)
    for (mine, yours) in zip(slow.peer.buffers, clients[0].peer.buffers) { #expect(shares(mine, yours)) }
    _ = try bench.appliance.perform(.logIn(representative: 3))
    loop.run()
    let updates = try clients.map { try #require($0.peer.buffers.last) }
    #expect(shares(updates[0], updates[1]) && other.lines == clients[0].lines)
    for client in clients + [slow, other] { client.disconnect() }
    #expect(bench.hub.integrationCount == 0)
  }
}
