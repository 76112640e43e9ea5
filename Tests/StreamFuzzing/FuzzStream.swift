import APIKit
import APIs
import ApplianceDomain
import Changes
import Determinism
import Documents
import DomainTesting
public import Fuzzing
import HTTPMessages
import HTTPTypes

/// The targets of what clients say to the appliance's own protocols.
public let applianceTargets = [FuzzTarget("stream", fuzzStream)]

/// What an integration says to `/nw` (guides: "Protocol of the Real-Time State API"), with a greeting and without.
/// Where only newlines end lines, it makes no difference how they are cut into messages; and everywhere each answer is
/// a line, and nothing follows the close.
public func fuzzStream(_ bytes: UnsafeRawBufferPointer) {
  for greets in [true, false] {
    _ = strict.converse([Array(bytes)], greets: greets)
    _ = lenient.converse(bytes.map { [$0] }, greets: greets)
    _ = alike(bytes, "lines") { strict.converse($0, greets: greets) }
  }
}

/// As served.
private let lenient = Stream(StreamLimits())
/// Only newlines end lines, and the longest line is short.
private let strict = Stream(
  {
    var limits = StreamLimits()
    limits.unfinishedLineAttempts = 0
    limits.incomingLineBytes = 96
    return limits
  }())

/// An appliance whose stream can be talked to.
private struct Stream: Sendable {
  private let endpoint: Endpoint

  init(_ limits: StreamLimits) {
    // Without sessions: they are nothing to what is said here, and LeakSanitizer takes their events for lost.
    var organization = TestOrganization.organization
    organization.startup.activeSessions = []
    let appliance = Appliance(
      domain: ApplianceDomain(
        memory: Memory(organization: organization, settings: Settings()),
        capabilities: TestOrganization.capabilities, seed: 1),
      clock: ApplianceClock(start: TestOrganization.start, rate: 1, monotonic: 0),
      monotonic: ManualTime(), durability: NoDurability())
    // Every token is the account's: a fuzzer is not to guess one.
    let hashing = Hashing(
      token: { _ in TokenDigest(Array(repeating: 0, count: 32)) },
      verify: { secret, hash in secret == hash.digest }, hash: { SecretHash(salt: "", digest: $0) })
    let context = APIContext(
      appliance: appliance, edition: Edition(version: .v1_21_1, fidelity: .documented), applianceGUID: "",
      hashing: hashing, entropy: NoEntropy())
    let issued = try? appliance.perform(
      .issueToken(digest: hashing.token([]), clientID: TestOrganization.clientID, hint: ""))
    check(issued != nil, "no token is issued")
    let hub = StreamHub(appliance: appliance, version: .v1_21_1, limits: limits)
    let library = StateLibrary(version: .v1_21_1, reactiveExtensions: .source([]))
    let endpoint = RealTimeStateAPI(context: context, hub: hub, library: library).endpoints.first {
      $0.path == "/nw"
    }
    guard let endpoint else { preconditionFailure("The stream has no endpoint.") }
    self.endpoint = endpoint
  }

  /// What is answered to these messages, and the code that the connection is closed with.
  func converse(_ messages: [[UInt8]], greets: Bool) -> Answers {
    let name = Array("Sec-WebSocket-Protocol".utf8)
    let bytes = name + Array("ingredi state api".utf8)
    let offer = FieldLines(
      bytes: bytes, lines: [.init(name: 0..<name.count, value: name.count..<bytes.count)])
    let response = endpoint.handle(Request(method: .get, path: "/nw", fields: greets ? .empty : offer))
    guard case .webSocket(let upgrade) = response.body else {
      preconditionFailure("The stream's endpoint gives no WebSocket.")
    }
    let handler = upgrade.makeHandler()
    let peer = Peer()
    handler.opened(peer)
    for message in messages { handler.received(.text(message), from: peer) }
    handler.closed()
    check(peer.answers.bytes.last.map { $0 == 0x0A } ?? true, "an answer is not a whole line")
    return peer.answers
  }
}

private struct Answers: Equatable {
  var bytes: [UInt8] = []
  var closeCode: UInt16?
}

/// A connection that keeps what it is sent, and does nothing later.
private final class Peer: WebSocketPeer {
  private(set) var answers = Answers()
  let pendingBytes = 0
  let lowWatermark = 1024
  let compression: PerMessageDeflate? = nil
  let loop: any LoopExecutor = IdleLoop()

  func send(_ message: WebSocketMessage) { send(encodedFrames: message.bytes) }

  @discardableResult
  func send(encodedFrames bytes: [UInt8]) -> Bool {
    check(answers.closeCode == nil, "something is sent behind the close")
    answers.bytes += bytes
    return true
  }

  func close(code: UInt16, reason: String) {
    check(answers.closeCode == nil, "the connection is closed twice")
    check(reason.utf8.count <= 123, "the reason does not fit into a Close frame: \(reason)")
    answers.closeCode = code
  }

  func abort() {}
}

/// A loop on which nothing is ever done: the appliance of the target changes nothing.
private struct IdleLoop: LoopExecutor {
  struct Never: ScheduledWork {
    func cancel() {}
  }

  let index = 0
  func execute(_ work: @escaping @Sendable () -> Void) {}
  func schedule(
    afterNanoseconds delay: Int64, _ work: @escaping @Sendable () -> Void
  ) -> any ScheduledWork { Never() }
}

private struct NoEntropy: EntropySource {
  func bytes(_ count: Int) -> [UInt8] { Array(repeating: 0, count: count) }
}
