import HTTPMessages
import HTTPServing
import HTTPTypes
import Testing
import WebSocketCodec

/// Sends every message back, and says first what was agreed.
private final class AgreementHandler: WebSocketHandler {
  func opened(_ peer: any WebSocketPeer) {
    let agreed = peer.compression.map { "\($0.serverMaxWindowBits) \($0.clientMaxWindowBits)" } ?? "none"
    peer.send(.text(Array(agreed.utf8)))
  }
  func received(_ message: WebSocketMessage, from peer: any WebSocketPeer) { peer.send(message) }
  func drained(_ peer: any WebSocketPeer) {}
  func closed() {}
}

@Suite("Compressed WebSocket conversations and floods of pings, over loopback", .serialized)
struct CompressionServingTests {
  private func server(
    policy: PerMessageDeflate? = PerMessageDeflate(),
    _ change: @escaping (inout ServerConfiguration) -> Void = { _ in }
  ) throws -> TestServer {
    try TestServer(Setup(change: change)) { _ in
      Response(
        status: .switchingProtocols,
        body: .webSocket(
          WebSocketUpgrade(subprotocol: nil, messageLimit: 100_000, compression: policy) {
            AgreementHandler()
          }))
    }
  }

  /// A client that has offered, the extensions that were agreed, and what the handler said of them.
  private func open(
    _ server: TestServer, offering offer: String, receiveBuffer: Int32? = nil
  ) -> (client: TestClient, extensions: String?, agreed: String) {
    let client = server.client(receiveBuffer: receiveBuffer)
    client.send(
      "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Extensions: \(offer)\r\n\r\n")
    let head = client.read(until: "\r\n\r\n")
    #expect(head.hasPrefix("HTTP/1.1 101 "))
    let line = head.split(separator: "\r\n").first { $0.hasPrefix("Sec-WebSocket-Extensions: ") }
    let agreed = String(decoding: client.readFrame().payload, as: UTF8.self)
    return (client, line.map { String($0.dropFirst(26)) }, agreed)
  }

  private let hello: [UInt8] = [0xF2, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00]

  @Test("the agreed extension is answered and used in both directions")
  func agreed() throws {
    let server = try server()
    let (client, extensions, agreed) = open(
      server, offering: "permessage-deflate; client_max_window_bits=10; server_max_window_bits=11")
    #expect(
      extensions == "permessage-deflate; server_max_window_bits=11; client_max_window_bits=10")
    #expect(agreed == "11 10")
    client.sendFrame(opcode: 0x41, hello)
    #expect(client.readFrame() == (0x81, Array("Hello".utf8)))
    let long = [UInt8](repeating: 0x61, count: 120)
    client.sendFrame(opcode: 2, long)
    let echo = client.readFrame()
    #expect(echo.first == 0xC2 && echo.payload.count < 20)
    client.sendFrame(opcode: 0x42, echo.payload)
    let second = client.readFrame()
    #expect(second.first == 0xC2 && second.payload.count <= echo.payload.count)
  }

  @Test("nothing is agreed where the client, the endpoint or the configuration does not want it")
  func notAgreed() throws {
    let offer = "permessage-deflate; client_max_window_bits"
    for (server, offer) in [
      (try server(), "x-other, permessage-deflate; server_max_window_bits=8"),
      (try server(policy: nil), offer), (try server { $0.compressesWebSocket = false }, offer),
    ] {
      let (client, extensions, agreed) = open(server, offering: offer)
      #expect(extensions == nil && agreed == "none")
      client.sendFrame(opcode: 0x41, hello)
      let close = client.readFrame()
      #expect(close.first == 0x88 && close.payload.starts(with: [0x03, 0xEA]))
    }
  }

  @Test("connections that take no context over share a compressor, and see nothing of each other")
  func sharedCompressor() throws {
    let server = try server()
    let clients = (0..<2).map { _ in
      open(server, offering: "permessage-deflate; server_no_context_takeover").client
    }
    let text = Array("a text that is long enough to be compressed, and repeats: is long enough".utf8)
    var echoes: [[UInt8]] = []
    for client in clients + clients {
      client.sendFrame(opcode: 1, text)
      let echo = client.readFrame()
      #expect(echo.first == 0xC1)
      echoes.append(echo.payload)
    }
    #expect(echoes.allSatisfy { $0 == echoes[0] })
  }

  @Test("extensions that break the grammar are answered 400")
  func brokenOffer() throws {
    let server = try server()
    let client = server.client()
    client.send(
      "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Extensions: a b\r\n\r\n")
    #expect(client.readAnswer().head.hasPrefix("HTTP/1.1 400 "))
  }

  @Test("a message that is decompressed past the limit is closed with 1009")
  func bomb() throws {
    let server = try server()
    let client = open(server, offering: "permessage-deflate").client
    var frame: [UInt8] = []
    MessageDeflater(PerMessageDeflate()).append(.binary([UInt8](repeating: 0, count: 100_001)), to: &frame)
    // Frames of a client are short in this test, so the message comes in fragments.
    let payload = frame[(frame[1] < 126 ? 2 : 4)...]
    client.sendFrame(opcode: 0x42, Array(payload.prefix(100)), final: false)
    client.sendFrame(opcode: 0, Array(payload.dropFirst(100)))
    let close = client.readFrame()
    #expect(close.first == 0x88 && close.payload.starts(with: [0x03, 0xF1]))
    #expect(client.seesEnd())
  }

  @Test("every ping of a few is answered; of a flood as many as may wait, and the last one")
  func pings() throws {
    let server = try server { $0.pongsAhead = 4 }
    let client = open(server, offering: "x").client
    for number in 1...4 as ClosedRange<UInt8> {
      client.sendFrame(opcode: 9, [number])
      #expect(client.readFrame() == (0x8A, [number]))
    }
    // Three of one write: whatever reads them sees all of them before it writes.
    client.send((1...9 as ClosedRange<UInt8>).flatMap { [0x89, 0x81, 0, 0, 0, 0, $0] })
    var pongs: [[UInt8]] = []
    repeat { pongs.append(client.readFrame().payload) } while pongs.last != [9] && pongs.last != []
    #expect(pongs == [[1], [2], [3], [4], [9]])
  }

  @Test("who does not read the pongs is not read any more, and is cut in the end")
  func pingsUnread() throws {
    let server = try server {
      $0.writeStallSeconds = 0.5
      $0.pongsAhead = .max
    }
    let client = open(server, offering: "x", receiveBuffer: 2048).client
    let pings = Array(
      repeatElement([0x89, 0xFD, 0, 0, 0, 0] + [UInt8](repeating: 1, count: 125), count: 500).joined())
    // More than the sockets' buffers take: without the cut the client would wait for ever.
    for _ in 0..<1000 { client.send(pings) }
    #expect(server.server.waitUntilIdle(seconds: 10))
  }
}
