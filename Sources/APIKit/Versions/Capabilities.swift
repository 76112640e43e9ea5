import ApplianceDomain

// Differences: embassies, logged-in-reps-type, connected-representative-type, support-team-embassy,
//   session-key-embassy-queue, archive-queue-type,
//   archive-representative-type, archive-start-method, stream-queue-type, stream-representative-type,
//   stream-start-method

extension Capabilities {
  /// Embassies and the start method `jump_client` are in the guides up to 18.1 and gone from the 21.3 guide.
  static func of(_ version: APIVersion) -> Capabilities {
    switch version {
    case .v1_15_1, .v1_16_0: Capabilities(embassies: true, jumpClientStartMethod: true)
    case .v1_21_1: Capabilities(embassies: false, jumpClientStartMethod: false)
    }
  }
}
