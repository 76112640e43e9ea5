import HTTPMessages
import HTTPServing
import HTTPTypes
import Synchronization
import Testing

/// When it is told a number, sends so many numbered frames that are already encoded, from work of its loop, with a
/// message between some of them.
private final class StreamHandler: WebSocketHandler {
  static let payloadCount = 1000
  let closures: Counter
  init(_ closures: Counter) { self.closures = closures }

  func opened(_ peer: any WebSocketPeer) {}
  func received(_ message: WebSocketMessage, from peer: any WebSocketPeer) {
    let count = Int(String(decoding: message.bytes, as: UTF8.self)) ?? 0
    nonisolated(unsafe) let peer = peer  // Only touched on its own loop.
    peer.loop.execute {
      for number in 0..<count {
        if number % 100 == 50 { peer.send(.binary(Self.payload(number))) }
        let payload = Self.payload(number)
        peer.send(
          encodedFrames: [0x82, 126, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF)] + payload)
      }
    }
  }
  func drained(_ peer: any WebSocketPeer) {}
  func closed() { closures.value.add(1, ordering: .sequentiallyConsistent) }

  static func payload(_ number: Int) -> [UInt8] {
    [UInt8(number >> 8), UInt8(number & 0xFF)] + [UInt8](repeating: 7, count: payloadCount - 2)
  }
}

private final class Counter: Sendable {
  let value = Atomic<Int>(0)
}

@Suite("Frames that are already encoded, over loopback", .serialized)
struct StreamingServingTests {
  private func server(_ closures: Counter = Counter()) throws -> TestServer {
    try TestServer { _ in
      Response(
        status: .switchingProtocols,
        body: .webSocket(WebSocketUpgrade(subprotocol: nil, messageLimit: 1000) { StreamHandler(closures) }))
    }
  }

  private func open(_ server: TestServer, receiveBuffer: Int32? = nil) -> TestClient {
    let client = server.client(receiveBuffer: receiveBuffer)
    client.send(
      "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n")
    #expect(client.read(until: "\r\n\r\n").hasPrefix("HTTP/1.1 101 "))
    return client
  }

  @Test(
    "come whole and in order, with messages between them, whether the socket takes all at once or not",
    arguments: [(3, nil), (300, nil), (8000, 4096)] as [(Int, Int32?)])
  func order(count: Int, receiveBuffer: Int32?) throws {
    let server = try server()
    let client = open(server, receiveBuffer: receiveBuffer)
    client.sendFrame(opcode: 1, Array("\(count)".utf8))
    var isInOrder = true
    for number in 0..<count {
      for _ in 0..<(number % 100 == 50 ? 2 : 1) {
        isInOrder = isInOrder && client.readFrame() == (0x82, StreamHandler.payload(number))
      }
    }
    #expect(isInOrder)
    // Nothing is left behind them: the next answer is the next frame.
    client.sendFrame(opcode: 9, [1])
    #expect(client.readFrame() == (0x8A, [1]))
  }

  @Test("end with the connection of a client that is gone")
  func gone() throws {
    let closures = Counter()
    let server = try server(closures)
    for _ in 0..<3 {
      let client = open(server, receiveBuffer: 4096)
      client.sendFrame(opcode: 1, Array("8000".utf8))
      #expect(client.readFrame().payload.count == StreamHandler.payloadCount)
    }
    #expect(server.server.waitUntilIdle(seconds: 5))
    #expect(closures.value.load(ordering: .sequentiallyConsistent) == 3)
  }
}
