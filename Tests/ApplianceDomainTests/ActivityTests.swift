import ApplianceDomain
import Determinism
import DomainTesting
import Testing

private let owned = TestOrganization.ownedLSID

@Suite("Activities") struct ActivityTests {
  @Test("the appliance numbers notes, shells and recordings from 0, and gives buttons their IDs")
  func numbers() throws {
    var audited = Audited()
    let one = Actor.representative(1)
    func number(_ activity: SessionActivity, _ name: String) -> Int64? {
      audited.perform(.act(lsid: owned, by: one, activity))
      return audited.activity?.integer(name)
    }
    for expected in 0...2 as ClosedRange<Int64> {
      #expect(number(.noteAdded(body: "n"), "number") == expected)
      #expect(number(.commandShellSessionStarted, "instance") == expected)
      #expect(number(.showMyScreenRecording, "instance") == expected)
    }
    let button = SessionActivity.callbackButtonDeployed(
      description: "d", expiration: TestOrganization.start, profileID: 1, profileName: "p")
    #expect(number(button, "callback_button_id") == 1)
    #expect(number(button, "callback_button_id") == 2)
    #expect(number(.callbackButtonRemoved, "callback_button_id") == 2)
    #expect(number(.callbackButtonRemoved, "callback_button_id") == 1)
    #expect(
      audited.perform(.act(lsid: owned, by: one, .callbackButtonRemoved)).refusal == .noCallbackButton(owned))
  }

  @Test("the record counts the files that were transferred, renamed and deleted, and not what failed")
  func counts() {
    var audited = Audited()
    let done: [SessionActivity] = [
      .fileUpload(name: "a", size: 1), .fileDownload(name: "a", size: 1), .fileMoved(from: "a", to: "b"),
      .fileDeleted(name: "b", size: 1),
    ]
    let failed: [SessionActivity] = [
      .fileUploadIncomplete(name: "a", bytesTransferred: 1, failure: "full"),
      .fileMoved(from: "a", to: "b", failure: "in use"), .fileDeleted(name: "b", size: 1, failure: "denied"),
    ]
    for activity in done + failed { audited.perform(.act(lsid: owned, by: .representative(1), activity)) }
    let record = audited.domain.sessions[owned]?.record
    #expect(record?.fileTransferCount == 2)
    #expect(record?.fileMoveCount == 1)
    #expect(record?.fileDeleteCount == 1)
  }

  @Test(
    "the record says what there is to record, as it happens, and what of it is recorded since the beginning")
  func recordings() throws {
    var audited = Audited()
    #expect(audited.domain.sessions[owned]?.record.recordings == SessionRecordings())
    audited.perform(.useTool(lsid: owned, representative: 1, .screenSharing, true))
    #expect(audited.keptRecordings == SessionRecordings(hasSharedScreen: true))
    audited.perform(.changeSettings(Settings(recordScreenSharing: false, recordShowMyScreen: false)))
    audited.perform(.act(lsid: owned, by: .representative(1), .showMyScreenRecording))
    audited.perform(.act(lsid: owned, by: .representative(1), .commandShellSessionStarted))
    audited.perform(.act(lsid: owned, by: .representative(1), .commandShellSessionStarted))
    let known = SessionRecordings(hasSharedScreen: true, showMyScreens: 1, commandShells: 2)
    #expect(audited.keptRecordings == known, "what is recorded was settled when the session began")
    audited.perform(.endSession(lsid: owned, by: .owner))
    #expect(audited.activities == [.screenRecording], "the video of the session is told of when it ends")
    #expect(audited.keptRecordings == known)
  }

  @Test("what is not recorded is told of nowhere, and a session has one video at most")
  func unrecorded() throws {
    var audited = Audited()
    let off = Settings(recordScreenSharing: false, recordShowMyScreen: false, recordCommandShell: false)
    audited.perform(.changeSettings(off))
    let request = SessionRequest(method: .queue(.team(1), as: .sessionKey))
    guard case .session(let lsid) = try audited.perform(.startSession(request)).get() else { return }
    audited.perform(.acceptSession(lsid: lsid, representative: 1))
    audited.perform(.useTool(lsid: lsid, representative: 1, .screenSharing, true))
    for activity in [SessionActivity.showMyScreenRecording, .screenRecording] {
      #expect(
        audited.perform(.act(lsid: lsid, by: .representative(1), activity)).refusal
          == .notRecorded(lsid: lsid, activity.kind.rawValue))
    }
    audited.perform(.act(lsid: lsid, by: .representative(1), .commandShellSessionStarted))
    #expect(audited.activities == [.commandShellSessionStarted], "a shell is opened all the same")
    #expect(audited.keptRecordings?.commandShellRecordings == 0)
    audited.perform(.endSession(lsid: lsid, by: .owner))
    #expect(audited.activities == [])

    audited.perform(.act(lsid: owned, by: .representative(1), .screenRecording))
    audited.perform(.endSession(lsid: owned, by: .owner))
    #expect(audited.activities == [], "its video had been told of")
  }

  @Test("a download is performed by the customer, an upload by the representative")
  func directions() throws {
    var audited = Audited()
    audited.perform(.act(lsid: owned, by: .representative(1), .fileDownload(name: "a", size: 1)))
    #expect(audited.event?.performedBy.type == .customer && audited.event?.destination?.userID == 1)
    audited.perform(.act(lsid: owned, by: .representative(1), .fileUpload(name: "a", size: 1)))
    #expect(audited.event?.performedBy.userID == 1 && audited.event?.destination?.type == .customer)
  }

  @Test("nobody does what is not theirs to do")
  func performers() {
    var audited = Audited()
    func refusal(_ actor: Actor, _ activity: SessionActivity) -> Refusal? {
      audited.perform(.act(lsid: owned, by: actor, activity)).refusal
    }
    #expect(refusal(.customer, .screenshotCaptured) == .wrongPerformer("screenshot_captured"))
    #expect(refusal(.representative(1), .customerExitSurvey([])) == .wrongPerformer("customer_exit_survey"))
    #expect(refusal(.representative(2), .screenshotCaptured) == .notInSession(lsid: owned, representative: 2))
    #expect(audited.perform(.act(lsid: "x", by: .system, .screenRecording)).refusal == .unknownSession("x"))
    audited.perform(.customerLeaves(lsid: owned))
    #expect(refusal(.representative(1), .screenshotCaptured) == .customerGone(owned))
    #expect(
      refusal(.customer, .foregroundWindowChanged(executable: "a", window: "b")) == .customerGone(owned))
    #expect(refusal(.customer, .customerExitSurvey([])) == nil)
    #expect(refusal(.representative(1), .noteAdded(body: "The customer has gone")) == nil)
  }
}

