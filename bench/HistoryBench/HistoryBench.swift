import ApplianceDomain
import Archives
import Changes
import Determinism
import Dispatch
import Foundation
import History
import Store

/// Writes finished sessions into the record of an appliance that has been started once and stopped.
///
///     HistoryBench DIRECTORY START SESSIONS EVENTS
///
/// START is the first session's start in UNIX seconds; they begin at equal distances over 89 days. Everything goes
/// through the store's own door. At the end the write-ahead log is empty, and one line says how many there are.
@main struct HistoryBench {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    let numbers = arguments.dropFirst().compactMap { Int64($0) }
    guard let directory = arguments.first, numbers.count == 3, numbers[1] > 0, (2...20).contains(numbers[2])
    else {
      FileHandle.standardError.write(
        Data("usage: HistoryBench DIRECTORY START SESSIONS EVENTS (2 to 20)\n".utf8))
      exit(2)
    }
    let past = Past(start: Timestamp(seconds: numbers[0]), count: numbers[1], events: Int(numbers[2]))
    let identity = ApplianceIdentity(guid: "bench", downloads: SessionDownloads(seed: 1)) { _ in "" }
    let store = try Store.open(directory: directory, identity: identity) {
      FileHandle.standardError.write(Data("\($0)\n".utf8))
    }
    guard let memory = try store.readMemory() else {
      FileHandle.standardError.write(Data("no appliance has been started on \(directory)\n".utf8))
      exit(1)
    }
    past.write(to: store, after: memory.lastLseq)
    store.close()
    print("\(numbers[1]) sessions")
  }
}

/// A past that is the same each time.
private struct Past {
  /// Sessions in a batch.
  private static let batch: Int64 = 200
  /// Batches that wait to be written at most.
  private static let ahead: UInt64 = 8
  private static let days: Int64 = 89

  let start: Timestamp
  let count: Int64
  let events: Int

  func write(to store: Store, after lastLseq: Int64) {
    // One time for all batches: they are history, and open no archives of theirs.
    let time = start.advanced(bySeconds: (Self.days + 1) * 86_400)
    var number: UInt64 = 0
    for first in stride(from: 0, to: count, by: Int(Self.batch)) {
      number += 1
      var entries: [LogEntry] = []
      for place in first..<min(first + Self.batch, count) {
        let begins = start.advanced(bySeconds: place * Self.days * 86_400 / count)
        let session = PastSession(place: place, lseq: lastLseq + 1 + place, start: begins)
        entries.append(.record(.session(session.record)))
        entries += session.events(events).map { .record(.sessionEvent($0)) }
      }
      store.accept(Batch(number: number, time: time, content: .entries(entries)))
      if number % Self.ahead == 0 { wait(for: store, number) }
    }
    wait(for: store, number)
  }

  private func wait(for store: Store, _ number: UInt64) {
    let written = DispatchSemaphore(value: 0)
    store.whenDurable(number) { isWritten in
      precondition(isWritten, "The history could not be written")
      written.signal()
    }
    written.wait()
  }
}
