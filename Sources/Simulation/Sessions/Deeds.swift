import ApplianceDomain
import Determinism

/// What a representative does in a session besides talking: takes a tool, does something with it, puts it away.
extension SupportCentre {
  /// The probability that somebody who takes another tool puts away one that is at hand.
  private static let stopProbability = 0.6
  /// The probability that a customer is asked before a tool is used.
  private static let promptProbability = 0.3
  /// The share of the deeds that need no tool.
  private static let toollessShare = 0.18

  mutating func act(_ lsid: String, _ representative: Int, _ activity: SessionActivity) {
    intents.append(.act(lsid: lsid, by: .representative(representative), activity))
  }

  mutating func deed(_ work: inout Case, _ session: ActiveSession, by owner: Int, in domain: ApplianceDomain)
  {
    let mine = session.tools.filter { $0.representative == owner }.map(\.tool)
    if dice.deeds.chance(Self.toollessShare) {
      toolless(&work, session, by: owner, in: domain)
    } else if mine.isEmpty {
      if let tool = draw(for: work) { take(tool, &work, session, by: owner, mine) }
    } else if dice.deeds.chance(scenario.sessions.switchProbability) {
      turnToAnother(&work, session, by: owner, mine)
    } else {
      use(dice.deeds.pick(mine), &work, session, by: owner)
    }
    guestDeed(&work, session, by: owner, in: domain)
  }

  /// Another tool. One that is at hand may be put away for it, but not when there is no other.
  private mutating func turnToAnother(
    _ work: inout Case, _ session: ActiveSession, by id: Int, _ mine: [ServiceTool]
  ) {
    let old = dice.deeds.chance(Self.stopProbability) ? dice.deeds.pick(mine) : nil
    guard let tool = draw(for: work, besides: old) else {
      if let old { use(old, &work, session, by: id) }
      return
    }
    if let old { putAway(old, session, by: id, mine) }
    take(tool, &work, session, by: id, mine)
  }

  private mutating func take(
    _ tool: ServiceTool, _ work: inout Case, _ session: ActiveSession, by id: Int, _ mine: [ServiceTool]
  ) {
    let lsid = session.record.lsid
    if !mine.contains(tool) {
      if work.flags.contains(.attended), dice.deeds.chance(Self.promptProbability),
        !work.flags.contains(.hasPerson)
      {
        allow(tool, session, to: id)
      }
      intents.append(.useTool(lsid: lsid, representative: id, tool, true))
      if tool == .remoteShell { act(lsid, id, .commandShellSessionStarted) }
    }
    intents.append(.selectTool(lsid: lsid, representative: id, tool))
    if dice.deeds.chance(0.5) { use(tool, &work, session, by: id) }
  }

  /// The customer allows somebody to use a tool.
  private mutating func allow(_ tool: ServiceTool, _ session: ActiveSession, to id: Int) {
    let name = session.record.representatives.last { $0.id == id }?.publicDisplayName ?? ""
    let level = dice.deeds.chance(0.8) ? "Full" : "View Only"
    intents.append(
      .act(
        lsid: session.record.lsid, by: .customer,
        .serviceAccessAllowed(service: Phrases.name(of: tool), level: level, grantedTo: name)))
  }

  private mutating func putAway(
    _ tool: ServiceTool, _ session: ActiveSession, by id: Int, _ mine: [ServiceTool]
  ) {
    let lsid = session.record.lsid
    intents.append(.useTool(lsid: lsid, representative: id, tool, false))
    let rest = mine.filter { $0 != tool }
    intents.append(.selectTool(lsid: lsid, representative: id, rest.last))
  }

  /// Somebody who does not own the session does something now and then.
  private mutating func guestDeed(
    _ work: inout Case, _ session: ActiveSession, by owner: Int, in domain: ApplianceDomain
  ) {
    guard session.participantRows.count > 1, dice.deeds.chance(0.15) else { return }
    // People from outside only watch.
    let colleagues = session.participantRows.keys.filter { $0 != owner && people.place(of: $0) != nil }
    guard let id = colleagues.min(), isAtWork(id, in: domain) else { return }
    let mine = session.tools.filter { $0.representative == id }.map(\.tool)
    if let tool = mine.last {
      putAway(tool, session, by: id, mine)
    } else if let tool = draw(for: work) {
      take(tool, &work, session, by: id, mine)
    }
  }

