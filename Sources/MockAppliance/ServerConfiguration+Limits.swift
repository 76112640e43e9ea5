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
