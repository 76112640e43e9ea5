internal import HTTPCodec
internal import HTTPMessages
internal import HTTPTypes
internal import Logging
internal import Reactor
internal import WebSocketCodec

/// An answer that has not left yet, and what its request says about it.
struct PendingAnswer {
  var response: Response
  var isHead: Bool
  var isHTTP11: Bool
  var keepsAlive: Bool
  /// What the handshake check said, where the answer is an upgrade.
  var handshake: WebSocketHandshake.Check?
}

extension Connection {
  func respond(to decoded: DecodedRequest) {
    let request = decoded.request
    let response =
      admission == .surplus
      ? ServerWide.full(responder)
      : ServerWide.answer(to: request, responder) ?? responder.respond(to: request)
    // The usual answer goes no further than here: what it would need to wait for something is not even made.
    if response.gate == nil, case .bytes(let bytes) = response.body {
      let framing = ResponseFraming(response, contentCount: bytes.count, isHTTP11: request.isHTTP11)
      let keepsAlive = sendHead(
        response, framing, isHTTP11: request.isHTTP11, keepsAlive: decoded.keepsAlive)
      if request.method != .head { sendContent(bytes, framing) }
      answered(keepsAlive: keepsAlive)
      return
    }
    var pending = PendingAnswer(
      response: response, isHead: request.method == .head, isHTTP11: request.isHTTP11,
      keepsAlive: decoded.keepsAlive)
    if case .webSocket = response.body { pending.handshake = WebSocketHandshake.check(request) }
    proceed(pending)
  }

  /// Sends an answer, now or when what it waits for is there.
  private func proceed(_ pending: PendingAnswer) {
    if case .deferred(let maker) = pending.response.body {
      makeElsewhere(maker, pending)
      return
    }
    guard let gate = pending.response.gate else {
      send(pending)
      return
    }
    answer = pending
    enter(.gated)
    let connection = LoopBound(self)
    let loop = shared.loop
    gate.whenOpen { succeeded in
      loop.execute { connection.value.gateOpened(succeeded) }
    }
  }

  /// Has a worker make the answer; until then the connection waits as for a gate.
  private func makeElsewhere(_ maker: any DeferredResponse, _ pending: PendingAnswer) {
    answer = pending
    enter(.gated)
    let connection = LoopBound(self)
    let loop = shared.loop
    let isTaken = shared.workers.submit {
      let response = maker.makeResponse()
      loop.execute { connection.value.made(response) }
    }
    guard !isTaken else { return }
    answer = nil
    refuse(RequestRefusal(.serviceUnavailable, "Too much work waits already."), isHead: pending.isHead)
  }

  private func made(_ response: Response) {
    guard phase == .gated, var pending = answer else { return }
    answer = nil
    pending.response = response
    switch response.body {
    case .deferred, .webSocket: preconditionFailure("What is made off the loop is an answer to send")
    case .none, .bytes, .stream: proceed(pending)
    }
    settle()
  }

  /// A gate opens once and a connection waits for one at a time; past ``ServerConfiguration/gateSeconds`` the
  /// connection ends, so a late opening finds no answer.
  private func gateOpened(_ succeeded: Bool) {
    guard phase == .gated, let pending = answer else { return }
    answer = nil
    if succeeded {
      send(pending)
    } else {
      shared.logger.error("an answer is withheld: what it acknowledges could not be kept")
      refuse(
        RequestRefusal(.internalServerError, "What the answer acknowledges could not be kept."),
        isHead: pending.isHead)
    }
    settle()
  }

  /// Puts an answer into the queue; a stream begins.
  private func send(_ pending: PendingAnswer) {
    if case .webSocket(let upgrade) = pending.response.body {
      sendUpgrade(upgrade, pending)
      return
    }
    let framing = ResponseFraming(pending.response, isHTTP11: pending.isHTTP11)
    let keepsAlive = sendHead(
      pending.response, framing, isHTTP11: pending.isHTTP11, keepsAlive: pending.keepsAlive)
    switch pending.response.body {
    case .stream where !pending.isHead && framing != .noContent:
      answer = pending
      answer?.keepsAlive = keepsAlive
      enter(.streaming)
      return
    case .bytes(let bytes) where !pending.isHead: sendContent(bytes, framing)
    case .none, .bytes, .stream, .webSocket, .deferred: break
    }
    answered(keepsAlive: keepsAlive)
  }

