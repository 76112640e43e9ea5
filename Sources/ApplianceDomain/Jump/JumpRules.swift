/// The Jump shortcuts, by their IDs.
public struct JumpBook: Sendable {
  /// The most shortcuts; past it another one is refused.
  public static let maximumCount = 100_000

  /// All of them, in the order in which they were made.
  public private(set) var items: [JumpItem]

  init(_ items: [JumpItem]) { self.items = items }

  /// The ID of the next shortcut.
  var nextID: Int { (items.last?.id ?? 0) + 1 }

  mutating func append(_ item: JumpItem) { items.append(item) }
}

/// What a Jump shortcut can name that administrators configure.
public enum JumpReference: String, Sendable, Equatable, CaseIterable {
  /// A Jump Group, by its code name.
  case group
  /// A Jumpoint, by its code name.
  case jumpoint
  /// A Jump Policy, by its code name.
  case jumpPolicy = "jump_policy"
  /// A session policy, by its code name.
  case sessionPolicy = "session_policy"
  /// A public site, by one of its host names.
  case publicPortal = "public_portal"

  /// What it is called in a sentence.
  public var noun: String {
    switch self {
    case .group: "Jump Group"
    case .jumpoint: "Jumpoint"
    case .jumpPolicy: "Jump Policy"
    case .sessionPolicy: "session policy"
    case .publicPortal: "public site with the host name"
    }
  }
}

extension Organization {
  /// What there is for a shortcut to name.
  public func names(for reference: JumpReference) -> [String] {
    switch reference {
    case .group: jumpGroups.map(\.codeName)
    case .jumpoint: jumpoints.map(\.codeName)
    case .jumpPolicy: jumpPolicies.map(\.codeName)
    case .sessionPolicy: sessionPolicies.map(\.codeName)
    case .publicPortal: publicSites.flatMap(\.hostnames)
    }
  }
}

extension ApplianceDomain {
  /// Keeps a shortcut, if everything is there that it names.
  mutating func importJumpItem(_ item: JumpItem) throws(Refusal) -> Outcome {
    let named: [(JumpReference, String?)] = [
      (.group, item.group), (.jumpoint, item.jumpoint), (.jumpPolicy, item.jumpPolicy),
      (.sessionPolicy, item.sessionPolicy), (.publicPortal, item.publicPortal),
    ]
    for (reference, name) in named {
      guard let name else { continue }
      let isPortal = reference == .publicPortal
      let known = organization.names(for: reference)
      guard isPortal ? index.isKnown(hostname: name) : known.contains(name) else {
        throw .notConfigured(reference, name)
      }
    }
    guard jumpItems.items.count < JumpBook.maximumCount else { throw .tooManyJumpItems }
    var item = item
    item.id = jumpItems.nextID
    jumpItems.append(item)
    keep(.jumpItem(item))
    return .jumpItem(id: item.id)
  }
}
