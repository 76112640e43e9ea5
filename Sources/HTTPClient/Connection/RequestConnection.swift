public import HTTPCodec
public import HTTPMessages
public import HTTPTypes
internal import Reactor

/// A request as a client makes it.
public struct ClientRequest: Sendable {
  /// The method.
  public var method: HTTPRequest.Method
  /// Path and query, encoded.
  public var target: String
  /// Fields besides `Host` and `Content-Length`.
  public var fields: FieldBlock
  /// The content; nil for none.
  public var body: [UInt8]?

  /// A request with its parts.
  public init(
    _ method: HTTPRequest.Method, _ target: String, fields: FieldBlock = .empty, body: [UInt8]? = nil
  ) {
    self.method = method
    self.target = target
    self.fields = fields
    self.body = body
  }
}

/// Requests to one server, one after the other, over a connection that is kept as long as the server keeps it and made
/// anew when it is needed. Bound to its loop, on which it is made, used, closed and dropped.
public final class RequestConnection: ChannelOwner {
  /// What a request came to.
  public typealias Answer = Result<DecodedResponse, ClientFault>

  /// How many connections were begun so far.
  public private(set) var connectionCount = 0

  private let url: ClientURL
  private let client: ClientLoop
  private var channel: Channel?
  private var isOpen = false
  private var decoder: ResponseDecoder
  private var timer: LoopTimer?

  private var pending: (request: ClientRequest, completion: (Answer) -> Void)?
  /// Whether the pending request went out on a connection that had carried another one.
  private var isReused = false
  private var hasAnswerBegun = false

  /// Requests to the server of a URL, whose path does not matter.
  public init(to url: ClientURL, on client: ClientLoop) {
    self.url = url
    self.client = client
    decoder = ResponseDecoder(limits: client.context.httpLimits)
    timer = LoopTimer { [weak self] in self?.late() }
  }

  /// Sends a request, when no other waits for its answer. The completion is called once, in a later turn.
  ///
  /// A request whose kept connection turns out to be gone before anything of the answer has come is sent once more on a
  /// new one, unless its method may do harm twice (RFC 9112 section 9.3.1).
  public func send(_ request: ClientRequest, _ completion: @escaping (Answer) -> Void) {
    precondition(pending == nil, "A connection carries one request at a time")
    pending = (request, completion)
    isReused = isOpen
    if isOpen { write() } else { connect() }
  }

  /// Ends the connection; a pending request is dropped without an answer.
  public func close() {
    pending = nil
    drop()
    timer = nil
  }

  private func connect() {
    connectionCount += 1
    isReused = false
    decoder = ResponseDecoder(limits: client.context.httpLimits)
    channel = Channel(to: url, on: client, owner: self)
  }

  private func write() {
    guard let request = pending?.request else { return }
    hasAnswerBegun = false
    decoder.expect(request.method == .head ? .head : .usual)
    timer.map { client.loop.set($0, deadline: client.deadline(client.context.limits.responseSeconds)) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(512)
    RequestEncoder.appendHead(
      request.method, target: request.target, authority: url.authority, fields: request.fields,
      contentLength: request.body?.count, to: &bytes)
    if let body = request.body { bytes += body }
    channel?.write(bytes)
  }

  func channelOpened() {
    isOpen = true
    write()
  }

  func channelReceived(_ bytes: UnsafeRawBufferPointer) {
    hasAnswerBegun = true
    guard pending != nil else {
      // Nothing was asked (a 408 for an idle connection, say): what follows it could be taken for an answer.
      return drop()
    }
    var index = 0
    take(decoder.decode(bytes, from: &index), hasRest: index < bytes.count)
  }

  func channelEnded(_ fault: ClientFault?) {
    let wasOpen = isOpen
    drop()
    guard let pending else { return }
    if wasOpen && isReused && !hasAnswerBegun && pending.request.method != .post { return connect() }
    if let fault { return complete(.failure(fault)) }
    switch decoder.end() {
    case .response(let response): complete(.success(response))
    case .refused(let fault): complete(.failure(nonsense(fault.reason)))
    case .incomplete:
      complete(.failure(ClientFault(.broken, "\(url.authority) ended the connection without an answer")))
    }
  }

  private func take(_ outcome: ResponseDecoder.Outcome, hasRest: Bool) {
    switch outcome {
    case .incomplete: break
    case .response(let response):
      // Bytes behind the answer answer nothing.
      if !response.keepsAlive || hasRest { drop() }
      complete(.success(response))
    case .refused(let fault):
      drop()
      complete(.failure(nonsense(fault.reason)))
    }
  }

  private func late() {
    drop()
    let seconds = Int(client.context.limits.responseSeconds)
    complete(.failure(ClientFault(.late, "\(url.authority) did not answer within \(seconds) s")))
  }

  private func nonsense(_ reason: String) -> ClientFault {
    ClientFault(.nonsense, "The answer of \(url.authority) is not to be believed: \(reason)")
  }

  private func drop() {
    isOpen = false
    channel?.close()
    channel = nil
  }

  private func complete(_ answer: Answer) {
    guard let pending else { return }
    self.pending = nil
    timer.map { client.loop.set($0, deadline: nil) }
    pending.completion(answer)
  }
}
