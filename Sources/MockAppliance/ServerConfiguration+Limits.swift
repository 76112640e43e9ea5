import APIs
import Changes
import Configuration
import HTTPCodec
import HTTPServing

extension ServerConfiguration {
  /// The server's own values, with the operator's limits in place of some.
  init(_ limits: ServeLimits) {
    self.init()
    func set<Value>(_ property: WritableKeyPath<ServerConfiguration, Value>, _ value: Value?) {
      if let value { self[keyPath: property] = value }
    }
    set(\.connections, limits.connections)
    set(\.limits.headBytes, limits.headBytes)
    set(\.limits.targetBytes, limits.targetBytes)
    set(\.limits.fieldCount, limits.fields)
    set(\.limits.bodyBytes, limits.bodyBytes)
    set(\.handshakeSeconds, limits.handshakeSeconds)
    set(\.idleSeconds, limits.idleSeconds)
    set(\.headSeconds, limits.headSeconds)
    set(\.bodySeconds, limits.bodySeconds)
    set(\.writeStallSeconds, limits.writeStallSeconds)
    // Who sends a little more than the longest content should still hear 413.
    lingerBytes = max(lingerBytes, 4 * self.limits.bodyBytes)
  }
}

extension StreamLimits {
  /// The stream's own values, with the operator's limits in place of some.
  init(_ limits: ServeLimits) {
    self.init()
    if let bytes = limits.streamPieceBytes { pieceBytes = bytes }
    if let bytes = limits.streamSendAheadBytes { sendAheadBytes = bytes }
    // What the log no longer has, nobody can be sent; the configuration allows no more than that, either.
    if let batches = limits.streamBacklogBatches { backlogBatches = min(batches, ChangeLog.capacity - 1) }
    if let bytes = limits.streamBacklogBytes { backlogBytes = bytes }
  }
}