  /// A tool that the customer's client has, besides one.
  private mutating func draw(for work: Case, besides other: ServiceTool? = nil) -> ServiceTool? {
    let tools = ServiceTool.allCases
    let weights = tools.map { tool in
      work.has(tool) && tool != other ? scenario.tools.weight(of: tool) : 0
    }
    return dice.deeds.place(weights: weights).map { tools[$0] }
  }

  private mutating func use(_ tool: ServiceTool, _ work: inout Case, _ session: ActiveSession, by id: Int) {
    let lsid = session.record.lsid
    switch tool {
    case .screenSharing: lookAtScreen(work, lsid, by: id)
    case .cobrowse: browse(work, lsid)
    case .fileTransfer: handleFile(work, lsid, by: id)
    // The guides: it is logged only where it is pulled at the start of the session.
    case .systemInformation: break
    case .remoteShell: runScript(&work, lsid, by: id)
    case .registry: editRegistry(lsid, by: id)
    }
  }

  /// A canned script, the less likely the more there were: nobody repairs a computer with ten of them.
  mutating func runScript(_ work: inout Case, _ lsid: String, by id: Int) {
    let scripts = work.system.cannedScripts
    guard !scripts.isEmpty, work.scripts < .max, dice.deeds.chance(1 / Double(1 + work.scripts)) else {
      return
    }
    work.scripts += 1
    act(lsid, id, .cannedScriptExecuted(name: dice.deeds.pick(scripts)))
  }

  private mutating func lookAtScreen(_ work: Case, _ lsid: String, by id: Int) {
    let actions = work.system.actions
    switch dice.deeds.below(10) {
    case 0...5: changeWindow(work, lsid)
    case 6, 7: act(lsid, id, .screenshotCaptured)
    default:
      if !actions.isEmpty { act(lsid, id, .specialActionExecuted(name: dice.deeds.pick(actions))) }
    }
  }

  private mutating func changeWindow(_ work: Case, _ lsid: String) {
    let windows = work.system.windows
    guard !windows.isEmpty else { return }
    let window = dice.deeds.pick(windows)
    show(window.executable, window.title, lsid)
  }

  /// Who shares a browser shows nothing else.
  private mutating func browse(_ work: Case, _ lsid: String) {
    let browser = work.system.browser
    show(browser.executable, dice.deeds.pick(browser.titles), lsid)
  }

  private mutating func show(_ executable: String, _ title: String, _ lsid: String) {
    intents.append(
      .act(lsid: lsid, by: .customer, .foregroundWindowChanged(executable: executable, window: title)))
  }

  /// The information of the system is pulled at the start of a session.
  mutating func tellSystem(_ session: ActiveSession) {
    let lsid = session.record.lsid
    let categories = Phrases.systemInformation(of: session.record.customer, lsid: lsid)
    intents.append(.act(lsid: lsid, by: .system, .systemInformationRetrieved(categories)))
  }
}

extension Case {
  /// Whether the customer's client has a tool: there is no registry on a phone, and no file system on an iPhone.
  func has(_ tool: ServiceTool) -> Bool {
    switch client {
    case .desktop: tool != .registry || system == .windows
    case .mobile:
      tool == .screenSharing || tool == .systemInformation || tool == .fileTransfer && system == .android
    // The page on which a person chats shares nothing.
    case .webChat: tool == .cobrowse && !flags.contains(.hasPerson)
    case .shell: tool == .remoteShell
    case .rdp, .vnc, .vPro: tool == .screenSharing
    }
  }
}

extension Scenario.Tools {
  func weight(of tool: ServiceTool) -> Double {
    switch tool {
    case .screenSharing: screenSharing
    case .cobrowse: cobrowse
    case .fileTransfer: fileTransfer
    case .systemInformation: systemInformation
    case .remoteShell: remoteShell
    case .registry: registry
    }
  }
}
