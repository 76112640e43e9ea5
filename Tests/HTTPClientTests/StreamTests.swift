import HTTPMessages
import HTTPTypes
import Reactor
import Testing

@testable import HTTPClient

/// What a server's end of a stream does: answers lines as it is told, and keeps what came.
private final class Script: WebSocketHandler, @unchecked Sendable {
  /// What is said to each line, by its beginning; each text is a message.
  let answers: [(to: String, say: [String])]
  let heard: Monitor<[String]>
  private var buffer = ""

  init(_ answers: [(to: String, say: [String])], _ heard: Monitor<[String]>) {
    self.answers = answers
    self.heard = heard
  }

  func opened(_ peer: any WebSocketPeer) {}
  func drained(_ peer: any WebSocketPeer) {}
  func closed() {}

  func received(_ message: WebSocketMessage, from peer: any WebSocketPeer) {
    buffer += String(decoding: message.bytes, as: UTF8.self)
    while let end = buffer.firstIndex(of: "\n") {
      let line = String(buffer[..<end])
      buffer.removeSubrange(...end)
      heard.change { $0.append(line) }
      guard let answer = answers.first(where: { line.hasPrefix($0.to) }) else { continue }
      for text in answer.say {
        if text.hasPrefix("close ") {
          peer.close(code: UInt16(text.dropFirst(6).prefix(4)) ?? 1000, reason: String(text.dropFirst(11)))
        } else {
          peer.send(.binary(Array(text.utf8)))
        }
      }
    }
  }
}

/// A follower that keeps what it hears.
private final class Ear: StreamFollower, @unchecked Sendable {
  let heard = Monitor<(lines: [String], end: String?)>(([], nil))
  var subscription: StreamSubscription?
  func subscribed() { heard.change { $0.lines.append("subscribed") } }
  func received(_ line: UnsafeRawBufferPointer) {
    let text = String(decoding: line, as: UTF8.self)
    heard.change { $0.lines.append(text) }
  }
  func ended(_ end: StreamEnd) {
    let text: String =
      switch end {
      case .left: "left"
      case .fault(let fault): "\(fault)"
      }
    heard.change { $0.end = text }
  }
}

