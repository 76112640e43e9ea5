internal import HTTPCodec
internal import HTTPMessages
internal import HTTPTypes
internal import Logging
internal import Reactor
internal import TLS

extension Connection {
  /// Reads of one turn; then the loop's other connections have theirs.
  private static let readsInTurn = 8

  func continueHandshake() {
    guard let progress = transport?.handshake() else { return }
    switch progress {
    case .done:
      enter(.idle)
      receive()
    case .wantsRead: isReadEmpty = true
    case .wantsWrite: isWriteBlocked = true
    case .closed: close()
    case .failed(let fault):
      shared.logger.debug("a handshake failed: \(fault)")
      refuseHandshake(fault)
    }
  }

  /// Ends what did not become TLS: OpenSSL has written its alert, and who came with plain HTTP reads an answer in
  /// plain text. What is still unread would turn a close into a reset, which could destroy either.
  private func refuseHandshake(_ fault: TLSFault) {
    transport?.dropTLS()
    if fault.isPlainHTTP {
      refuse(
        RequestRefusal(.badRequest, "This port speaks HTTPS: the request came without TLS."), isHead: false)
    } else {
      needsLinger = true
      enter(.finishing)
    }
  }

  /// Reads while there is something and somebody wants it. A read that did not fill the buffer has taken all there
  /// was: no second call is made to hear that.
  func receive() {
    for _ in 0..<Connection.readsInTurn {
      guard wantsInput, let transfer = transport?.read(into: shared.readBuffer) else { return }
      switch transfer {
      case .bytes(let count):
        take(UnsafeRawBufferPointer(rebasing: shared.readBuffer[..<count]))
        guard count == shared.readBuffer.count || transport?.hasPending == true else { return }
      case .blocked:
        isReadEmpty = true
        return
      case .ended:
        clientEnded()
        return
      case .broken:
        close()
        return
      }
    }
  }

  private func take(_ bytes: UnsafeRawBufferPointer) {
    switch phase {
    case .idle, .head, .body: decode(bytes)
    case .webSocket: conversation?.take(bytes)
    case .lingering:
      lingered += bytes.count
      if lingered > shared.configuration.lingerBytes { close() }
    case .handshaking, .gated, .streaming, .finishing, .closed: break
    }
  }

  /// The client has ended its direction. An answer that is on its way still reaches a client that only half closed.
  private func clientEnded() {
    if outbound.isEmpty && shared.staging.isEmpty || phase == .lingering || phase == .webSocket {
      close()
    } else {
      enter(.finishing)
    }
  }

  /// Takes requests out of bytes and answers them, one after the other: the next is looked at only when the answer
  /// before it is complete, and while not too many bytes wait to be written.
  func decode(_ bytes: UnsafeRawBufferPointer) {
    var index = 0
    let mostQueued = shared.configuration.highWatermark
    while index < bytes.count, phase.takesRequests, outbound.count + shared.staging.count <= mostQueued {
      switch decoder.decode(bytes, from: &index) {
      case .incomplete: enter(decoder.stage == .body ? .body : decoder.stage == .head ? .head : .idle)
      case .continueExpected:
        enter(.body)
        stage(ResponseEncoder.continueResponse)
      case .request(let decoded): respond(to: decoded)
      case .refused(let refusal): refuse(refusal, isHead: decoder.isHead)
      }
    }
    guard index < bytes.count else { return }
    let rest = UnsafeRawBufferPointer(rebasing: bytes[index...])
    switch phase {
    case .webSocket: conversation?.take(rest)
    case .finishing: needsLinger = true
    case .idle, .head, .body, .gated, .streaming: leftover = Array(rest)
    case .handshaking, .lingering, .closed: break
    }
  }
}
