import ApplianceDomain
import Determinism

/// Customers come by an issue, by the list of representatives, or by a key; representatives jump to systems at which
/// nobody waits.
extension SupportCentre {
  /// The ways to start, in the order of ``weights(of:_:)``.
  private static let methods = StartMethod.allCases

  private func weights(_ capabilities: Capabilities) -> [Double] {
    let mix = scenario.mix
    return Self.methods.map { method in
      switch method {
      case .sessionKey: mix.sessionKey
      case .repList: mix.repList
      case .issueSubmission: mix.issueSubmission
      case .jumpClient: capabilities.jumpClientStartMethod ? mix.jumpClient : 0
      case .localJump: mix.localJump
      case .remoteJump: mix.remoteJump
      case .shellJump: mix.shellJump
      case .localRDP: mix.localRDP
      case .remoteRDP: mix.remoteRDP
      case .localVNC: mix.localVNC
      case .remoteVNC: mix.remoteVNC
      case .vPro: mix.vPro
      }
    }
  }

  mutating func arrive(in domain: ApplianceDomain) {
    guard let place = dice.customers.place(weights: weights(domain.capabilities)) else { return }
    switch Self.methods[place] {
    case .sessionKey: arriveByKey(in: domain)
    case .repList: comeIn(by: byList(in: domain) ?? byQueue(in: domain), in: domain)
    case .issueSubmission: comeIn(by: byIssue(in: domain) ?? byQueue(in: domain), in: domain)
    case let method: jump(as: method, in: domain)
    }
  }

  private mutating func arriveByKey(in domain: ApplianceDomain) {
    if dice.customers.chance(scenario.mix.generatedKeyShare), makeKey(in: domain) { return }
    comeIn(by: byStandingKey(in: domain) ?? byQueue(in: domain), in: domain)
  }

  /// A customer starts a session.
  mutating func comeIn(by method: SessionRequest.Method, in domain: ApplianceDomain) {
    let person = Person(&dice.customers)
    let roll = dice.customers.unit()
    let mix = scenario.mix
    let client: ClientType =
      roll < mix.mobileShare ? .mobile : roll < mix.mobileShare + mix.webChatShare ? .webChat : .desktop
    let arrivals = scenario.arrivals
    let priority = dice.customers.chance(arrivals.priorityProbability) ? dice.customers.int(in: 1...3) : nil
    intents.append(
      .startSession(
        SessionRequest(
          method: method, customer: person.info, attributes: attributes(in: domain), priority: priority,
          skills: skills(in: domain), hostname: hostname(in: domain), clientType: client,
          prewaits: dice.customers.chance(arrivals.prewaitProbability))))
  }

  private mutating func byIssue(in domain: ApplianceDomain) -> SessionRequest.Method? {
    let open = domain.organization.issues.filter { domain.isAvailable(.team($0.team)) }
    return open.isEmpty ? nil : .issue(id: dice.customers.pick(open).id)
  }

  private mutating func byList(in domain: ApplianceDomain) -> SessionRequest.Method? {
    let found = people.search(from: people.start(&dice.customers)) { domain.console[$0]?.isShowing == true }
    guard let id = found, let account = domain.index.representative(id) else { return nil }
    return .representative(id: id, name: account.publicDisplayName)
  }

  /// By one of the keys that the seed data keep valid.
  private mutating func byStandingKey(in domain: ApplianceDomain) -> SessionRequest.Method? {
    let keys = domain.organization.startup.sessionKeys
    guard !keys.isEmpty, dice.customers.chance(0.3) else { return nil }
    let key = dice.customers.pick(keys)
    guard let queue = try? domain.resolve(key.queue), domain.isAvailable(queue) else { return nil }
    return .shortKey(key.shortKey)
  }

  /// By a key that was made outside the appliance's sight.
  private mutating func byQueue(in domain: ApplianceDomain) -> SessionRequest.Method {
    if domain.capabilities.embassies, dice.customers.chance(scenario.mix.embassyShare) {
      let open = domain.organization.embassies.map { QueueReference.embassy($0.id) }
        .filter { domain.isAvailable($0) }
      if !open.isEmpty { return .queue(dice.customers.pick(open), as: .sessionKey) }
    }
    return .queue(openTeam(in: domain, besides: nil, &dice.customers) ?? .general, as: .sessionKey)
  }

  /// A team that is open, mostly; nil means everybody.
  func openTeam(
    in domain: ApplianceDomain, besides team: Int?, _ generator: inout SeededGenerator
  ) -> QueueReference? {
    let open = domain.organization.teams.filter { $0.id != team && domain.isAvailable(.team($0.id)) }
    guard !open.isEmpty, !generator.chance(0.15) else { return nil }
    return .team(generator.pick(open).id)
  }

  private mutating func attributes(in domain: ApplianceDomain) -> [AttributeValue] {
    var attributes: [AttributeValue] = []
    if dice.customers.chance(scenario.arrivals.externalKeyProbability) {
      attributes.append(AttributeValue(codeName: AttributeValue.externalKey, value: caseNumber()))
    }
    for field in domain.organization.customFields
    where dice.customers.chance(scenario.arrivals.attributeProbability) {
      attributes.append(AttributeValue(codeName: field.codeName, value: dice.customers.pick(Phrases.values)))
    }
    return attributes
  }

  private mutating func caseNumber() -> String { "CASE-\(dice.customers.int(in: 100_000...999_999))" }

  /// Mostly the issue decides; now and then a customer asks for something special.
  private mutating func skills(in domain: ApplianceDomain) -> [String]? {
    let known = domain.organization.skills
    guard dice.customers.chance(scenario.arrivals.skillProbability), !known.isEmpty else { return nil }
    return [dice.customers.pick(known).codeName]
  }

  private mutating func hostname(in domain: ApplianceDomain) -> String? {
    let hostnames = domain.organization.publicSites.compactMap(\.hostnames.first)
    return hostnames.isEmpty ? nil : dice.customers.pick(hostnames)
  }

  /// Some of those whom the scenario wants there at the start come now.
  mutating func openDoors(in domain: ApplianceDomain) {
    let perSecond = scenario.arrivals.openingSessions / scenario.arrivals.openingSeconds
    for _ in 0..<min(flow.openingLeft, max(1, Int(perSecond))) {
      arrive(in: domain)
      flow.openingLeft -= 1
    }
    if flow.openingLeft > 0 { agenda.add(.opening, at: now.advanced(bySeconds: 1)) }
  }
}

/// A customer, made up.
private struct Person {
  var info: CustomerInfo

  init(_ generator: inout SeededGenerator) {
    let name = "\(generator.pick(Phrases.firstNames)) \(generator.pick(Phrases.lastNames))"
    let company = generator.pick(Phrases.companies)
    let isPrivate = generator.chance(0.2)
    info = CustomerInfo(
      name: name, company: isPrivate ? "" : company.name, companyCode: isPrivate ? "" : company.code,
      details: generator.pick(Phrases.problems))
  }
}
