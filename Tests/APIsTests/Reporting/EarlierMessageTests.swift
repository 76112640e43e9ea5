import ApplianceDomain
import Determinism
import History
import Testing

@testable import APIs

@Suite("messages that tell of an earlier time")
struct EarlierMessageTests {
  /// A session with everything, in which two messages came last that had been sent before: one before it began.
  private var session: ReportedSession {
    var session = Samples.ended
    for (text, seconds) in [("in between", Int64(1)), ("before", -600)] {
      session.events.append(
        SessionEvent(
          lsid: session.record.lsid, sequence: session.events.count,
          timestamp: session.record.start.advanced(bySeconds: seconds), detail: .chatMessage(body: text),
          performedBy: .system, account: "Bot"))
    }
    return session
  }

  @Test("SupportSession shows each event once, in the order of their time", arguments: [1, 1 << 20])
  func report(_ limit: Int) throws {
    let sessions = [session, Samples.running]
    let answer = try ReportingBench(history: FakeHistory(sessions))
      .get("generate_report=SupportSession&start_time=0&duration=0", limit: limit)
    for (place, session) in sessions.enumerated() {
      let events = "/r:session_list/r:session[\(place + 1)]/r:session_details/r:event"
      let times = try #require(answer.texts("\(events)/@timestamp")).compactMap { Int64($0) }
      #expect(times == session.events.map(\.timestamp.seconds).sorted())
    }
    let first = "/r:session_list/r:session[1]/r:session_details/r:event[1]"
    #expect(answer.texts("\(first)/r:body") == ["before"])
    #expect(XMLCheck.isWellFormed(answer.body))
  }

  @Test("a transcript has them where they were said")
  func transcript() throws {
    let history = FakeHistory([session])
    let kept = try #require(
      try history.sessions(SessionQuery(selection: .lsids([Samples.endedID])), withEvents: true, upTo: 0)
        .next())
    let text = String(decoding: ChatTranscript(KeptSession(kept), company: "").text, as: UTF8.self)
    let places = try ["before", "The session began.", "in between", "The session ended."].map {
      try #require(text.firstRange(of: $0)).lowerBound
    }
    #expect(places == places.sorted())
  }
}
