import ApplianceDomain
import Determinism

/// What needs no tool: notes, files in the chat, Support Buttons, custom attributes, one's own screen.
extension SupportCentre {
  /// Days after which a Support Button expires.
  private static let buttonDays = 1...90

  mutating func toolless(_ work: inout Case, _ session: ActiveSession, by id: Int, in domain: ApplianceDomain)
  {
    let lsid = session.record.lsid
    let isOnDesktop = work.client == .desktop
    let isAttended = work.flags.contains(.attended)
    if work.flags.contains(.getsButton) {
      work.flags.remove(.getsButton)
      return deployButton(lsid, by: id)
    }
    switch dice.deeds.below(10) {
    case 0, 1: act(lsid, id, .noteAdded(body: dice.deeds.pick(Phrases.notes)))
    case 2 where isAttended, 3 where isAttended:
      let actor: Actor =
        dice.deeds.chance(0.5) && !work.flags.contains(.hasPerson) ? .customer : .representative(id)
      let files = Self.sharedFiles(&dice.deeds)
      intents.append(.act(lsid: lsid, by: actor, .filesShared(files)))
    case 4 where session.hasButton, 5 where session.hasButton: act(lsid, id, .callbackButtonRemoved)
    case 6 where isOnDesktop && isAttended && session.record.recordings.enabled.contains(.showMyScreen):
      act(lsid, id, .showMyScreenRecording)
    case 7, 8: changeAttributes(session, in: domain)
    case 9 where isOnDesktop: runScript(&work, lsid, by: id)
    default: break
    }
  }

  private mutating func deployButton(_ lsid: String, by id: Int) {
    let profile = dice.deeds.pick(Phrases.buttonProfiles)
    let days = Int64(dice.deeds.int(in: Self.buttonDays))
    act(
      lsid, id,
      .callbackButtonDeployed(
        description: dice.deeds.pick(Phrases.buttonDescriptions),
        expiration: calendar.advanced(bySeconds: days * 86_400), profileID: profile.id,
        profileName: profile.name))
  }

  /// A custom attribute gets a value, another one, or none; or the session gets an external key at last.
  private mutating func changeAttributes(_ session: ActiveSession, in domain: ApplianceDomain) {
    let lsid = session.record.lsid
    let fields = domain.organization.customFields
    if session.record.externalKey == nil, fields.isEmpty || dice.deeds.chance(0.4) {
      let key = "CASE-\(dice.deeds.int(in: 100_000...999_999))"
      intents.append(
        .setSessionAttributes(
          lsid: lsid, [AttributeValue(codeName: AttributeValue.externalKey, value: key)]))
    } else if !fields.isEmpty {
      let field = dice.deeds.pick(fields).codeName
      let isCleared = dice.deeds.chance(0.1) && session.record.attributes.contains { $0.codeName == field }
      let value = isCleared ? "" : dice.deeds.pick(Phrases.values)
      intents.append(.setSessionAttributes(lsid: lsid, [AttributeValue(codeName: field, value: value)]))
    }
  }
}
