/// What came to the integrations.
public struct StreamFigures: Sendable {
  /// Lines of the stream.
  public var messages = 0
  /// Rows that they inserted, updated or deleted.
  public var rows = 0
  /// Their bytes, newlines included.
  public var bytes = 0
  /// How much later than the first integration each other one had the same change, in nanoseconds.
  public var spread = LatencyHistogram()
  /// Changes that all integrations had, and those that were lost sight of before that.
  public var changes = (complete: 0, incomplete: 0)
  /// From the moment a mark was due until an integration had it, in nanoseconds; once for each integration.
  public var delivery = LatencyHistogram()
  /// Marks that were made, and deliveries of them that did not come.
  public var marks = (made: 0, undelivered: 0)
  /// Marks that could not be made.
  public var failedMarks = 0
  /// Why the first of them could not.
  public var markFault: ClientFault?
  /// Integrations that were cut off.
  public var lost = 0
  /// Why the first of them was.
  public var fault: ClientFault?

  /// Figures of a stream on which nothing came.
  public init() {}

  mutating func add(_ other: StreamFigures) {
    messages += other.messages
    rows += other.rows
    bytes += other.bytes
    spread.add(other.spread)
    delivery.add(other.delivery)
  }
}

/// What came of requests.
public struct RequestFigures: Sendable {
  /// Responses by their status.
  public var statuses: [Int: Int] = [:]
  /// Requests without a response.
  public var failures = 0
  /// Why the first of them failed.
  public var fault: ClientFault?
  /// Connections that were begun.
  public var connections = 0
  /// Bytes of content.
  public var bytes = 0
  /// From the request to the end of its response, in nanoseconds.
  public var latency = LatencyHistogram()

  /// All responses.
  public var responses: Int { statuses.values.reduce(0, +) }

  /// Responses that say that all is well: 2xx and 3xx.
  public var successes: Int { statuses.reduce(0) { $0 + ((200..<400).contains($1.key) ? $1.value : 0) } }

  /// Figures without a request.
  public init() {}

  mutating func add(_ other: RequestFigures) {
    for (status, count) in other.statuses { statuses[status, default: 0] += count }
    failures += other.failures
    fault = fault ?? other.fault
    connections += other.connections
    bytes += other.bytes
    latency.add(other.latency)
  }
}
