import HTTPMessages
import HTTPServing
import HTTPTypes
import Synchronization
import Testing

/// Sends every message back, and reports its life.
private final class EchoHandler: WebSocketHandler {
  func opened(_ peer: any WebSocketPeer) { peer.send(.text(Array("hello".utf8))) }
  func received(_ message: WebSocketMessage, from peer: any WebSocketPeer) {
    switch String(decoding: message.bytes, as: UTF8.self) {
    case "bye": peer.close(code: 4000, reason: "as you wish")
    case "cut": peer.abort()
    case "flood": for _ in 0..<1000 { peer.send(.binary([UInt8](repeating: 7, count: 1000))) }
    default: peer.send(message)
    }
  }
  func drained(_ peer: any WebSocketPeer) { peer.send(.text(Array("drained".utf8))) }
  func closed() { EchoHandler.closures.add(1, ordering: .sequentiallyConsistent) }
  static let closures = Atomic<Int>(0)
}

@Suite("WebSocket conversations, over loopback", .serialized)
struct WebSocketServingTests {
  private static let handshake =
    "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"

  private func server(_ configure: @escaping (inout ServerConfiguration) -> Void = { _ in }) throws
    -> TestServer
  {
    try TestServer(Setup(change: configure)) { _ in
      Response(
        status: .switchingProtocols,
        body: .webSocket(WebSocketUpgrade(subprotocol: "proto", messageLimit: 1000) { EchoHandler() }))
    }
  }

  private func open(_ server: TestServer) -> TestClient {
    let client = server.client()
    client.send(WebSocketServingTests.handshake)
    let head = client.read(until: "\r\n\r\n")
    #expect(head.hasPrefix("HTTP/1.1 101 "))
    #expect(head.contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"))
    #expect(head.contains("Sec-WebSocket-Protocol: proto\r\n"))
    #expect(client.readFrame().payload == Array("hello".utf8))
    return client
  }

  @Test("messages come back, fragmented ones whole, and pings are answered in between")
  func echoes() throws {
    let server = try server()
    let client = open(server)
    client.sendFrame(opcode: 1, Array("abc".utf8), final: false)
    client.sendFrame(opcode: 9, [9])
    client.sendFrame(opcode: 0, Array("def".utf8))
    let pong = client.readFrame()
    #expect(pong.first == 0x8A && pong.payload == [9])
    let echo = client.readFrame()
    #expect(echo.first == 0x81 && echo.payload == Array("abcdef".utf8))
  }

  @Test("a close of the client is answered with its status, and the server ends the connection")
  func clientCloses() throws {
    let server = try server()
    let client = open(server)
    client.sendFrame(opcode: 8, [0x03, 0xE8])
    #expect(client.readFrame() == (0x88, [0x03, 0xE8]))
    #expect(client.seesEnd())
  }

  @Test("a close of the handler waits for the client's, and not for ever")
  func handlerCloses() throws {
    let server = try server { $0.webSocketCloseSeconds = 0.1 }
    let before = EchoHandler.closures.load(ordering: .sequentiallyConsistent)
    for answers in [true, false] {
      let client = open(server)
      client.sendFrame(opcode: 1, Array("bye".utf8))
      let frame = client.readFrame()
      #expect(frame.first == 0x88 && frame.payload == [0x0F, 0xA0] + Array("as you wish".utf8))
      if answers { client.sendFrame(opcode: 8, [0x0F, 0xA0]) }
      #expect(client.seesEnd())
    }
    #expect(server.server.waitUntilIdle(seconds: 5))
    #expect(EchoHandler.closures.load(ordering: .sequentiallyConsistent) == before + 2)
  }

  @Test(
    "what breaks the protocol is closed with its status",
    arguments: [([0x81, 0x01, 0x61], 1002), ([0x81, 0xFE, 0x07, 0xD0, 1, 2, 3, 4], 1009)] as [([UInt8], Int)])
  func faults(bytes: [UInt8], code: Int) throws {
    let server = try server { $0.lingerSeconds = 0.1 }
    let client = open(server)
    client.send(bytes)
    let frame = client.readFrame()
    #expect(frame.first == 0x88)
    #expect(frame.payload.prefix(2).reduce(0) { $0 << 8 | Int($1) } == code)
    #expect(client.seesEnd())
  }

  @Test("a silent peer is pinged, and cut where it stays silent")
  func keepsAlive() throws {
    let server = try server {
      $0.pingSeconds = 0.1
      $0.pongSeconds = 0.2
    }
    let client = open(server)
    #expect(client.readFrame().first == 0x89)
    client.sendFrame(opcode: 10, [])
    #expect(client.readFrame().first == 0x89)
    #expect(client.seesEnd())
  }

  @Test("a handler hears when its backlog has left, and can cut")
  func drains() throws {
    let server = try server()
    let client = open(server)
    client.sendFrame(opcode: 1, Array("flood".utf8))
    for _ in 0..<1000 { #expect(client.readFrame().payload.count == 1000) }
    #expect(client.readFrame().payload == Array("drained".utf8))
    client.sendFrame(opcode: 1, Array("cut".utf8))
    #expect(client.seesEnd())
  }

  @Test("what is no handshake is answered 426, and shutdown says 1001")
  func handshakes() throws {
    let server = try server()
    let client = server.client()
    client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    let answer = client.readAnswer()
    #expect(answer.head.hasPrefix("HTTP/1.1 426 ") && answer.head.contains("Upgrade: websocket"))
    let talking = open(server)
    server.startShutdown()
    #expect(talking.readFrame().payload.prefix(2) == [0x03, 0xE9])
  }
}
