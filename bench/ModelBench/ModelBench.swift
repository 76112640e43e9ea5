import ApplianceDomain
import Determinism
import Foundation

/// Measures what an active session costs in the domain: resident memory, and time for what happens in it.
@main struct ModelBench {
  static func main() {
    let counts = CommandLine.arguments.dropFirst().compactMap { Int($0) }
    sizes()
    for count in counts.isEmpty ? [10_000, 50_000] : counts { measure(count) }
  }

  static func measure(_ count: Int) {
    let base = resident()
    let begun = ContinuousClock.now
    var domain = ApplianceDomain(
      memory: Memory(organization: organization(sessions: count), settings: Settings()),
      capabilities: Capabilities(embassies: false, jumpClientStartMethod: false), seed: 1)
    var now = Timestamp(seconds: 1_733_239_200)
    domain.start(at: now)
    for id in 1...(count / 3 + 1) { _ = try? domain.perform(.logIn(representative: id), at: now) }
    _ = domain.takeEntries()
    let staffed = resident()
    for number in 0..<count {
      now = now.advanced(byMilliseconds: 20)
      let request = SessionRequest(
        method: .queue(.team(number % 10 + 1), as: .issueSubmission),
        customer: CustomerInfo(
          name: "Customer \(number) of somebody", company: "Harbour Books Ltd", companyCode: "HB-204",
          details: "The till program takes minutes to open since this morning."),
        attributes: [AttributeValue(codeName: "external_key", value: "INC00\(number)")])
      guard case .session(let lsid)? = try? domain.perform(.startSession(request), at: now) else { continue }
      _ = try? domain.perform(.acceptSession(lsid: lsid, representative: number / 3 + 1), at: now)
      _ = domain.takeEntries()
    }
    let filled = resident()
    let took = (ContinuousClock.now - begun) / count
    print(
      "\(count) sessions: \(took) each to start and take; \((filled - staffed) / count) bytes a session, "
        + "\((filled - base) / count) with its part of the staff")
  }

  private static func organization(sessions: Int) -> Organization {
    let staff = (1...(sessions / 3 + 1)).map { id in
      RepresentativeAccount(
        id: id, username: "user\(id)", publicDisplayName: "Representative \(id)",
        privateDisplayName: "Representative Number \(id)", displayNumber: id, maximumSessions: 3,
        hostname: "CONSOLE-\(id)", operatingSystem: "Windows 10 Enterprise (x64)", privateIP: "10.1.0.1",
        publicIP: "192.0.2.1")
    }
    let teams = (1...10).map { id in
      SupportTeam(
        id: id, name: "Team \(id)", codeName: "team\(id)", isPersistent: true,
        members: staff.filter { $0.id % 10 == id - 1 }.map {
          TeamMember(representative: $0.id, role: .member)
        })
    }
    return Organization(
      company: Company(apiName: "example", displayName: "Example"),
      publicSites: [PublicSite(id: 1, name: "Default", hostnames: ["support.example.com"])],
      representatives: staff, teams: teams)
  }

  private static func resident() -> Int {
    let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
    return (text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 4096
  }
}

extension ModelBench {
  static func sizes() {
    print(
      MemoryLayout<ActiveSession>.stride, MemoryLayout<SessionRecord>.stride,
      MemoryLayout<CustomerRecord>.stride, MemoryLayout<RepresentativeRecord>.stride,
      MemoryLayout<SupportSessionRow>.stride, MemoryLayout<CustomerClientRow>.stride,
      MemoryLayout<RepresentativeSupportSessionRow>.stride, MemoryLayout<SupportSessionAttributeRow>.stride,
      MemoryLayout<RepresentativeRow>.stride, MemoryLayout<Console>.stride)
  }
}
