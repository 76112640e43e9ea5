import APIKit
import APIs
import ApplianceDomain
import Changes
import Determinism
import Documents
import DomainTesting
import HTTPMessages
import HTTPTypes
import Testing

extension StreamLimits {
  /// The defaults, but that everything leaves in the turn in which the loop hears of it.
  static var withoutPause: StreamLimits {
    var limits = StreamLimits()
    limits.pauseNanoseconds = 0
    return limits
  }
}

struct NoEntropy: EntropySource {
  func bytes(_ count: Int) -> [UInt8] { Array(repeating: 0, count: count) }
}

/// An appliance with its stream, without a server.
struct StreamBench {
  static let token = "test-token"
  static let powerlessToken = "powerless-token"

  let appliance: Appliance
  let hub: StreamHub
  let context: APIContext
  let library: StateLibrary

  init(
    _ version: APIVersion = .v1_21_1, settings: Settings? = nil, limits: StreamLimits = .withoutPause
  ) throws {
    let edition = Edition(version: version, fidelity: .documented)
    let settings = settings ?? Settings(legacyLogin: edition.legacyLoginByDefault)
    var organization = TestOrganization.organization
    organization.representatives[0].password = SecretHash(salt: "", digest: "password")
    organization.apiAccounts.append(
      APIAccount(
        clientID: "powerless", name: "Powerless", secret: SecretHash(salt: "", digest: ""),
        permissions: Permissions(command: .fullAccess, granted: [.reportingSupport])))
    let domain = ApplianceDomain(
      memory: Memory(organization: organization, settings: settings),
      capabilities: TestOrganization.capabilities, seed: 1)
    appliance = Appliance(
      domain: domain, clock: ApplianceClock(start: TestOrganization.start, rate: 1, monotonic: 0),
      monotonic: ManualTime(), durability: NoDurability())
    hub = StreamHub(appliance: appliance, version: version, limits: limits)
    context = APIContext(
      appliance: appliance, edition: edition,
      applianceGUID: "", hashing: .seeThrough, entropy: NoEntropy())
    library = StateLibrary(version: version, reactiveExtensions: .source(Array("module.exports = {};".utf8)))
    for (token, clientID) in [(Self.token, TestOrganization.clientID), (Self.powerlessToken, "powerless")] {
      let digest = Hashing.seeThrough.token(ArraySlice(token.utf8))
      _ = try appliance.perform(.issueToken(digest: digest, clientID: clientID, hint: ""))
    }
  }

  /// What `/nw` answers to a request with these subprotocol fields.
  func upgrade(offering fields: [String]) throws -> WebSocketUpgrade {
    var bytes: [UInt8] = []
    var lines: [FieldLines.Line] = []
    for value in fields {
      let name = bytes.count..<bytes.count + 22
      bytes += "Sec-WebSocket-Protocol".utf8
      lines.append(.init(name: name, value: bytes.count..<bytes.count + value.utf8.count))
      bytes += value.utf8
    }
    let endpoints = RealTimeStateAPI(context: context, hub: hub, library: library).endpoints
    let endpoint = try #require(endpoints.first { $0.path == "/nw" })
    let response = endpoint.handle(
      Request(method: .get, path: "/nw", fields: FieldLines(bytes: bytes, lines: lines)))
    guard case .webSocket(let upgrade) = response.body else {
      throw BenchFault.noUpgrade
    }
    return upgrade
  }

  enum BenchFault: Error { case noUpgrade }

  /// A connected client.
  func connect(
    offering fields: [String] = ["ingredi state api"], on loop: TestLoop = TestLoop(),
    compression: PerMessageDeflate? = nil
  ) throws -> StreamClient {
    StreamClient(
      try upgrade(offering: fields).makeHandler(), TestPeer(loop.executor, compression: compression), loop)
  }

  /// A client of 1.21.1 that has subscribed.
  func subscribe(
    to tables: String = "\"all\"", on loop: TestLoop = TestLoop(), reading: Bool = true,
    compression: PerMessageDeflate? = nil
  ) throws -> StreamClient {
    let client = try connect(on: loop, compression: compression)
    client.peer.isReading = reading
    client.say(StreamClient.authentication)
    client.say(#"{"type":"subscribe","tables":\#(tables)}"# + "\n")
    return client
  }
}

/// One client of the stream.
final class StreamClient {
  static let authentication =
    #"{"type":"authenticate","credentials":{"bearer_token":"test-token"}}"# + "\n"
  static let subscription = #"{"type":"subscribe","tables":"all"}"# + "\n"

  let peer: TestPeer
  let loop: TestLoop
  private let handler: any WebSocketHandler

  init(_ handler: any WebSocketHandler, _ peer: TestPeer, _ loop: TestLoop) {
    self.handler = handler
    self.peer = peer
    self.loop = loop
    handler.opened(peer)
  }

  func say(_ text: String, binary: Bool = false) {
    handler.received(binary ? .binary(Array(text.utf8)) : .text(Array(text.utf8)), from: peer)
  }

  /// The other side reads all that waits, and the handler hears of it.
  func read() {
    peer.read()
    handler.drained(peer)
  }

  func disconnect() { handler.closed() }

  /// The lines that have come, without their newlines; what has not ended is the last.
  var lines: [String] {
    let text = String(decoding: peer.messages.joined(), as: UTF8.self)
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    return lines
  }

  /// The documents that have come since the subscription was confirmed.
  var updates: [JSONValue] {
    get throws {
      let documents = try lines.map { try JSONValue(parsing: $0.utf8) }
      let start = documents.firstIndex { $0["type"]?.text == "subscribe_response" }
      return Array(documents.dropFirst((start ?? documents.count) + 1))
    }
  }
}
