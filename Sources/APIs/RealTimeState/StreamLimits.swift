/// The bounds of the real-time stream. Their defaults are far beyond what the guides' clients need.
public struct StreamLimits: Sendable {
  /// The longest line that an integration may send, in bytes; past it the line is refused and the connection closed.
  public var incomingLineBytes = 16 * 1024
  /// The longest WebSocket message that an integration may send, in bytes; past it the server closes with status 1009.
  public var incomingMessageBytes = 64 * 1024
  /// From the opening handshake to accepted credentials, in real seconds; then the connection is closed with status
  /// 1008. Who is authenticated may wait with its subscription for as long as it likes.
  public var authenticationSeconds = 30.0
  /// How often the unfinished end of a line is tried as a whole document, for clients that leave out the newline;
  /// past it the line needs its newline, so that a line sent byte by byte costs no more than its length.
  public var unfinishedLineAttempts = 8
  /// The longest WebSocket message that is sent, in bytes; a longer line leaves in several.
  public var pieceBytes = 64 * 1024
  /// The size, in bytes, past which a `model_update` takes no further row; the next row begins another one.
  public var modelUpdateBytes = 256 * 1024
  /// The pause, in real nanoseconds, between two deliveries to the readers of a loop; 0 is none. A change after a quiet
  /// time leaves at once. Where changes come faster, those of a pause leave together, each its own message still: a
  /// write for each costs several times as much.
  public var pauseNanoseconds: Int64 = 1_000_000
  /// How many bytes of updates are joined into one piece for all who stand at the same place; more makes another piece.
  public var joinedBytes = 64 * 1024
  /// How many bytes may wait to be written to one integration; past it nothing is added until they have left.
  public var sendAheadBytes = 256 * 1024
  /// How many batches an integration that does not read may be behind; past it the connection is closed. It must stay
  /// below the capacity of the change log.
  public var backlogBatches = 8192
  /// How many bytes of updates are kept for the integrations that share a subscription; one that needs older ones
  /// is closed.
  public var backlogBytes = 16 * 1024 * 1024
  /// How many batches a full copy that is being sent already may be old to serve another integration too.
  public var sharedCopyAge: UInt64 = 64

  /// The defaults.
  public init() {}
}
