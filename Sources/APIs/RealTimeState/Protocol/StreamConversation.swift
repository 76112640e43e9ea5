import APIKit
import ApplianceDomain
import Changes
import Documents
import HTTPMessages

/// One integration's conversation: connection, authentication and subscription, strictly in this order, then updates
/// (guides: "Protocol of the Real-Time State API"). Lives on the connection's loop.
final class StreamConversation: WebSocketHandler {
  private enum Phase: Equatable {
    /// The greeting's first line is due.
    case company
    /// The greeting's second line is due.
    case application
    case authentication
    case subscription(StreamMessage.Credentials)
    /// The integration only listens.
    case updates
    /// The connection is being closed, or is.
    case over
  }

  /// The name that a greeting's second line gives, and the subprotocol's.
  static let application = "ingredi state api"
  /// What a greeting begins with.
  private static let greeting = "NS01"

  private let access: StreamAccess
  private var phase: Phase
  private var lines = LineBuffer()
  private var reader: StreamReader?
  private var deadline: AuthenticationDeadline?

  /// A conversation that begins with a greeting, or where the subprotocol stands for it, without.
  init(_ access: StreamAccess, expectsGreeting: Bool) {
    self.access = access
    phase = expectsGreeting ? .company : .authentication
  }

  func opened(_ peer: any WebSocketPeer) {
    deadline = AuthenticationDeadline(self, peer, seconds: access.hub.limits.authenticationSeconds)
  }

  /// The time for authentication is over.
  func authenticationIsLate(_ peer: any WebSocketPeer) {
    guard phase != .over else { return }
    phase = .over
    let seconds = Int(access.hub.limits.authenticationSeconds)
    peer.close(
      code: CloseCode.policyViolation, reason: "No authentication came within \(seconds) seconds")
  }

  func received(_ message: WebSocketMessage, from peer: any WebSocketPeer) {
    if phase == .over { return }
    lines.append(message.bytes)
    while phase != .over, let line = lines.next() { take(line, peer) }
    if phase != .over, lines.unfinishedCount > 0 { takeUnfinished(peer) }
  }

  func drained(_ peer: any WebSocketPeer) { reader?.pump() }

  func closed() {
    phase = .over
    leave()
  }

  private func leave() {
    deadline?.cancel()
    guard let reader else { return }
    self.reader = nil
    access.hub.leave(reader)
  }

  // MARK: Lines

  /// Many clients leave out the newline: where a message ends with what is complete in itself, the line ends there.
  private func takeUnfinished(_ peer: any WebSocketPeer) {
    let limits = access.hub.limits
    guard lines.unfinishedCount <= limits.incomingLineBytes else {
      return refuse(tooLong, nil, peer, isObject: lines.unfinished().first == 0x7B)
    }
    guard lines.attempts < limits.unfinishedLineAttempts else { return }
    let line = lines.unfinished()
    let isComplete =
      switch phase {
      case .over: false
      case .application: line.elementsEqual(Self.application.utf8)
      // In place of a greeting too: whoever forgets that as well must hear of it.
      case .company, .authentication, .subscription, .updates:
        line.last == 0x7D && (try? JSONValue(parsing: line)) != nil
      }
    guard isComplete else { return }
    lines.finish()
    take(line, peer)
  }

  private func take(_ line: ArraySlice<UInt8>, _ peer: any WebSocketPeer) {
    var document: JSONValue?
    do throws(StreamRefusal) {
      guard line.count <= access.hub.limits.incomingLineBytes else { throw tooLong }
      let line = LineBuffer.trimmed(line)
      if line.isEmpty { return }
      switch phase {
      case .company: try takeCompany(line)
      case .application: try takeApplication(line, peer)
      case .authentication, .subscription, .updates:
        document = try parse(line)
        if let document { try take(StreamMessage(document), peer) }
      case .over: break
      }
    } catch {
      refuse(error, StreamMessage.kind(of: document), peer, isObject: line.first == 0x7B)
    }
  }