@Suite("following a stream")
struct StreamTests {
  private static let welcome: [(to: String, say: [String])] = [
    ("ingredi", ["0 Application", " chosen\n"]),
    (#"{"type":"authenticate""#, ["{\"type\":\"authenticate_response\",\"success\":true}\n"]),
  ]
  private static let subscribed = "{\"type\":\"subscribe_response\",\"timestamp\":1,\"success\":true}\n"

  /// Follows a scripted stream until it ends, or until so many lines have come; answers what was heard on both sides.
  private func follow(
    _ greeting: StreamPlan.Greeting, tables: [String]? = nil, lines: Int = .max,
    subprotocol: String? = "ingredi%20state%20api", _ answers: [(to: String, say: [String])]
  ) throws -> (client: [String], end: String?, server: [String]) {
    let heard = Monitor<[String]>([])
    let place = try Place { request in
      guard request.path == "/nw" else {
        return Response(status: .notFound, body: .bytes(Array("no\nsuch".utf8)))
      }
      let chosen = request.fields.first("sec-websocket-protocol") == nil ? nil : subprotocol
      return Response(
        status: .switchingProtocols,
        body: .webSocket(
          WebSocketUpgrade(subprotocol: chosen, messageLimit: 1 << 16) { Script(answers, heard) }))
    }
    let plan = StreamPlan(
      url: try place.url("/nw"), greeting: greeting, credentials: .bearerToken("t\"1"), tables: tables)
    let ear = Ear()
    place.client.loop.execute { ear.subscription = StreamSubscription(plan, on: place.client, follower: ear) }
    ear.heard.wait(seconds: 10) { $0.end != nil || $0.lines.count >= lines ? true : nil }
    let left = Monitor(false)
    place.client.loop.execute {
      ear.subscription?.leave()
      left.change { $0 = true }
    }
    left.wait(seconds: 5) { $0 ? true : nil }
    let end: String?? = ear.heard.wait(seconds: 10) { $0.end.map { .some($0) } }
    return (ear.heard.change { $0.lines }, end ?? nil, heard.change { $0 })
  }

  @Test("by the subprotocol: authentication, subscription, then lines however messages cut them")
  func subprotocol() throws {
    let outcome = try follow(
      .subprotocol, lines: 4,
      Self.welcome + [
        (#"{"type":"subscribe""#, [Self.subscribed + "{\"a\":1}\n{\"b\"", ":2}\n", "{\"c\":3}\n"])
      ])
    #expect(outcome.client == ["subscribed", #"{"a":1}"#, #"{"b":2}"#, #"{"c":3}"#])
    #expect(outcome.end == "left")
    #expect(
      outcome.server == [
        #"{"type":"authenticate","credentials":{"bearer_token":"t\"1"}}"#,
        #"{"type":"subscribe","tables":"all"}"#,
      ])
  }

  @Test("by the greeting, and with tables that are named")
  func greeting() throws {
    let outcome = try follow(
      .company("acme"), tables: ["queue", "x"], lines: 1,
      Self.welcome + [(#"{"type":"subscribe""#, [Self.subscribed])])
    #expect(outcome.client == ["subscribed"])
    #expect(outcome.server.prefix(2) == ["NS01acme", "ingredi state api"])
    #expect(outcome.server.last == #"{"type":"subscribe","tables":["queue","x"]}"#)
  }

  @Test("a refusal is told with the server's reason, at every step")
  func refusals() throws {
    let no = #"{"type":"TYPE","success":false,"reason":"because"}"# + "\n"
    let atGreeting = try follow(.company("acme"), [("NS01", ["1 Unknown company\n"])])
    #expect(atGreeting.end == "The server refuses the greeting: Unknown company")
    let atAuthentication = try follow(
      .subprotocol, [(#"{"type":"authenticate""#, [no.replacing("TYPE", with: "authenticate_response")])])
    #expect(atAuthentication.end == "The server refuses the credentials: because")
    let atSubscription = try follow(
      .subprotocol,
      Self.welcome + [
        (#"{"type":"subscribe""#, [no.replacing("TYPE", with: "subscribe_response"), "close 1008 no"])
      ])
    #expect(atSubscription.end == "The server refuses the subscription: because")
    let nonsense = try follow(.subprotocol, [(#"{"type":"authenticate""#, ["hello\n"])])
    #expect(nonsense.end == "The server should have said authenticate_response, but said: hello")
  }

  @Test("who is cut off is told why")
  func cutOff() throws {
    let slow = try follow(
      .subprotocol,
      Self.welcome + [(#"{"type":"subscribe""#, [Self.subscribed, "close 1013 Too far behind"])])
    #expect(slow.client == ["subscribed"])
    #expect(
      slow.end == "The server cut the stream off because it was read too slowly: Too far behind (status 1013)"
    )
    let early = try follow(.subprotocol, [(#"{"type":"authenticate""#, ["close 1008 Too late"])])
    #expect(early.end == "The server closed the stream: Too late (status 1008)")
  }

  @Test("a server that does not know the subprotocol is told apart")
  func noSubprotocol() throws {
    let outcome = try follow(.subprotocol, subprotocol: nil, [])
    #expect(outcome.end?.hasPrefix("The server does not know the subprotocol") == true)
    let refusal = #"{"type":"authenticate_response","success":false,"reason":"Greet with NS01 first"}"#
    let confirmed = try follow(
      .subprotocol, [(#"{"type":"authenticate""#, [refusal + "\n", "close 1008 no"])])
    #expect(confirmed.end?.hasPrefix("The appliance speaks another version's handshake. Try --api") == true)
  }

  @Test("a path without a stream is told with the server's answer")
  func wrongPath() throws {
    let place = try Place { _ in Response(status: .notFound, body: .bytes(Array("no\nsuch".utf8))) }
    let plan = StreamPlan(
      url: try place.url("/x"), greeting: .subprotocol, credentials: .bearerToken("t"), tables: nil)
    let ear = Ear()
    place.client.loop.execute { ear.subscription = StreamSubscription(plan, on: place.client, follower: ear) }
    let end = ear.heard.wait(seconds: 10) { $0.end }
    #expect(end == "127.0.0.1:\(place.port) answers the WebSocket handshake for /x with 404: no such")
  }
}
