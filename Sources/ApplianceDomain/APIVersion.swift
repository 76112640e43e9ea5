/// A documented version of the API. The appliance serves one, chosen at start; the domain speaks the latest form.
public enum APIVersion: String, CaseIterable, Sendable, Codable {
  /// The guide of the 16.2 era.
  case v1_15_1 = "1.15.1"
  /// The 18.1 guide.
  case v1_16_0 = "1.16.0"
  /// The 21.3 guide.
  case v1_21_1 = "1.21.1"
}

/// Which truth holds where the guides and the wire contradict each other.
public enum Fidelity: String, CaseIterable, Sendable, Codable {
  /// The guides' letter.
  case documented
  /// What recordings of real appliances show.
  case observed
}

/// What the chosen version can do, where that changes the appliance's behaviour and not only the form of an answer.
public struct Capabilities: Sendable, Equatable, Codable {
  /// Embassies, with their queues and users (until 1.16.0).
  public var embassies: Bool
  /// Sessions through Jump Clients have a start method of their own (until 1.16.0).
  public var jumpClientStartMethod: Bool

  /// A set of capabilities.
  public init(embassies: Bool, jumpClientStartMethod: Bool) {
    self.embassies = embassies
    self.jumpClientStartMethod = jumpClientStartMethod
  }
}
