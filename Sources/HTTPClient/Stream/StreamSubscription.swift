internal import Documents
internal import Reactor

/// Who follows a stream. Every call comes from the subscription's loop.
public protocol StreamFollower: AnyObject {
  /// The subscription is accepted; the full copy and the changes follow.
  func subscribed()
  /// A line of the stream came, without its newline; the bytes are good for this call.
  func received(_ line: UnsafeRawBufferPointer)
  /// The subscription is over. The last call.
  func ended(_ end: StreamEnd)
}

/// How a subscription ended.
public enum StreamEnd: Sendable {
  /// We left.
  case left
  /// It did not come about, or broke: a sentence with the server's reason.
  case fault(ClientFault)
}

/// One integration on a real-time stream: greeting, authentication, subscription, then lines. Bound to its loop, on which
/// it is made, used and dropped.
public final class StreamSubscription: WebSocketClientHandler {
  private enum Phase {
    case connecting
    case greeting
    case authentication
    case subscription
    case updates
    case leaving
    case over
  }

  private let plan: StreamPlan
  private weak var follower: (any StreamFollower)?
  private var socket: WebSocketConnection?
  private var lines: LineAssembler
  private var phase = Phase.connecting

  /// A subscription that begins to be made.
  public init(_ plan: StreamPlan, on client: ClientLoop, follower: any StreamFollower) {
    self.plan = plan
    self.follower = follower
    lines = LineAssembler(limit: client.context.limits.lineBytes)
    let subprotocol = plan.greeting == .subprotocol ? StreamPlan.subprotocol : nil
    socket = WebSocketConnection(to: plan.url, subprotocol: subprotocol, on: client, handler: self)
  }

  /// Leaves; the follower hears when that is done.
  public func leave() {
    guard phase != .over else { return }
    phase = .leaving
    socket?.close()
  }

  func opened(subprotocolChosen: Bool) {
    if let greeting = plan.greetingLines {
      phase = .greeting
      socket?.send(greeting)
    } else if subprotocolChosen {
      authenticate()
    } else {
      fail(
        .refused,
        "The server does not know the subprotocol of API 1.21.1. \(StreamSubscription.older)"
      )
    }
  }

  func received(_ message: [UInt8]) {
    let isShort = message.withUnsafeBytes { lines.take($0) { take($0) } }
    if !isShort, phase != .over { fail(.nonsense, "The server sent a line longer than \(lines.limit) bytes") }
  }

  func closed(_ end: WebSocketEnd) {
    socket = nil
    switch end {
    case _ where phase == .leaving: finish(.left)
    case .fault(let fault): finish(.fault(fault))
    case .closed(let code, let reason): finish(.fault(StreamSubscription.fault(code, reason, phase)))
    }
  }

  private func authenticate() {
    phase = .authentication
    socket?.send(plan.authenticateLine)
  }

  private func take(_ line: UnsafeRawBufferPointer) {
    switch phase {
    case .updates: if !line.isEmpty { follower?.received(line) }
    case .greeting:
      let text = String(decoding: line, as: UTF8.self)
      guard text.hasPrefix("0 ") else {
        return fail(.refused, "The server refuses the greeting: \(StreamSubscription.withoutCode(text))")
      }
      authenticate()
    case .authentication:
      guard isAccepted(line, "authenticate_response", "the credentials") else { return }
      phase = .subscription
      socket?.send(plan.subscribeLine)
    case .subscription:
      guard isAccepted(line, "subscribe_response", "the subscription") else { return }
      phase = .updates
      follower?.subscribed()
    case .connecting, .leaving, .over: break
    }
  }

  private func isAccepted(_ line: UnsafeRawBufferPointer, _ type: String, _ what: String) -> Bool {
    let text = String(decoding: line.prefix(200), as: UTF8.self)
    if phase == .authentication, plan.greeting == .subprotocol, text.contains("NS01") {
      // An older appliance takes authentication for a greeting, and says which one it wants.
      fail(.refused, "The appliance speaks another version's handshake. \(StreamSubscription.older)")
      return false
    }
    guard let document = try? JSONValue(parsing: Array(line)), document["type"]?.text == type else {
      fail(.nonsense, "The server should have said \(type), but said: \(text)")
      return false
    }
    guard document["success"]?.bool == true else {
      fail(.refused, "The server refuses \(what): \(document["reason"]?.text ?? "it gives no reason")")
      return false
    }
    return true
  }

  private static let older = "Try --api-version 1.16.0, with the company's name (--company)"

  /// `1 reason` is how a greeting is refused.
  private static func withoutCode(_ text: String) -> String {
    text.hasPrefix("1 ") ? String(text.dropFirst(2)) : text
  }

  /// The sentence for a Close that the server sent.
  private static func fault(_ code: UInt16?, _ reason: String, _ phase: Phase) -> ClientFault {
    let status = code.map { "status \($0)" } ?? "no status"
    let said = reason.isEmpty ? status : "\(reason) (\(status))"
    // 1013 during updates is how an integration that reads too slowly is cut off.
    if phase == .updates, code == 1013 {
      return ClientFault(.broken, "The server cut the stream off because it was read too slowly: \(said)")
    }
    return ClientFault(.refused, "The server closed the stream: \(said)")
  }

  private func fail(_ kind: ClientFault.Kind, _ sentence: String) {
    finish(.fault(ClientFault(kind, sentence)))
  }

  private func finish(_ end: StreamEnd) {
    guard phase != .over else { return }
    phase = .over
    socket?.close()
    follower?.ended(end)
  }
}
