import ApplianceDomain
import Archives
import Changes
import Determinism
import Testing

@testable import Store

/// The archives in the record, across borders, days, restarts and gaps.
@Suite struct StoredArchivesTests {
  private let day = CivilDate(Samples.start)

  @Test(
    "a day that runs from midnight has event index 50 for 08:20 less ten minutes, and state index 1 at midnight"
  )
  func indices() throws {
    let life = try Place().begin()
    life.appliance.advance(bySeconds: 24 * 3600 + 1) {}
    let last = life.appliance.log.last
    let entries = try life.store.archives(on: day, upTo: last)
    let events = entries.filter { $0.kind == .event }
    let states = entries.filter { $0.kind == .state }
    #expect(events.map(\.index) == Array(1...144))
    #expect(states.map(\.index) == Array(1...48))
    #expect(states[0].time == Samples.start)
    #expect(states[0].end == states[0].time)
    #expect(events[49].time.rfc3339 == "2016-10-01T08:10:00Z")
    #expect(events[49].end.rfc3339 == "2016-10-01T08:19:59Z")
    for state in states {
      #expect(events.first { $0.index == state.eventArchiveIndex }?.time == state.time)
    }
    #expect(entries.map(\.time) == entries.map(\.time).sorted())
    let next = try life.store.archives(on: day.advanced(byDays: 1), upTo: last)
    #expect(next.map(\.kind) == [.state], "the window is still open")
    #expect(next.map(\.index) == [1])
    #expect(next.map(\.eventArchiveIndex) == [1])
  }

  @Test("what a window's archive holds is what happened between its borders, and nothing else")
  func contents() throws {
    let life = try Place().begin()
    let last = try life.drive()
    let expected = try Expected(life.batches)
    let entries = try life.store.archives(on: day, upTo: last)
    #expect(entries.filter { $0.kind == .event }.map(\.time) == expected.windows.map(\.start))
    #expect(entries.filter { $0.kind == .state }.map(\.time) == expected.states.map(\.time))
    for (place, window) in expected.windows.enumerated() {
      let told = try life.store.content(.event, on: day, index: place + 1, upTo: last)
      #expect(told == window.lines.flatMap { $0 }, "the window at \(window.start.rfc3339)")
    }
    for (place, state) in expected.states.enumerated() {
      #expect(try life.store.file(.state, on: day, index: place + 1, upTo: last) == state.file)
    }
  }

  @Test("a window without events is a file of no lines, and an archive that does not exist is none")
  func empty() throws {
    let life = try Place().begin()
    life.appliance.advance(bySeconds: 1200) {}
    let last = life.appliance.log.last
    #expect(try life.store.content(.event, on: day, index: 2, upTo: last) == [])
    for index in [-1, 0, 3, 50] {
      #expect(try life.store.archive(.event, on: day, index: index, upTo: last) == nil)
    }
    #expect(try life.store.archive(.state, on: day.advanced(byDays: 1), index: 1, upTo: last) == nil)
    #expect(try life.store.archives(on: day.advanced(byDays: -1), upTo: last).isEmpty)
  }

