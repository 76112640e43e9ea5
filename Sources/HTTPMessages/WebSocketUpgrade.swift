/// The WebSocket side of an answer: which subprotocol was chosen, and who talks then.
public struct WebSocketUpgrade: Sendable {
  /// The value of `Sec-WebSocket-Protocol` in the answer, exactly as it is to be sent; nil for none.
  public var subprotocol: String?
  /// The longest message that the peer may send, in bytes, over all its fragments; past it the connection is closed
  /// with status 1009.
  public var messageLimit: Int
  /// What the endpoint agrees to of permessage-deflate, where the client offers it; nil for no compression.
  public var compression: PerMessageDeflate?
  /// Makes the handler, on the connection's loop, once the handshake has been sent.
  public var makeHandler: @Sendable () -> any WebSocketHandler

  /// An upgrade with all its parts.
  public init(
    subprotocol: String?, messageLimit: Int, compression: PerMessageDeflate? = nil,
    makeHandler: @escaping @Sendable () -> any WebSocketHandler
  ) {
    self.subprotocol = subprotocol
    self.messageLimit = messageLimit
    self.compression = compression
    self.makeHandler = makeHandler
  }
}

/// One end of a WebSocket conversation. Lives on the connection's loop: every call comes from there, one at a time.
/// Ping, pong and the close handshake are the server's business, not the handler's.
public protocol WebSocketHandler: AnyObject {
  /// The handshake has been answered.
  func opened(_ peer: any WebSocketPeer)
  /// A whole message came.
  func received(_ message: WebSocketMessage, from peer: any WebSocketPeer)
  /// Fewer bytes than ``WebSocketPeer/lowWatermark`` wait to be written, after there had been more.
  func drained(_ peer: any WebSocketPeer)
  /// The conversation is over, for whatever reason. The last call.
  func closed()
}

/// A message of RFC 6455: text (valid UTF-8) or binary.
public enum WebSocketMessage: Sendable {
  /// Text; the bytes are valid UTF-8.
  case text([UInt8])
  /// Any bytes.
  case binary([UInt8])

  /// The bytes of either kind.
  public var bytes: [UInt8] {
    switch self {
    case .text(let bytes), .binary(let bytes): bytes
    }
  }
}

/// The connection, as a handler sees it. Bound to its loop; only ``loop`` may be used from elsewhere.
public protocol WebSocketPeer: AnyObject {
  /// What was agreed of permessage-deflate; nil where messages travel as they are.
  var compression: PerMessageDeflate? { get }
  /// Queues a message, compressed where that was agreed and makes it smaller. What is queued in one turn of the loop
  /// leaves in as few writes as possible.
  func send(_ message: WebSocketMessage)
  /// Writes frames that are already encoded, shared between many peers without a copy. They may be compressed where
  /// that was agreed, each message by itself if ``PerMessageDeflate/serverNoContextTakeover`` was. They leave at once
  /// where nothing waits before them; what the socket does not take is queued. Answers whether nothing waits now.
  @discardableResult func send(encodedFrames: [UInt8]) -> Bool
  /// Starts the close handshake with a status of RFC 6455 section 7.4 and a reason of at most 123 bytes.
  func close(code: UInt16, reason: String)
  /// Cuts the connection without a handshake.
  func abort()
  /// Bytes that wait to be written.
  var pendingBytes: Int { get }
  /// The number of pending bytes below which ``WebSocketHandler/drained(_:)`` is called.
  var lowWatermark: Int { get }
  /// The loop that the connection lives on.
  var loop: any LoopExecutor { get }
}

/// An event loop, as seen from other threads.
public protocol LoopExecutor: Sendable {
  /// The loop's index, from 0.
  var index: Int { get }
  /// Runs `work` on the loop, soon. Work from one thread runs in the order in which it was given.
  func execute(_ work: @escaping @Sendable () -> Void)
  /// Runs `work` on the loop after some real nanoseconds; the answer cancels it.
  func schedule(afterNanoseconds delay: Int64, _ work: @escaping @Sendable () -> Void) -> any ScheduledWork
}

/// Work that waits for its time.
public protocol ScheduledWork: Sendable {
  /// Sees to it that the work does not run, if it has not run yet. Any thread may call it.
  func cancel()
}
