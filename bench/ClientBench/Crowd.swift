import APIKit
import ApplianceDomain
import Changes
import Determinism

/// So many clients: of twenty, three are representatives and seventeen customers, each in a session with one of them.
enum Crowd {
  static let clientID = "0123456789012345678901234567890123456789"
  static let noSecret = SecretHash(salt: "", digest: "")

  static func appliance(_ clients: Int) -> Appliance {
    let people = (1...clients * 3 / 20).map { id in
      RepresentativeAccount(
        id: id, username: "user\(id)", publicDisplayName: "Representative \(id)",
        privateDisplayName: "R. & \(id)", displayNumber: id, loggedInAtStart: true, hostname: "DESK-\(id)",
        operatingSystem: "Windows 10 Enterprise (x64)", privateIP: "10.1.\(id / 250).\(id % 250)",
        publicIP: "192.0.2.10")
    }
    let organization = Organization(
      company: Company(apiName: "bench", displayName: "Bench"),
      publicSites: [PublicSite(id: 1, name: "Default", hostnames: ["support.example.com"])],
      representatives: people,
      teams: [
        SupportTeam(
          id: 1, name: "All", codeName: "all", isPersistent: true,
          members: people.map { TeamMember(representative: $0.id, role: .member) })
      ],
      apiAccounts: [APIAccount(clientID: clientID, name: "Bench", secret: noSecret, permissions: .all)])
    return Appliance(
      domain: ApplianceDomain(
        memory: Memory(organization: organization, settings: Settings()),
        capabilities: Edition(version: .v1_21_1, fidelity: .documented).capabilities, seed: 1),
      clock: ApplianceClock(start: Timestamp(seconds: 1_733_212_800), rate: 0, monotonic: 0),
      monotonic: ManualTime(), durability: NoDurability())
  }

  /// Lets the customers come, and answers their sessions. Every eighth has lost the connection once.
  static func gather(_ appliance: Appliance, _ clients: Int) throws -> [String] {
    let representatives = clients * 3 / 20
    return try (0..<clients - representatives).map { number in
      let request = SessionRequest(
        method: .queue(.team(1), as: .sessionKey),
        customer: CustomerInfo(name: "Customer \(number) <\(number % 7)>"))
      guard case .session(let lsid) = try appliance.perform(.startSession(request)).outcome else { return "" }
      _ = try appliance.perform(.acceptSession(lsid: lsid, representative: 1 + number % representatives))
      if number.isMultiple(of: 8) {
        _ = try appliance.perform(.setCustomerConnected(lsid: lsid, false))
        _ = try appliance.perform(.setCustomerConnected(lsid: lsid, true))
      }
      return lsid
    }
  }
}
