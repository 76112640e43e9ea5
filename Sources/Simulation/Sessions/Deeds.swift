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
      toolless(work, session, by: owner, in: domain)
    } else if mine.isEmpty || dice.deeds.chance(scenario.sessions.switchProbability) {
      var kept = mine
      if !mine.isEmpty, dice.deeds.chance(Self.stopProbability) {
        kept.remove(at: dice.deeds.below(kept.count))
        let tool = mine.first { !kept.contains($0) }
        if let tool { putAway(tool, work, session, by: owner, mine) }
      }
      takeTool(work, session, by: owner, kept)
    } else {
      use(dice.deeds.pick(mine), work, session, by: owner)
    }
    guestDeed(work, session, by: owner)
  }

  private mutating func takeTool(
    _ work: Case, _ session: ActiveSession, by id: Int, _ mine: [ServiceTool]
  ) {
    let lsid = session.record.lsid
    guard let tool = draw(for: work) else { return }
    if !mine.contains(tool) {
      if work.flags.contains(.attended), dice.deeds.chance(Self.promptProbability) {
        allow(tool, session, to: id)
      }
      intents.append(.useTool(lsid: lsid, representative: id, tool, true))
      if tool == .remoteShell { act(lsid, id, .commandShellSessionStarted) }
    }
    intents.append(.selectTool(lsid: lsid, representative: id, tool))
    if dice.deeds.chance(0.5) { use(tool, work, session, by: id) }
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
    _ tool: ServiceTool, _ work: Case, _ session: ActiveSession, by id: Int, _ mine: [ServiceTool]
  ) {
    let lsid = session.record.lsid
    intents.append(.useTool(lsid: lsid, representative: id, tool, false))
    let rest = mine.filter { $0 != tool }
    intents.append(.selectTool(lsid: lsid, representative: id, rest.last))
    if tool == .screenSharing, work.flags.contains(.isRecorded) { act(lsid, id, .screenRecording) }
  }

  /// Whoever was sharing the screen at the end has recorded it.
  mutating func stopSharing(_ work: Case, _ session: ActiveSession, by owner: Int) {
    let isSharing = session.tools.contains { $0.representative == owner && $0.tool == .screenSharing }
    guard isSharing, work.flags.contains(.isRecorded) else { return }
    act(session.record.lsid, owner, .screenRecording)
  }

  /// Somebody who does not own the session does something now and then.
  private mutating func guestDeed(_ work: Case, _ session: ActiveSession, by owner: Int) {
    guard session.participantRows.count > 1, dice.deeds.chance(0.15) else { return }
    // People from outside only watch.
    let colleagues = session.participantRows.keys.filter { $0 != owner && people.place(of: $0) != nil }
    guard let id = colleagues.min(), isConnected(id) else { return }
    let mine = session.tools.filter { $0.representative == id }.map(\.tool)
    if let tool = mine.last {
      putAway(tool, work, session, by: id, mine)
    } else {
      takeTool(work, session, by: id, mine)
    }
  }

  private func isConnected(_ id: Int) -> Bool {
    people.place(of: id).map { people[$0].link == .fine } ?? false
  }

  /// A tool that the customer's client has.
  private mutating func draw(for work: Case) -> ServiceTool? {
    let tools = ServiceTool.allCases
    let weights = tools.map { tool in work.has(tool) ? scenario.tools.weight(of: tool) : 0 }
    return dice.deeds.place(weights: weights).map { tools[$0] }
  }

  private mutating func use(_ tool: ServiceTool, _ work: Case, _ session: ActiveSession, by id: Int) {
    let lsid = session.record.lsid
    switch tool {
    case .screenSharing: lookAtScreen(work, lsid, by: id)
    case .cobrowse: changeWindow(work, lsid)
    case .fileTransfer: handleFile(work, lsid, by: id)
    case .systemInformation: tellSystem(work, session, by: .representative(id))
    case .remoteShell: act(lsid, id, .cannedScriptExecuted(name: dice.deeds.pick(Phrases.cannedScripts)))
    case .registry: editRegistry(lsid, by: id)
    }
  }

  private mutating func lookAtScreen(_ work: Case, _ lsid: String, by id: Int) {
    switch dice.deeds.below(10) {
    case 0...5: changeWindow(work, lsid)
    case 6, 7: act(lsid, id, .screenshotCaptured)
    default: act(lsid, id, .specialActionExecuted(name: dice.deeds.pick(work.system.actions)))
    }
  }

  private mutating func changeWindow(_ work: Case, _ lsid: String) {
    let window = dice.deeds.pick(work.system.windows)
    intents.append(
      .act(
        lsid: lsid, by: .customer,
        .foregroundWindowChanged(executable: window.executable, window: window.title)))
  }

  mutating func tellSystem(_ work: Case, _ session: ActiveSession, by actor: Actor) {
    let customer = session.record.customer
    let categories = Phrases.systemInformation(
      work.system, name: customer.hostname, operatingSystem: customer.operatingSystem, &dice.deeds)
    intents.append(
      .act(lsid: session.record.lsid, by: actor, .systemInformationRetrieved(categories)))
  }
}

extension Case {
  /// Whether the customer's client has a tool: there is no registry on a phone.
  func has(_ tool: ServiceTool) -> Bool {
    switch client {
    case .desktop: tool != .registry || system == .windows
    case .mobile: [.screenSharing, .fileTransfer, .systemInformation].contains(tool)
    case .webChat: tool == .cobrowse
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