@Suite("Presentations") struct PresentationTests {
  @Test("a presentation has attendees and one who shows the screen, until it ends")
  func life() throws {
    var audited = Audited()
    let start = Intent.startPresentation(name: "News", representative: 1)
    guard case .presentation(let lsid) = try audited.perform(start).get() else { return }
    #expect(audited.changes == ["insert presentation_session"])
    guard case .attendee(let ann) = try audited.perform(.joinPresentation(lsid: lsid, name: "Ann")).get()
    else {
      return
    }
    audited.perform(.present(lsid: lsid, representative: 1))
    #expect(audited.changes == ["insert presenter"])
    audited.perform(.present(lsid: lsid, representative: 2))
    #expect(audited.changes == ["delete presenter", "insert presenter"])
    audited.perform(.setAttendeeConnected(lsid: lsid, attendee: ann, false))
    #expect(audited.changes == ["update attendee"])
    audited.perform(.sendPresentationMessage(lsid: lsid, from: .attendee(ann), body: "Hello"))
    #expect(audited.event?.isInPresentation == true && audited.event?.performedBy.type == .attendee)
    audited.perform(.actInPresentation(lsid: lsid, by: .representative(2), .screenRecording))
    #expect(audited.activities == [.screenRecording])
    audited.perform(.endPresentation(lsid: lsid))
    #expect(audited.changes == ["delete presenter", "delete attendee", "delete presentation_session"])
    #expect(audited.perform(.endPresentation(lsid: lsid)).refusal == .unknownPresentation(lsid))
  }

  @Test(
    "it ends when the representative who began it logs out; another presenter's log out stops the showing")
  func logOut() throws {
    var audited = Audited()
    let start = Intent.startPresentation(name: "News", representative: 1)
    guard case .presentation(let lsid) = try audited.perform(start).get() else { return }
    audited.perform(.present(lsid: lsid, representative: 2))
    audited.perform(.logOut(representative: 2))
    #expect(audited.domain.model.presenter.count == 0 && audited.domain.presentations.count == 1)
    audited.perform(.logOut(representative: 1))
    #expect(audited.domain.presentations.count == 0)
  }

  @Test("the record of a presentation says who took part, for how long, and what there is to see of it")
  func record() throws {
    var audited = Audited()
    let start = Intent.startPresentation(name: "News", representative: 1)
    guard case .presentation(let lsid) = try audited.perform(start).get() else { return }
    audited.perform(.present(lsid: lsid, representative: 2))
    #expect(audited.events.map(\.performedBy.userID) == [2], "who shows the screen comes in for it")
    audited.perform(.present(lsid: lsid, representative: 1))
    #expect(audited.events.isEmpty, "who is there already does not come in again")
    audited.perform(.logOut(representative: 2))
    audited.perform(.endPresentation(lsid: lsid))
    let record = try #require(audited.presentation)
    #expect(
      record.representatives.map(\.id) == [1, 2] && record.representatives.map(\.isPresent) == [false, false])
    #expect(record.owner == 1 && record.hasShownScreen && record.hasRecording)
    #expect(audited.activities == [.screenRecording], "the recording is told of at the end")
  }

  @Test("without a screen there is no recording, and none is told of twice")
  func recordings() throws {
    var audited = Audited()
    for isTold in [false, true] {
      let start = Intent.startPresentation(name: "News", representative: 1)
      guard case .presentation(let lsid) = try audited.perform(start).get() else { return }
      if isTold {
        audited.perform(.actInPresentation(lsid: lsid, by: .representative(1), .screenRecording))
      }
      audited.perform(.endPresentation(lsid: lsid))
      #expect(audited.activities.isEmpty)
      #expect(audited.presentation?.hasRecording == isTold)
    }
  }
}