  private var tooLong: StreamRefusal {
    StreamRefusal("A line is longer than \(access.hub.limits.incomingLineBytes) bytes")
  }

  private func parse(_ line: ArraySlice<UInt8>) throws(StreamRefusal) -> JSONValue {
    do throws(JSONFault) { return try JSONValue(parsing: line) } catch {
      throw StreamRefusal(error.message)
    }
  }

  private func takeCompany(_ line: ArraySlice<UInt8>) throws(StreamRefusal) {
    guard line.starts(with: Self.greeting.utf8) else {
      let mayOffer = access.context.edition.streamHandshake.acceptsSubprotocol
      throw StreamRefusal(
        mayOffer
          ? "Offer the subprotocol \"\(Self.application)\", or greet with \(Self.greeting) and the company's name"
          : "Greet with \(Self.greeting) and the company's name first")
    }
    let name = line.dropFirst(Self.greeting.utf8.count)
    try access.checkCompany(String(decoding: name, as: UTF8.self))
    phase = .application
  }

  private func takeApplication(
    _ line: ArraySlice<UInt8>, _ peer: any WebSocketPeer
  ) throws(StreamRefusal) {
    guard line.elementsEqual(Self.application.utf8) else {
      throw StreamRefusal("Unknown application \"\(String(decoding: line, as: UTF8.self))\"")
    }
    peer.send(.binary(StreamReply.applicationChosen))
    phase = .authentication
  }

  private func take(_ message: StreamMessage, _ peer: any WebSocketPeer) throws(StreamRefusal) {
    switch (phase, message) {
    case (.authentication, .authenticate(let credentials)):
      try access.authenticate(credentials)
      peer.send(.binary(StreamReply.authenticate()))
      phase = .subscription(credentials)
      deadline?.cancel()
    case (.subscription(let credentials), .subscribe(let tables)):
      // Again, because a subscription does not outlive the token, and may come long after it.
      let holder = try access.authenticate(credentials)
      let tables = try access.subscribe(tables)
      peer.send(.binary(StreamReply.subscribe(at: access.context.appliance.now)))
      phase = .updates
      reader = access.hub.join(peer, tables)
      reader?.accessChanged = { [weak self] in self?.checkStay(holder, peer) }
      // The connection may have ended while it was sent the full copy.
      if phase == .over { leave() }
    case (.authentication, .subscribe):
      throw StreamRefusal("\"subscribe\" came before \"authenticate\"")
    case (_, .authenticate): throw StreamRefusal("\"authenticate\" came a second time")
    case (_, .subscribe): throw StreamRefusal("\"subscribe\" came a second time")
    }
  }

  /// Accounts or settings have changed: what was let in may have to go.
  private func checkStay(_ holder: StreamAccess.Holder, _ peer: any WebSocketPeer) {
    guard phase == .updates else { return }
    do throws(StreamRefusal) { try access.checkStay(holder) } catch {
      phase = .over
      peer.close(code: error.closeCode, reason: error.closeReason)
      leave()
    }
  }

  // MARK: Refusals

  /// Tells why, in the form that the integration can read now, and closes: nothing that it may still say would help.
  private func refuse(
    _ refusal: StreamRefusal, _ kind: StreamMessage.Kind?, _ peer: any WebSocketPeer, isObject: Bool
  ) {
    let now = access.context.appliance.now
    let reply =
      switch (kind, phase) {
      case (.authenticate, _), (nil, .authentication): StreamReply.authenticate(refusal)
      case (.subscribe, _), (nil, .subscription), (nil, .updates): StreamReply.subscribe(at: now, refusal)
      // Whoever sends JSON in place of a greeting waits for JSON.
      case (nil, .company) where isObject: StreamReply.authenticate(refusal)
      case (nil, .company), (nil, .application), (nil, .over): StreamReply.failure(refusal.reason)
      }
    phase = .over
    peer.send(.binary(reply))
    peer.close(code: refusal.closeCode, reason: refusal.closeReason)
    leave()
  }
}
