public import ApplianceDomain
public import Determinism

/// People without sense, who want anything that can be wanted, with whomever is there; much of it is refused.
public struct RandomPeople {
  private var chance: SeededGenerator

  /// The people of a seed.
  public init(seed: UInt64) { chance = SeededGenerator(seed: seed, stream: "random-people") }

  /// Something that one of them wants now.
  public mutating func wish(in domain: ApplianceDomain, at time: Timestamp) -> Intent {
    switch chance.below(11) {
    case 10: return ofTeam(domain)
    case 0, 1: return ofRepresentative(domain)
    case 2: return ofPresentation(domain, at: time)
    default:
      let sessions = domain.model.supportSession
      // Few enough that all of them have a life, many enough that representatives have several.
      guard sessions.count > 0, sessions.count >= 12 || !chance.chance(0.2) else { return start(domain) }
      let lsids = sessions.ids().compactMap { sessions[$0]?.lsid }
      return ofSession(chance.pick(lsids), domain, at: time)
    }
  }

  private mutating func someone(_ domain: ApplianceDomain) -> Int {
    chance.pick(domain.organization.representatives).id
  }

  private mutating func flip() -> Bool { chance.chance(0.5) }

  private mutating func queue(_ domain: ApplianceDomain) -> QueueReference {
    switch chance.below(4) {
    case 0: .general
    case 1: .representative(someone(domain))
    default: .team(chance.pick(domain.organization.teams).id)
    }
  }

  private mutating func ofRepresentative(_ domain: ApplianceDomain) -> Intent {
    let id = someone(domain)
    return switch chance.below(11) {
    case 10: .setExtendedAvailability(representative: id, flip())
    case 0, 1, 2: .logIn(representative: id)
    case 9: .setStatus(representative: id, codeName: flip() ? "busy" : "available")
    case 3: chance.chance(0.3) ? .logOut(representative: id) : .setIdle(representative: id, false)
    case 4: .setIdle(representative: id, flip())
    case 5: .setRoutingEnabled(representative: id, flip())
    case 6: .setConnected(representative: id, flip())
    case 7: .setConnected(representative: id, true)
    default: .setConsoleInFocus(representative: id, chance.chance(0.7))
    }
  }

  private mutating func ofTeam(_ domain: ApplianceDomain) -> Intent {
    let team = chance.pick(domain.organization.teams).id
    let (id, other) = (someone(domain), someone(domain))
    let pins = domain.teams.pinned
    let sessions = domain.model.supportSession
    switch chance.below(7) {
    case 0: return .actInTeam(team: team, representative: id, .say("Hm", to: flip() ? other : nil))
    case 1: return .actInTeam(team: team, representative: id, .monitor(other))
    case 2: return .actInTeam(team: team, representative: id, .stopMonitoring(other))
    case 3 where sessions.count > 0:
      let lsid = sessions[chance.pick(sessions.ids())]?.lsid ?? ""
      return .pinSession(lsid: lsid, representative: id, team: team)
    case 4, 5:
      guard !pins.isEmpty else { fallthrough }
      let deeds: [PinnedSessionDeed] = [.move(toTeam: team), .setPassword, .unpin]
      return .changePinnedSession(id: chance.pick(pins).id, representative: id, chance.pick(deeds))
    default:
      let file = SharedFile(name: "a", size: 1)
      return .actInTeam(
        team: team, representative: id,
        .transfer(file, flip() ? .upload : .download, with: other, failure: flip() ? "Full" : nil))
    }
  }

  private mutating func start(_ domain: ApplianceDomain) -> Intent {
    let method: SessionRequest.Method =
      switch chance.below(4) {
      case 0: .jump(representative: someone(domain), as: .localJump)
      case 1: .issue(id: chance.pick(domain.organization.issues).id)
      default: .queue(queue(domain), as: .sessionKey)
      }
    return .startSession(
      SessionRequest(
        method: method, customer: CustomerInfo(name: "Zoë \"\(chance.below(100))\""),
        attributes: flip() ? [AttributeValue(codeName: "site", value: "S\n\(chance.below(9))")] : [],
        priority: flip() ? chance.int(in: 1...3) : nil, skills: flip() ? ["mac"] : nil,
        hostname: flip() ? "retail.example.com" : nil, clientType: flip() ? .desktop : .mobile,
        prewaits: chance.chance(0.3)))
  }

