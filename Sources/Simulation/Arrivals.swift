import ApplianceDomain
import Determinism

/// Customers arrive by an issue, by the list of representatives, or straight into a queue.
extension SupportCentre {
  mutating func arrive(in domain: ApplianceDomain) {
    let person = Person(&dice.customers)
    let roll = dice.customers.unit()
    let isOnPhone = dice.customers.chance(0.06)
    let isChatting = dice.customers.chance(0.1)
    let method = byIssue(roll, in: domain) ?? byList(roll, in: domain) ?? byQueue(in: domain)
    let request = SessionRequest(
      method: method, customer: person.info, attributes: attributes(in: domain),
      priority: dice.customers.chance(0.15) ? dice.customers.int(in: 1...3) : nil,
      skills: skills(in: domain), hostname: hostname(in: domain),
      clientType: isOnPhone ? .mobile : isChatting ? .webChat : .desktop)
    intents.append(.startSession(request))
  }

  private mutating func byIssue(_ roll: Double, in domain: ApplianceDomain) -> SessionRequest.Method? {
    guard roll < 0.45 else { return nil }
    let open = domain.organization.issues.filter { domain.isAvailable(.team($0.team)) }
    return open.isEmpty ? nil : .issue(id: dice.customers.pick(open).id)
  }

  private mutating func byList(_ roll: Double, in domain: ApplianceDomain) -> SessionRequest.Method? {
    guard roll >= 0.45, roll < 0.6 else { return nil }
    let shown = domain.organization.representatives.filter { domain.console[$0.id]?.isShowing == true }
    guard !shown.isEmpty else { return nil }
    let account = dice.customers.pick(shown)
    return .representative(id: account.id, name: account.publicDisplayName)
  }

  private mutating func byQueue(in domain: ApplianceDomain) -> SessionRequest.Method {
    let teams = domain.organization.teams.map { QueueReference.team($0.id) }
    let open = teams.filter { domain.isAvailable($0) }
    let isGeneral = open.isEmpty || dice.customers.chance(0.2)
    let queue = isGeneral ? .general : dice.customers.pick(open)
    return .queue(queue, as: .sessionKey)
  }

  private mutating func attributes(in domain: ApplianceDomain) -> [AttributeValue] {
    var attributes: [AttributeValue] = []
    if dice.customers.chance(0.35) {
      let number = dice.customers.int(in: 100_000...999_999)
      attributes.append(AttributeValue(codeName: AttributeValue.externalKey, value: "CASE-\(number)"))
    }
    for field in domain.organization.customFields where dice.customers.chance(0.3) {
      attributes.append(AttributeValue(codeName: field.codeName, value: dice.customers.pick(Phrases.values)))
    }
    return attributes
  }

  /// Mostly the issue decides; now and then a customer asks for something special.
  private mutating func skills(in domain: ApplianceDomain) -> [String]? {
    let known = domain.organization.skills
    guard dice.customers.chance(0.1), !known.isEmpty else { return nil }
    return [dice.customers.pick(known).codeName]
  }

  private mutating func hostname(in domain: ApplianceDomain) -> String? {
    let hostnames = domain.organization.publicSites.compactMap(\.hostnames.first)
    return hostnames.isEmpty ? nil : dice.customers.pick(hostnames)
  }
}

/// A customer, made up.
struct Person {
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
