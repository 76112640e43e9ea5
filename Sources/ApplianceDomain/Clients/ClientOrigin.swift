/// Where a customer's client comes from, as far as routing through a cluster cares. Small, because sessions are many.
struct ClientOrigin: Sendable {
  /// The traffic node that the client was sent to, by its place among the cluster's nodes; nil where there is none.
  var trafficNode: Int8?
  private var minutes: Int16 = 0

  init(trafficNode: Int? = nil, minutes: Int = 0) {
    self.trafficNode = trafficNode.map(Int8.init)
    self.minutes = Int16(minutes)
  }

  /// The client's seconds away from UTC.
  var timezoneOffset: Int { Int(minutes) * 60 }
}

extension ApplianceDomain {
  /// The most minutes that a time zone is taken to be away from UTC; what is said to be further is taken for this.
  private static let furthestTimezone = 24 * 60

  /// The origin of a new client.
  ///
  /// - Parameter minutes: its minutes away from UTC; nil where they are not known: then it is shown in the appliance's
  ///   own time zone, and routed by chance.
  mutating func origin(minutes: Int?) -> ClientOrigin {
    let known = minutes.map { min(max($0, -Self.furthestTimezone), Self.furthestTimezone) }
    return ClientOrigin(
      trafficNode: chooseTrafficNode(timezoneOffset: known.map { $0 * 60 }),
      minutes: known ?? organization.appliances.own.timezoneOffset / 60)
  }
}
