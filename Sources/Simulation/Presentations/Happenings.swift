import ApplianceDomain
import Determinism

/// What happens in presentations, once they go.
extension SupportCentre {
  mutating func happen(_ presentation: ActivePresentation, in domain: ApplianceDomain) {
    let lsid = presentation.lsid
    let roll = dice.presentations.below(20)
    guard !presentation.attendees.isEmpty else {
      return talk(presentation, .representative(presentation.owner))
    }
    let attendee = dice.presentations.pick(presentation.attendees)
    let isConnected = domain.model.attendee[attendee.rowID]?.connected ?? false
    guard isConnected else {
      // Whoever lost the connection comes back, or stays away.
      intents.append(
        dice.presentations.chance(0.7)
          ? .setAttendeeConnected(lsid: lsid, attendee: attendee.gsnumber, true)
          : .leavePresentation(lsid: lsid, attendee: attendee.gsnumber))
      return
    }
    switch roll {
    case 0...4: talk(presentation, .representative(presentation.owner))
    case 5...9: talk(presentation, .attendee(attendee.gsnumber))
    case 10, 11: share(presentation, .representative(presentation.owner))
    case 12: share(presentation, .attendee(attendee.gsnumber))
    case 13, 14:
      intents.append(.setAttendeeConnected(lsid: lsid, attendee: attendee.gsnumber, false))
    case 15, 16: intents.append(.leavePresentation(lsid: lsid, attendee: attendee.gsnumber))
    case 17: turnScreen(presentation)
    default: break
    }
  }

  private mutating func talk(_ presentation: ActivePresentation, _ member: PresentationMember) {
    let body = dice.presentations.pick(Phrases.presentationLines)
    intents.append(.sendPresentationMessage(lsid: presentation.lsid, from: member, body: body))
  }

  private mutating func share(_ presentation: ActivePresentation, _ member: PresentationMember) {
    let files = Self.sharedFiles(&dice.presentations)
    intents.append(.actInPresentation(lsid: presentation.lsid, by: member, .filesShared(files)))
  }

  /// The screen is not shown for a while, or shown again.
  private mutating func turnScreen(_ presentation: ActivePresentation) {
    if presentation.presenter == nil {
      intents.append(.present(lsid: presentation.lsid, representative: presentation.owner))
    } else {
      intents.append(.present(lsid: presentation.lsid, representative: nil))
    }
  }
}
