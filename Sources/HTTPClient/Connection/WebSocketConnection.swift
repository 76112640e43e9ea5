internal import Determinism
internal import HTTPCodec
internal import HTTPMessages
internal import HTTPTypes
internal import Reactor
internal import WebSocketCodec

/// How a WebSocket conversation ended.
enum WebSocketEnd {
  /// The close handshake, with the server's status and reason.
  case closed(code: UInt16?, reason: String)
  /// Anything else.
  case fault(ClientFault)
}

/// The client's side of a conversation. Every call comes from the connection's loop.
protocol WebSocketClientHandler: AnyObject {
  /// The handshake is over.
  func opened(subprotocolChosen: Bool)
  /// A whole message came, text or binary.
  func received(_ message: [UInt8])
  /// The last call; not made where the client aborted.
  func closed(_ end: WebSocketEnd)
}

/// A WebSocket to a server (RFC 6455, the client's side), without extensions. Bound to its loop.
final class WebSocketConnection: ChannelOwner {
  private enum Phase {
    case connecting
    case handshake(ClientHandshake, ResponseDecoder)
    case open
    /// Our Close has gone out.
    case closing
    case over
  }

  private let url: ClientURL
  private let client: ClientLoop
  private let subprotocol: String?
  private weak var handler: (any WebSocketClientHandler)?
  private var phase = Phase.connecting
  private var channel: Channel?
  private var decoder: WebSocketDecoder
  private var timer: LoopTimer?
  /// What the server's Close said.
  private var theirClose: (code: UInt16?, reason: String)?

  /// A conversation that begins: the handler is told how that ended, in a later turn.
  init(
    to url: ClientURL, subprotocol: String?, on client: ClientLoop, handler: any WebSocketClientHandler
  ) {
    self.url = url
    self.client = client
    self.subprotocol = subprotocol
    self.handler = handler
    decoder = WebSocketDecoder(of: .server, messageLimit: client.context.limits.messageBytes)
    timer = LoopTimer { [weak self] in self?.late() }
    channel = Channel(to: url, on: client, owner: self)
  }

  /// Sends a binary message.
  func send(_ message: [UInt8]) {
    guard case .open = phase else { return }
    var frames: [UInt8] = []
    WebSocketEncoder.append(.binary(message), maskedWith: client.context.maskKey, to: &frames)
    channel?.write(frames)
  }

  /// Starts the close handshake with status 1000; the handler hears of its end.
  func close() {
    switch phase {
    case .open: startClosing(1000, "")
    case .connecting, .handshake: end(.closed(code: nil, reason: ""))
    case .closing, .over: break
    }
  }

  // MARK: The channel

  func channelOpened() {
    let handshake = ClientHandshake(
      entropy: client.context.entropy.bytes(ClientHandshake.keyBytes), subprotocol: subprotocol)
    var answer = ResponseDecoder(limits: client.context.httpLimits)
    answer.expect(.upgrade)
    phase = .handshake(handshake, answer)
    setDeadline(client.context.limits.responseSeconds)
    var bytes: [UInt8] = []
    RequestEncoder.appendHead(
      .get, target: url.target, authority: url.authority, fields: handshake.fields, to: &bytes)
    channel?.write(bytes)
  }

  func channelReceived(_ bytes: UnsafeRawBufferPointer) {
    switch phase {
    case .handshake(let handshake, var answer):
      var index = 0
      let outcome = answer.decode(bytes, from: &index)
      phase = .handshake(handshake, answer)
      switch outcome {
      case .incomplete: break
      case .refused(let fault):
        fail(.nonsense, "The answer of \(url.authority) is not to be believed: \(fault.reason)")
      case .response(let response):
        open(handshake, response)
        if case .open = phase { decode(UnsafeRawBufferPointer(rebasing: bytes[index...])) }
      }
    case .open, .closing: decode(bytes)
    case .connecting, .over: break
    }
  }

  func channelEnded(_ fault: ClientFault?) {
    channel = nil
    if let theirClose { return end(.closed(code: theirClose.code, reason: theirClose.reason)) }
    if let fault { return end(.fault(fault)) }
    fail(.broken, "\(url.authority) ended the connection without a word")
  }

  private func open(_ handshake: ClientHandshake, _ response: DecodedResponse) {
    guard response.status == 101 else {
      let text = String(decoding: response.body.prefix(200), as: UTF8.self)
      let said = text.isEmpty ? "" : ": \(text.split(whereSeparator: \.isNewline).joined(separator: " "))"
      return fail(
        .refused,
        "\(url.authority) answers the WebSocket handshake for \(url.target) with \(response.status)\(said)")
    }
    do throws(ClientHandshake.Fault) {
      let isChosen = try handshake.check(response.fields)
      phase = .open
      setDeadline(nil)
      handler?.opened(subprotocolChosen: isChosen)
    } catch { fail(.nonsense, "\(url.authority) does not speak WebSocket as it should: \(error.reason)") }
  }

  // MARK: Frames

  private func decode(_ bytes: UnsafeRawBufferPointer) {
    do throws(WebSocketFault) { try decoder.decode(bytes) { take($0) } } catch {
      let fault = ClientFault(.nonsense, "\(url.authority) breaks RFC 6455: \(error.reason)")
      write {
        WebSocketEncoder.appendClose(code: error.closeCode, reason: error.reason, maskedWith: $0, to: &$1)
      }
      end(.fault(fault))
    }
  }

  private func take(_ event: WebSocketEvent) {
    switch event {
    case .text(let bytes), .binary(let bytes): if case .open = phase { handler?.received(bytes) }
    case .ping(let payload): write { WebSocketEncoder.appendPong(payload, maskedWith: $0, to: &$1) }
    case .pong: break
    case .close(let code, let reason):
      theirClose = (code, reason)
      if case .open = phase {
        write { WebSocketEncoder.appendClose(code: code, reason: "", maskedWith: $0, to: &$1) }
        phase = .closing
        // The server ends the connection (RFC 6455 section 7.1.1), but not for ever.
        setDeadline(client.context.limits.closeSeconds)
      } else {
        end(.closed(code: code, reason: reason))
      }
    }
  }

  private func write(_ append: (UInt32, inout [UInt8]) -> Void) {
    var frames: [UInt8] = []
    append(client.context.maskKey, &frames)
    channel?.write(frames)
  }

  // MARK: The end

  private func startClosing(_ code: UInt16, _ reason: String) {
    write { WebSocketEncoder.appendClose(code: code, reason: reason, maskedWith: $0, to: &$1) }
    phase = .closing
    setDeadline(client.context.limits.closeSeconds)
  }

  private func late() {
    switch phase {
    case .closing: end(.closed(code: theirClose?.code, reason: theirClose?.reason ?? ""))
    case .connecting, .handshake, .open, .over:
      fail(.late, "\(url.authority) did not answer the WebSocket handshake in time")
    }
  }

  private func setDeadline(_ seconds: Double?) {
    timer.map { client.loop.set($0, deadline: seconds.map(client.deadline)) }
  }

  private func fail(_ kind: ClientFault.Kind, _ sentence: String) { end(.fault(ClientFault(kind, sentence))) }

  private func end(_ end: WebSocketEnd) {
    if case .over = phase { return }
    phase = .over
    channel?.close()
    channel = nil
    setDeadline(nil)
    timer = nil
    handler?.closed(end)
  }
}
