import Determinism
import Testing

@testable import Recordings

@Suite("videos of screens")
struct ScreenRecordingTests {
  static let start = Timestamp(seconds: 1_475_323_200)  // 2016-10-01T12:00:00Z

  static func recording(seconds: Int64 = 75, _ happenings: [ScreenRecording.Happening] = [])
    -> ScreenRecording
  {
    ScreenRecording(
      company: "Harbour Books", title: "Support session", lsid: "c69a8e10bea9428f816cfababe9815fe",
      start: start,
      seconds: seconds,
      people: [.init(role: "Representative", name: "John"), .init(role: "Customer", name: "Émile Ōe")],
      happenings: happenings)
  }

  private func happening(
    _ second: Int64, _ words: String, _ kind: ScreenRecording.Happening.Kind = .said, name: String = "John"
  ) -> ScreenRecording.Happening {
    .init(second: second, side: .representative, name: name, kind: kind, words: words)
  }

  @Test("a video shows who, what and when, and its time runs")
  func facts() throws {
    let reading = try Reading(
      Self.recording([
        happening(3, "Good day!"), happening(10, "Inbox - Mail", .window),
        happening(62, "added ledger.log", .done),
      ]).video())
    let first = try reading.lines(at: 0)
    #expect(
      first[0] == " Harbour Books - Support session" + String(repeating: " ", count: 27)
        + "2016-10-01T12:00:00Z")
    #expect(first[1] == " Session  c69a8e10bea9428f816cfababe9815fe")
    #expect(first[2] == " Representative John  Customer Émile □e")
    #expect(first[4] == "")
    #expect(first[21].hasPrefix("  00:00:00 of 00:01:15  ─"))
    let last = try reading.lines(at: 74_999)
    #expect(last[4] == " 00:00:03 John: Good day!")
    #expect(last[5] == " 00:01:02 John added ledger.log")
    #expect(last[20].hasPrefix("── Inbox - Mail ──"))
    #expect(last[21].hasPrefix("  00:01:14 of 00:01:15  █"))
    #expect(try reading.lines(at: 2999)[4] == "")
    #expect(try reading.lines(at: 3000)[4] == last[4])
  }

  @Test("a video is as long as its recording, a picture a second", arguments: [1, 2, 75, 700] as [Int64])
  func length(_ seconds: Int64) throws {
    let file = try MP4Reader(Self.recording(seconds: seconds).video())
    #expect(file.duration == Int(seconds) * 1000)
    #expect(file.durations == Array(repeating: 1000, count: Int(seconds)))
    #expect(file.keys == (seconds > 600 ? [0, 600] : [0]))
    #expect(file.order == ["/ftyp", "/moov", "/mdat"])
    #expect(file.created == Int(Self.start.seconds) + 2_082_844_800)
  }

  @Test("the clock of a long recording goes in larger steps, and no recording is endless")
  func longRecordings() throws {
    let day = try MP4Reader(Self.recording(seconds: 86_400, [happening(5, "early")]).video())
    #expect(day.duration == 86_400_000)
    #expect(day.durations.count == 3601)
    #expect(day.durations.prefix(3) == [5000, 19_000, 24_000])
    let ages = try MP4Reader(Self.recording(seconds: .max / 2).video())
    #expect(ages.duration == Int(ScreenRecording.longestSeconds) * 1000)
    for seconds in [0, -5, Int64.min] {
      #expect(try MP4Reader(Self.recording(seconds: seconds).video()).duration == 1000)
    }
  }

  @Test("whatever happens is shown within the recording, in its order and within the limits")
  func limits() throws {
    let odd = [
      happening(-3, "before"), happening(.min, "earlier"),
      happening(40, String(repeating: "word ", count: 900)),
      happening(20, "out of order"), happening(.max, "after", name: String(repeating: "n", count: 99)),
    ]
    let shown = try Reading(Self.recording(seconds: 60, odd).video()).lines(at: 59_999)
    #expect(shown[4] == " 00:00:00 John: before")
    #expect(shown[5] == " 00:00:00 John: earlier")
    #expect(shown[6].hasPrefix(" 00:00:40 John: word word"))
    #expect(shown[8].hasSuffix("..."))
    #expect(shown[9] == " 00:00:40 John: out of order")
    #expect(shown[10] == " 00:00:59 \(String(repeating: "n", count: 23)).: after")
    let many = (0..<1000).map { happening(Int64($0 % 7), "number \($0)") }
    let full = try Reading(Self.recording(seconds: 8, many).video()).lines(at: 7999)
    #expect(full[19] == " 00:00:06 700 more are not shown here.")
    #expect(full[18] == " 00:00:06 John: number 299")
  }

  @Test("an unbroken text is broken where a line is full, and a long one ends in points")
  func wrapping() throws {
    let text = String(repeating: "0123456789", count: 30)
    let shown = try Reading(Self.recording(seconds: 1, [happening(0, text)]).video()).lines(at: 0)
    #expect(shown[4] == " 00:00:00 John: " + text.prefix(63))
    #expect(shown[5] == String(repeating: " ", count: 10) + text.dropFirst(63).prefix(69))
    #expect(shown[6] == String(repeating: " ", count: 10) + text.dropFirst(132).prefix(66) + "...")
    #expect(shown[7] == "")
  }

  @Test("the same facts make the same bytes, and other facts other ones")
  func determinism() {
    let recording = Self.recording([happening(3, "Good day!")])
    #expect(recording.video() == recording.video())
    #expect(recording.video() != Self.recording([happening(4, "Good day!")]).video())
  }
}
