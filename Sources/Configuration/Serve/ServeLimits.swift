/// What clients may take of the server (`limits:` in the file). What is nil keeps the server's own value.
public struct ServeLimits: Sendable, Equatable {
  /// Connections of all listeners together.
  public var connections: Int?
  /// The request line and all fields, in bytes.
  public var headBytes: Int?
  /// The request target, in bytes.
  public var targetBytes: Int?
  /// Field lines of a request.
  public var fields: Int?
  /// The content of a request, in bytes.
  public var bodyBytes: Int?
  /// For the TLS handshake, in real seconds, as are all that follow.
  public var handshakeSeconds: Double?
  /// Between requests.
  public var idleSeconds: Double?
  /// For a head.
  public var headSeconds: Double?
  /// For a content.
  public var bodySeconds: Double?
  /// Without any byte of an answer leaving.
  public var writeStallSeconds: Double?
  /// The longest message that the real-time stream sends, in bytes; a longer line leaves in several.
  public var streamPieceBytes: Int?
  /// How many bytes may wait to be written to one integration before it is sent no more.
  public var streamSendAheadBytes: Int?
  /// How many batches of changes an integration that does not read may be behind.
  public var streamBacklogBatches: Int?
  /// How many bytes of updates an integration that does not read may be behind.
  public var streamBacklogBytes: Int?

  /// The server's own values.
  public init() {}

  private static let keys = [
    "connections", "head_bytes", "target_bytes", "fields", "body_bytes", "handshake_seconds", "idle_seconds",
    "head_seconds", "body_seconds", "write_stall_seconds", "stream_piece_bytes", "stream_send_ahead_bytes",
    "stream_backlog_batches", "stream_backlog_bytes",
  ]

  /// What the file says under `limits`.
  init(file: YAMLValue?) {
    self.init()
    guard let file, !file.isNull else { return }
    let mapping = YAMLMapping(file, keys: ServeLimits.keys)
    // Below the lower bounds nobody's requests fit; above the upper ones one client could take all memory.
    connections = mapping["connections"]?.read(.integer(1...1_000_000, example: 10_000))
    headBytes = mapping["head_bytes"]?.read(.integer(1024...1_048_576, example: 16_384))
    targetBytes = mapping["target_bytes"]?.read(.integer(256...1_048_576, example: 8192))
    fields = mapping["fields"]?.read(.integer(10...10_000, example: 100))
    bodyBytes = mapping["body_bytes"]?.read(.integer(1024...1_073_741_824, example: 1_048_576))
    handshakeSeconds = mapping["handshake_seconds"]?.read(.patience)
    idleSeconds = mapping["idle_seconds"]?.read(.patience)
    headSeconds = mapping["head_seconds"]?.read(.patience)
    bodySeconds = mapping["body_seconds"]?.read(.patience)
    writeStallSeconds = mapping["write_stall_seconds"]?.read(.patience)
    // Shorter pieces would be nothing but frames, and a longer backlog than the log's nobody could be sent.
    streamPieceBytes = mapping["stream_piece_bytes"]?.read(.integer(16...16_777_216, example: 65_536))
    streamSendAheadBytes = mapping["stream_send_ahead_bytes"]?.read(
      .integer(1024...67_108_864, example: 262_144))
    streamBacklogBatches = mapping["stream_backlog_batches"]?.read(.integer(1...16_383, example: 8192))
    streamBacklogBytes = mapping["stream_backlog_bytes"]?.read(
      .integer(65_536...1_073_741_824, example: 16_777_216))
  }
}

extension Form where Value == Double {
  /// How long somebody is waited for, in seconds.
  fileprivate static var patience: Form {
    Form { text throws(Misfit) in
      guard let value = Double(text), (0.1...86_400).contains(value) else {
        throw Misfit(text, "is not a number of seconds; write one from 0.1 to 86400")
      }
      return value
    }
  }
}
