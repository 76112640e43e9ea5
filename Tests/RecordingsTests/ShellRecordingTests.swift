import Determinism
import Testing

@testable import Recordings

@Suite("videos of command shells")
struct ShellRecordingTests {
  private func recording(
    _ system: String = "Windows 10 Pro (x64)", instance: Int64 = 0, host: String = "DESKTOP-1F00A2",
    end: Int64? = nil
  ) -> ShellRecording {
    ShellRecording(
      company: "Harbour Books", lsid: "c69a8e10bea9428f816cfababe9815fe", instance: instance,
      representative: "John", hostname: host, operatingSystem: system, address: "10.1.2.3",
      start: ScreenRecordingTests.start, end: end.map { ScreenRecordingTests.start.advanced(bySeconds: $0) })
  }

  @Test(
    "the shell of each system has its prompt, and its text appears bit by bit",
    arguments: [
      ("Windows 10 Pro (x64)", #"C:\Windows\system32>exit"#),
      ("macOS 11.6", "DESKTOP-1F00A2:~ support$ exit"),
      ("Ubuntu 20.04", "root@DESKTOP-1F00A2:~# exit"), ("Cisco IOS 15.2", "DESKTOP-1F00A2#exit"),
      ("", "root@DESKTOP-1F00A2:~# exit"),
    ])
  func systems(_ system: String, _ last: String) throws {
    let recording = recording(system)
    let reading = try Reading(recording.video())
    #expect(recording.transcript.suffix(2) == [last, ""])
    #expect(reading.file.durations.reduce(0, +) == reading.file.duration)
    let first = try reading.lines(at: 0)
    #expect(
      first[0] == " Harbour Books - Command Shell 0 - c69a8e10bea9428f816cfababe9815fe" + "    00:00:00")
    #expect(first.dropFirst(2).allSatisfy { $0 == "" })
    let end = try reading.lines(at: reading.file.duration - 1)
    let screen = end[1..<22].filter { $0 != "" && $0 != "█" }
    let written = recording.transcript.filter { $0.contains { $0 != " " } }
    #expect(screen == written.suffix(screen.count))
    // What is typed comes a letter at a time.
    let typed = zip(reading.pictures, reading.pictures.dropFirst()).count { $0 != $1 }
    #expect(typed > 20)
  }

  @Test("a shell's text and length follow from its facts")
  func determinism() {
    #expect(recording().video() == recording().video())
    #expect(recording().transcript != recording(instance: 1).transcript)
    for instance in 0..<40 as Range<Int64> {
      #expect((5000...180_000).contains(ShellScript(recording(instance: instance)).milliseconds))
    }
  }

  @Test("a shell is over with its session, unless that leaves nothing to see")
  func cut() throws {
    let whole = try MP4Reader(recording().video()).duration
    #expect(whole == Int(ShellScript(recording()).milliseconds))
    for (end, expected) in [(5, 5000), (9, 9000), (86_400, whole), (4, whole), (0, whole), (-7, whole)]
      as [(Int64, Int)]
    {
      #expect(try MP4Reader(recording(end: end).video()).duration == expected)
    }
  }

  @Test("odd facts do no harm", arguments: ["", "a\nb", "🙂", String(repeating: "long", count: 100)])
  func oddFacts(_ text: String) throws {
    var odd = recording(text, host: text)
    odd.address = text
    odd.company = text
    #expect(try Reading(odd.video()).pictures.count > 10)
  }
}