  /// Stages the head of an answer, and says whether another one may follow on the connection; `keepsAlive` is what the
  /// client wishes.
  private func sendHead(
    _ response: Response, _ framing: ResponseFraming, isHTTP11: Bool, keepsAlive wished: Bool
  ) -> Bool {
    let keepsAlive = wished && !response.closesConnection && !shared.isDraining && framing != .untilClose
    // A client that meant to go on may be sending its next request already (RFC 9112 section 9.6).
    if wished && !keepsAlive { needsLinger = true }
    let persistence: Persistence = !keepsAlive ? .close : isHTTP11 ? .implied : .keepAlive
    ResponseEncoder.appendHead(
      response, framing: framing, persistence: persistence, date: shared.currentDate(), to: &shared.staging)
    return keepsAlive
  }

  private func sendContent(_ bytes: [UInt8], _ framing: ResponseFraming) {
    switch framing {
    case .chunked: stageChunked(bytes)
    case .length, .untilClose: stage(bytes)
    case .noContent: break
    }
  }

  /// The answer is complete in the queue.
  func answered(keepsAlive: Bool) {
    answer = nil
    if keepsAlive {
      phases.restartIdle(now: shared.loop.now)
    } else {
      enter(.finishing)
      if !leftover.isEmpty { needsLinger = true }
      leftover = []
    }
  }

  /// Answers what is not a request, and ends the connection: where the next request begins is unknown. The client
  /// may still be sending, so the end lingers, or the reset for its unread bytes could destroy the answer.
  func refuse(_ refusal: RequestRefusal, isHead: Bool) {
    shared.logger.debug("a request is refused with \(refusal.status.code): \(refusal.reason)")
    let response = responder.refuse(refusal.status, refusal.reason)
    needsLinger = true
    send(PendingAnswer(response: response, isHead: isHead, isHTTP11: true, keepsAlive: false))
  }

  /// Does what a passed deadline asks for.
  func expire(_ expiry: Expiry) {
    switch expiry {
    case .close: close()
    case .cut: abort()
    case .requestTimeout:
      refuse(
        RequestRefusal(.requestTimeout, "The request did not arrive in time."), isHead: decoder.isHead)
    case .gateTimeout:
      let isHead = answer?.isHead ?? false
      answer = nil
      refuse(
        RequestRefusal(.internalServerError, "What the answer acknowledges was not kept in time."),
        isHead: isHead)
    case .conversation: conversation?.expired()
    }
  }

  /// The server shuts down: what is idle goes, what is being answered goes after its answer.
  func drain() {
    switch phase {
    case .idle where outbound.isEmpty && leftover.isEmpty, .handshaking: close()
    case .idle: enter(.finishing)
    case .webSocket: conversation?.close(code: 1001, reason: "the server is going down")
    default: break
    }
    settle()
  }
}

// MARK: - Upgrades

extension Connection {
  private func sendUpgrade(_ upgrade: WebSocketUpgrade, _ pending: PendingAnswer) {
    if shared.isDraining {
      send(refusal(of: pending, .serviceUnavailable, .empty))
      return
    }
    switch pending.handshake {
    case .accept(let key, let extensions): startConversation(upgrade, key, extensions, pending.response)
    case .refuse(let status, let fields): send(refusal(of: pending, status, fields))
    case nil: preconditionFailure("An upgrade has been checked")
    }
  }

  private func refusal(of pending: PendingAnswer, _ status: HTTPResponse.Status, _ fields: FieldBlock)
    -> PendingAnswer
  {
    var refused = pending
    refused.response = Response(status: status, preset: pending.response.preset, fields: fields)
    return refused
  }

  private func startConversation(
    _ upgrade: WebSocketUpgrade, _ key: String, _ extensions: [ExtensionOffer], _ response: Response
  ) {
    var response = response
    let policy = shared.configuration.compressesWebSocket ? upgrade.compression : nil
    let agreement = policy.flatMap { DeflateNegotiation.accept(extensions, policy: $0) }
    response.status = .switchingProtocols
    response.fields.append("Upgrade", "websocket")
    response.fields.append("Connection", "Upgrade")
    response.fields.append("Sec-WebSocket-Accept", WebSocketHandshake.acceptValue(forKey: key))
    if let subprotocol = upgrade.subprotocol { response.fields.append("Sec-WebSocket-Protocol", subprotocol) }
    if let agreement { response.fields.append("Sec-WebSocket-Extensions", agreement.fieldValue) }
    ResponseEncoder.appendHead(
      response, framing: .noContent, persistence: .implied, date: shared.currentDate(), to: &shared.staging)
    // From here on frames go straight to the queue: what is staged must be in front of them.
    unstage()
    enter(.webSocket)
    let conversation = WebSocketConversation(self, upgrade, agreement?.parameters)
    self.conversation = conversation
    conversation.begin()
    if shared.isDraining { conversation.close(code: 1001, reason: "the server is going down") }
  }
}
