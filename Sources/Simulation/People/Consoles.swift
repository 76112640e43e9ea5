import ApplianceDomain
import Determinism

/// What representatives look at, and what becomes of the connections of their consoles.
extension SupportCentre {
  /// Seconds after which a console is looked at again that has nothing to do.
  private static let lookAgainSeconds: Int64 = 60

  // MARK: Focus and selection

  mutating func lookElsewhere(_ place: Int, in domain: ApplianceDomain) {
    defer { agenda.add(.focus(UInt32(place)), at: nextFocus()) }
    let worker = people[place]
    guard scenario.work.focusSeconds > 0, worker.mood != .onBreak,
      let console = domain.console[worker.id],
      let row = domain.model.representative[console.rowID], row.connected, !row.routingIdle
    else { return }
    if !row.consoleInFocus {
      intents.append(.setConsoleInFocus(representative: worker.id, true))
    } else if worker.cases.isEmpty || dice.consoles.chance(0.35) {
      intents.append(.setConsoleInFocus(representative: worker.id, false))
    } else {
      select(worker, row, in: domain)
    }
  }

  private mutating func select(_ worker: Worker, _ row: RepresentativeRow, in domain: ApplianceDomain) {
    let slot = dice.consoles.pick(worker.cases)
    let isNone = dice.consoles.chance(0.05)
    guard let session = domain.sessions[row: cases[slot].row], session.participantRows[worker.id] != nil
    else { return }
    if isNone {
      guard row.selectedSupportSessionID != nil else { return }
      intents.append(.selectSession(representative: worker.id, lsid: nil))
    } else if row.selectedSupportSessionID != session.rowID {
      intents.append(.selectSession(representative: worker.id, lsid: session.record.lsid))
    }
  }

  mutating func nextFocus() -> Timestamp {
    let mean = scenario.work.focusSeconds
    return mean > 0
      ? now.later(meanSeconds: mean, atLeast: 2, &dice.consoles)
      : now.advanced(bySeconds: Self.lookAgainSeconds)
  }

  // MARK: Connections

  mutating func turnLink(_ place: Int, in domain: ApplianceDomain) {
    let worker = people[place]
    let console = domain.console[worker.id]
    let row = console.flatMap { domain.model.representative[$0.rowID] }
    var next = nextLoss()
    switch worker.link {
    case .fine:
      guard scenario.faults.consoleLossHours > 0, let row, row.connected else { break }
      people[place].turnedAway = now
      intents.append(.setConnected(representative: worker.id, false))
      let back = now.later(meanSeconds: scenario.faults.consoleReturnSeconds, atLeast: 2, &dice.consoles)
      let timeout = now.advanced(byMilliseconds: Int64(scenario.faults.consoleTimeoutSeconds * 1000))
      people[place].link = back < timeout ? .returns : .timesOut
      next = min(back, timeout)
    case .returns:
      people[place].link = .fine
      if let row, !row.connected { intents.append(.setConnected(representative: worker.id, true)) }
    case .timesOut:
      people[place].link = .fine
      people[place].turnedAway = now
      if let row, !row.connected { intents.append(.logOut(representative: worker.id)) }
    }
    agenda.add(.link(UInt32(place)), at: next)
  }

  mutating func nextLoss() -> Timestamp {
    let hours = scenario.faults.consoleLossHours
    return hours > 0
      ? now.later(meanSeconds: hours * 3600, &dice.consoles)
      : now.advanced(bySeconds: Self.lookAgainSeconds * 60)
  }
}