  @Test("a window in which the process died goes on where the next one starts in time")
  func sameWindow() throws {
    let place = try Place()
    let first = try place.begin()
    first.appliance.advance(bySeconds: 100) {}
    try first.start()
    let before = lines(first.batches)
    first.store.close()
    let second = try place.begin(at: Samples.start.advanced(bySeconds: 200))
    second.appliance.advance(bySeconds: 600) {}
    let after = lines(second.batches)
    let last = second.appliance.log.last
    #expect(after.first.map { String(decoding: $0, as: UTF8.self).contains("truncate_model") } == true)
    #expect(try second.store.archives(on: day, upTo: last).map(\.kind) == [.state, .event])
    #expect(
      try second.store.content(.event, on: day, index: 1, upTo: last) == (before + after).flatMap { $0 })
  }

  @Test(
    "a window that the next process meets too late is closed, and the time without a process has no archives")
  func gap() throws {
    let place = try Place()
    let first = try place.begin()
    try first.start()
    let before = lines(first.batches)
    first.store.close()
    let second = try place.begin(at: Samples.start.advanced(bySeconds: 45 * 60))
    second.appliance.advance(bySeconds: 1800) {}
    let last = second.appliance.log.last
    let entries = try second.store.archives(on: day, upTo: last)
    let minutes = entries.filter { $0.kind == .event }.map { ($0.time.seconds - Samples.start.seconds) / 60 }
    #expect(minutes == [0, 40, 50, 60])
    #expect(entries.filter { $0.kind == .event }.map(\.index) == [1, 2, 3, 4])
    #expect(entries.filter { $0.kind == .state }.map(\.index) == [1, 2])
    #expect(entries.last { $0.kind == .state }?.eventArchiveIndex == 4)
    #expect(try second.store.content(.event, on: day, index: 1, upTo: last) == before.flatMap { $0 })
  }

  @Test("a restart right on a border takes no snapshot that contradicts the window before")
  func restartOnBorder() throws {
    let place = try Place()
    let first = try place.begin()
    first.appliance.advance(bySeconds: 1795) {}
    try first.start()
    first.store.close()
    let second = try place.begin(at: Samples.start.advanced(bySeconds: 1800))
    second.appliance.advance(bySeconds: 1800) {}
    let states = try second.store.archives(on: day, upTo: second.appliance.log.last)
      .filter { $0.kind == .state }
    #expect(states.map { $0.time.seconds - Samples.start.seconds } == [0, 3600])
  }

  @Test("a restart on a border after a gap takes no snapshot that contradicts the last window before it")
  func restartOnLaterBorder() throws {
    let place = try Place()
    let first = try place.begin()
    try first.start()
    first.store.close()
    let second = try place.begin(at: Samples.start.advanced(bySeconds: 3 * 3600))
    second.appliance.advance(bySeconds: 1800) {}
    let states = try second.store.archives(on: day, upTo: second.appliance.log.last)
      .filter { $0.kind == .state }
    #expect(states.map { ($0.time.seconds - Samples.start.seconds) / 60 } == [0, 210])
  }

  @Test(
    "a start in the last window before a state archive's time takes that archive", arguments: [false, true])
  func startShortlyBeforeSnapshot(isRestart: Bool) throws {
    let place = try Place()
    if isRestart {
      let first = try place.begin()
      try first.start()
      first.store.close()
    }
    let life = try place.begin(at: Samples.start.advanced(bySeconds: 25 * 60))
    life.appliance.advance(bySeconds: 600) {}
    let states = try life.store.archives(on: day, upTo: life.appliance.log.last).filter { $0.kind == .state }
    #expect(states.map { ($0.time.seconds - Samples.start.seconds) / 60 } == (isRestart ? [0, 30] : [30]))
  }

  @Test("a restart at the very time of a border finds the border's archives done, and the window goes on")
  func sameBorder() throws {
    let place = try Place()
    let first = try place.begin()
    let before = lines(first.batches)
    first.store.close()
    let second = try place.begin()
    second.appliance.advance(bySeconds: 600) {}
    let last = second.appliance.log.last
    #expect(try second.store.archives(on: day, upTo: last).map(\.kind) == [.state, .event])
    #expect(
      try second.store.content(.event, on: day, index: 1, upTo: last)
        == (before + lines(second.batches)).flatMap { $0 })
  }

  @Test("the last seven active days are kept; days without a process do not count")
  func activeDays() throws {
    let place = try Place()
    let offsets: [Int64] = [0, 1, 2, 10, 11, 12, 13, 40, 41]
    for offset in offsets {
      let life = try place.begin(at: Samples.start.advanced(bySeconds: offset * 86_400))
      life.appliance.advance(bySeconds: 601) {}
      life.store.close()
    }
    let store = try place.open()
    let kept = try offsets.filter {
      try !store.archives(on: day.advanced(byDays: $0), upTo: 0).isEmpty
    }
    #expect(kept == [2, 10, 11, 12, 13, 40, 41])
  }

  private func lines(_ batches: [Batch]) -> [[UInt8]] {
    batches.map { ArchiveSamples.lines(of: $0) }.filter { !$0.isEmpty }
  }
}

/// The archives that batches come to, by a reading of them that knows nothing of the store. They start on a border.
struct Expected {
  var windows: [(start: Timestamp, lines: [[UInt8]])] = []
  var states: [(time: Timestamp, file: [UInt8])] = []

  /// - Parameter last: the batch after which nothing is looked at.
  init(_ batches: [Batch], upTo last: UInt64 = .max) throws {
    var open: (start: Timestamp, lines: [[UInt8]])?
    for batch in batches where batch.number <= last {
      if case .archiveBoundary(let model) = batch.content {
        if let open { windows.append(open) }
        open = (batch.time, [])
        if batch.time.seconds % 1800 == 0 {
          states.append((batch.time, try ArchiveSamples.stateFile(of: model)))
        }
      }
      open?.lines.append(ArchiveSamples.lines(of: batch))
    }
  }
}
