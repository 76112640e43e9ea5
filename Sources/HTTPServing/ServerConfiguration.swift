public import HTTPCodec
public import HTTPMessages
public import TLS

/// The server's limits and deadlines, all in real time. What happens past each stands at it.
public struct ServerConfiguration: Sendable {
  /// What a client may send.
  public var limits = HTTPLimits()
  /// Open connections of all loops together; past it a new one is a surplus connection, as long as there is room for
  /// those. The process's limit of descriptors may lower it (``HTTPServer``).
  public var connections = 16_384
  /// Connections beyond ``connections``: their first request is answered 503, over TLS too, and they end. Past it
  /// clients wait in the kernel's queue.
  public var surplusConnections = 100
  /// What a surplus connection has at most for each of its phases, in seconds.
  public var surplusSeconds = 5.0
  /// From accept to the end of the TLS handshake, in seconds; then the connection is cut.
  public var handshakeSeconds = 10.0
  /// Between requests, in seconds; then the connection is closed.
  public var idleSeconds = 75.0
  /// From the first byte of a head to its end, in seconds; then 408.
  public var headSeconds = 15.0
  /// From the end of a head to the end of the content, in seconds; then 408.
  public var bodySeconds = 60.0
  /// From a complete request to the opening of its answer's gate, in seconds; then 500.
  public var gateSeconds = 60.0
  /// Without any byte leaving while some wait, in seconds; then the connection is cut.
  public var writeStallSeconds = 30.0
  /// For the client to close after we have (RFC 9112 section 9.6), in seconds; then the connection is closed.
  public var lingerSeconds = 2.0
  /// Bytes read and dropped while lingering; past it the connection is closed, and a client that has not stopped
  /// sending may lose the answer. Several times the longest content: who sends a little too much should hear 413.
  public var lingerBytes = 16 * 1024 * 1024
  /// Bytes waiting to be written, past which a connection's requests, messages and streams are not read on.
  public var highWatermark = 256 * 1024
  /// Bytes waiting to be written, below which they are read on.
  public var lowWatermark = 64 * 1024
  /// What a streamed body is asked for at a time, in bytes.
  public var streamPieceBytes = 64 * 1024
  /// Bytes waiting to be written to a WebSocket; past it the connection is cut: its handler does not look.
  public var webSocketQueueBytes = 64 * 1024 * 1024
  /// Whether permessage-deflate may be agreed with WebSocket clients, where the endpoint allows it (RFC 7692).
  public var compressesWebSocket = true
  /// Pongs put into the queue before it was empty again; past it only the newest ping is answered, when it is
  /// (RFC 6455 section 5.5.3): who sends pings and does not read costs no more.
  public var pongsAhead = 128
  /// Without anything from a WebSocket peer, in seconds; then it is pinged.
  public var pingSeconds = 30.0
  /// From that ping without anything from the peer, in seconds; then the connection is cut.
  public var pongSeconds = 20.0
  /// From our Close frame to the peer's, in seconds; then the connection is cut (RFC 6455 section 7.1.1).
  public var webSocketCloseSeconds = 5.0
  /// How long a loop stops accepting when descriptors have run out, in seconds.
  public var acceptPauseSeconds = 0.1

  /// The values that the server has if nobody says otherwise.
  public init() {}

  /// The same with the shorter deadlines of surplus connections.
  var forSurplus: ServerConfiguration {
    var hasty = self
    hasty.handshakeSeconds = min(handshakeSeconds, surplusSeconds)
    hasty.idleSeconds = min(idleSeconds, surplusSeconds)
    hasty.headSeconds = min(headSeconds, surplusSeconds)
    hasty.bodySeconds = min(bodySeconds, surplusSeconds)
    hasty.writeStallSeconds = min(writeStallSeconds, surplusSeconds)
    return hasty
  }

  /// The same with as many connections, surplus ones included, as there are descriptors for them.
  func fitting(descriptors: Int) -> ServerConfiguration {
    var fitting = self
    let room = max(2, descriptors)
    fitting.surplusConnections = max(1, min(surplusConnections, room / 4))
    fitting.connections = min(connections, room - fitting.surplusConnections)
    return fitting
  }
}

/// Where a server listens, and who answers there.
public struct Listener: Sendable {
  /// A numeric address, or a name of this machine.
  public var host: String
  /// The port; 0 picks a free one.
  public var port: Int
  /// Where set, the listener speaks TLS.
  public var tls: TLSServerContext?
  /// Who answers.
  public var responder: any Responder
  /// Connections that this listener may have although the limit of all is reached: an operator must get in while a
  /// crowd fills the appliance. Past them the limit holds here, too.
  public var ownPlaces: Int

  /// A listener with all its parts.
  public init(
    host: String, port: Int, tls: TLSServerContext? = nil, responder: any Responder, ownPlaces: Int = 0
  ) {
    self.host = host
    self.port = port
    self.tls = tls
    self.responder = responder
    self.ownPlaces = ownPlaces
  }
}
