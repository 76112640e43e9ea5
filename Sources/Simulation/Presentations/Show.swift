import ApplianceDomain
import Determinism

/// A presentation that the simulation looks after.
struct Show: Sendable {
  /// The logging session ID; empty where the slot is free.
  var lsid: String
  /// The user ID of whoever gives it.
  let owner: Int
  /// How often its slot has been used before.
  var generation: UInt32
  /// When it ends.
  var ends: Timestamp
  /// How many attendees are still to come.
  var expected: Int
  /// Whether the presenter has said hello and begun to show the screen.
  var hasBegun = false
  /// When another representative takes over the screen.
  var handover: Timestamp
}

/// Representatives give presentations; people come, lose their connections, ask, and leave.
extension SupportCentre {
  /// The most presentations that are looked after at a time; further ones stay as they were started.
  private static let limit = 1000
  /// Seconds between two things that happen in a presentation, on average: while people come, and afterwards.
  private static let joiningSeconds = 8.0
  private static let goingOnSeconds = 25.0

  mutating func planPresenting(after time: Timestamp) {
    let perHour = scenario.presentations.perHour
    guard perHour > 0 else { return }
    agenda.add(.presenting, at: time.later(meanSeconds: 3600 / perHour, &dice.presentations))
  }

  mutating func beginPresentation(in domain: ApplianceDomain) {
    planPresenting(after: now)
    let start = people.start(&dice.presentations)
    guard let id = people.search(from: start, where: { isFree($0, in: domain) }) else { return }
    people.noteTaking(id, at: now)
    intents.append(
      .startPresentation(name: dice.presentations.pick(Phrases.presentations), representative: id))
  }

  mutating func takeOnPresentation(_ lsid: String, in domain: ApplianceDomain) {
    guard let owner = domain.presentations[lsid]?.owner else { return }
    let length = scenario.presentations.minutes * 60
    let ends = now.later(meanSeconds: length * 0.6, &dice.presentations)
      .advanced(byMilliseconds: Int64(length * 400))
    let mean = scenario.presentations.attendees
    let expected = mean > 0 ? Int(dice.presentations.wait(meanSeconds: mean) / 1000) + 1 : 0
    let handsOver = dice.presentations.chance(scenario.presentations.handOverProbability)
    let middle = Timestamp(milliseconds: now.milliseconds / 2 + ends.milliseconds / 2)
    var show = Show(
      lsid: lsid, owner: owner, generation: 0, ends: ends, expected: min(expected, 1000),
      handover: handsOver ? middle : .never)
    let free = shows.firstIndex { $0.lsid.isEmpty }
    guard free != nil || shows.count < Self.limit else { return }
    people.update(owner) { $0.presentations += 1 }
    if let slot = free {
      show.generation = shows[slot].generation &+ 1
      shows[slot] = show
      agenda.add(.presentation(slot: UInt32(slot), generation: show.generation), at: now)
    } else {
      shows.append(show)
      agenda.add(.presentation(slot: UInt32(shows.count - 1), generation: 0), at: now)
    }
  }

  mutating func show(_ slot: Int, _ generation: UInt32, in domain: ApplianceDomain) {
    guard shows[slot].generation == generation, !shows[slot].lsid.isEmpty else { return }
    guard let presentation = domain.presentations[shows[slot].lsid] else {
      shows[slot].lsid = ""
      people.update(shows[slot].owner) { $0.presentations -= 1 }
      return
    }
    var show = shows[slot]
    let mean = show.expected > 0 ? Self.joiningSeconds : Self.goingOnSeconds
    if isAtWork(presentation.owner, in: domain) { goOn(&show, presentation, in: domain) }
    shows[slot] = show
    let next = now.later(meanSeconds: mean, atLeast: 1, &dice.presentations)
    agenda.add(
      .presentation(slot: UInt32(slot), generation: generation),
      at: max(now.advanced(bySeconds: 1), min(next, show.ends)))
  }

  private mutating func goOn(
    _ show: inout Show, _ presentation: ActivePresentation, in domain: ApplianceDomain
  ) {
    let lsid = show.lsid
    if now >= show.ends {
      intents.append(.endPresentation(lsid: lsid))
    } else if !show.hasBegun {
      show.hasBegun = true
      intents.append(.present(lsid: lsid, representative: presentation.owner))
    } else if now >= show.handover {
      show.handover = .never
      let start = people.start(&dice.presentations)
      let other = people.search(from: start) { $0 != presentation.owner && isFree($0, in: domain) }
      guard let other else { return }
      intents.append(.present(lsid: lsid, representative: other))
    } else if show.expected > 0, dice.presentations.chance(0.7) {
      show.expected -= 1
      let first = dice.presentations.pick(Phrases.firstNames)
      intents.append(
        .joinPresentation(lsid: lsid, name: first + " " + dice.presentations.pick(Phrases.lastNames)))
    } else {
      happen(presentation, in: domain)
    }
  }
}