  private mutating func ofSession(_ lsid: String, _ domain: ApplianceDomain, at time: Timestamp) -> Intent {
    let id = someone(domain)
    let tool = chance.pick(ServiceTool.allCases)
    switch chance.below(20) {
    case 0: return flip() ? .customerClientStarts(lsid: lsid) : .customerRunsClient(lsid: lsid, .desktop)
    case 1: return .setCustomerConnected(lsid: lsid, false)
    case 2: return .setCustomerConnected(lsid: lsid, true)
    case 3: return .elevateCustomer(lsid: lsid)
    case 4: return .assignSession(lsid: lsid, representative: id, timeout: flip() ? 30 : nil)
    case 5: return .respondToAssignment(lsid: lsid, chance.pick(AssignmentResponse.allCases))
    case 6, 7, 8: return .acceptSession(lsid: lsid, representative: id)
    case 9: return .joinSession(lsid: lsid, representative: id)
    case 10: return .leaveSession(lsid: lsid, representative: id)
    case 11:
      return chance.chance(0.2)
        ? .inviteRepresentative(lsid: lsid, by: id, name: "Guest") : .elevateCustomer(lsid: lsid)
    case 12: return .useTool(lsid: lsid, representative: id, tool, flip())
    case 13: return .selectTool(lsid: lsid, representative: id, flip() ? tool : nil)
    case 14: return .selectSession(representative: id, lsid: chance.chance(0.8) ? lsid : nil)
    case 15: return .transferSession(lsid: lsid, queue: queue(domain))
    case 16:
      return .setSessionAttributes(
        lsid: lsid, [AttributeValue(codeName: "site", value: flip() ? "" : "B\(chance.below(9))")])
    case 17:
      return flip()
        ? message(lsid, domain, at: time)
        : .sendChatMessage(
          lsid: lsid, from: flip() ? .customer : .representative(id), body: "%name% ☂ \u{1}\n")
    case 18:
      let ends = chance.chance(0.25)
      return ends && flip()
        ? chance.chance(0.7) ? .customerLeaves(lsid: lsid) : .removeCustomer(lsid: lsid)
        : ends ? .endSession(lsid: lsid, by: .system) : act(lsid, id, time)
    default: return act(lsid, id, time)
    }
  }

  private mutating func message(_ lsid: String, _ domain: ApplianceDomain, at time: Timestamp) -> Intent {
    let (from, to) = (someone(domain), someone(domain))
    let chat: AccountMessage.Chat =
      switch chance.below(4) {
      case 0:
        .team(chance.pick(domain.organization.teams).id, from: flip() ? from : nil, to: flip() ? to : nil)
      case 1: .session(lsid: lsid, from: .representative(from))
      default: .session(lsid: lsid, from: flip() ? .customer : .system)
      }
    let sent = flip() ? time.advanced(bySeconds: -Int64(chance.below(900))) : nil
    return .sendMessage(AccountMessage(chat: chat, body: "[b]%name%[/b]", sent: sent, account: "Bot"))
  }

  private mutating func act(_ lsid: String, _ id: Int, _ time: Timestamp) -> Intent {
    .act(
      lsid: lsid, by: chance.chance(0.7) ? .representative(id) : .customer,
      chance.pick(EveryActivity.wishes(at: time)))
  }

  private mutating func ofPresentation(_ domain: ApplianceDomain, at time: Timestamp) -> Intent {
    let (id, all) = (someone(domain), domain.presentations.all)
    guard let presentation = all.isEmpty ? nil : chance.pick(all), all.count > 2 || chance.chance(0.9) else {
      return .startPresentation(name: "How to", representative: id)
    }
    let lsid = presentation.lsid
    let attendee = presentation.attendees.isEmpty ? 0 : chance.pick(presentation.attendees).gsnumber
    switch chance.below(8) {
    case 0, 1: return .joinPresentation(lsid: lsid, name: "Guest \(chance.below(50))")
    case 2: return .setAttendeeConnected(lsid: lsid, attendee: attendee, flip())
    case 3: return .leavePresentation(lsid: lsid, attendee: attendee)
    case 4: return .present(lsid: lsid, representative: flip() ? id : nil)
    case 5:
      return .actInPresentation(
        lsid: lsid, by: .representative(presentation.owner),
        flip() ? .screenRecording : .filesShared([SharedFile(name: "a", size: 1)]))
    case 6: return .sendPresentationMessage(lsid: lsid, from: .attendee(attendee), body: "Hm")
    default:
      return chance.chance(0.2)
        ? .endPresentation(lsid: lsid) : .joinPresentation(lsid: lsid, name: "Late")
    }
  }
}
