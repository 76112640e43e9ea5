import ApplianceDomain

// Differences: namespace-command, namespace-reporting, observed-namespaces

/// The XML namespaces of the Command API and of the Reporting API.
public struct Namespaces: Sendable {
  /// The namespace of the Command API's answers.
  public let command: String
  /// The namespace of the Reporting API's answers.
  public let reporting: String

  init(base: String) {
    command = base + "/command"
    reporting = base + "/reporting"
  }

  /// The vendor's name changed between 18.1 and 21.3. On the wire the older one began with `http`; for 1.21.1 nothing
  /// is recorded, so both fidelities follow its guide.
  static func of(_ version: APIVersion, _ fidelity: Fidelity) -> Namespaces {
    switch (version, fidelity) {
    case (.v1_21_1, _): Namespaces(base: "https://www.beyondtrust.com/namespaces/API")
    case (_, .documented): Namespaces(base: "https://www.bomgar.com/namespaces/API")
    case (_, .observed): Namespaces(base: "http://www.bomgar.com/namespaces/API")
    }
  }
}
