import ApplianceDomain
import Changes
import Determinism
import Foundation
import Synchronization
import Testing

@testable import Store

/// The limits of what may wait for the disk.
@Suite struct WriteQueueTests {
  struct Failure: Error {}

  private static func batch(_ number: Int) -> Batch {
    Batch(
      number: UInt64(number), time: Samples.start,
      content: .entries([.record(.account(Samples.account("\(number % 5)")))]))
  }

  @Test("a disk that is too slow makes whoever brings more wait, until there is room")
  func slow() throws {
    let (place, limits) = (try Place(), WriteQueue.Limits(waiting: 10, group: 3))
    let store = try place.open()
    let queue = WriteQueue(pool: store.pool, identity: Samples.identity, limits: limits) {
      place.reports.add($0)
    }
    let (isWriting, gate) = (Answer(), Answer())
    queue.setProbe {
      isWriting.set(true)
      _ = gate.wait()
    }
    queue.accept(Self.batch(1))
    #expect(isWriting.wait() == true)
    let (isFull, isThrough, accepted) = (Answer(), Answer(), Shared(1))
    Thread.detachNewThread {
      for number in 2...40 {
        queue.accept(Self.batch(number))
        accepted.value.store(number, ordering: .relaxed)
        if number == 10 { isFull.set(true) }
      }
      isThrough.set(true)
    }
    #expect(isFull.wait() == true)
    #expect(accepted.value.load(ordering: .relaxed) == 10, "the first one is still being written")
    gate.set(true)
    #expect(isThrough.wait() == true)
    try queue.waitUntilWritten(40)
    #expect(queue.writtenNumber == 40)
    queue.close()
    #expect(place.reports.all.isEmpty)
  }

  @Test("where the disk fails for too long the record ends, says so once, and keeps its beginning")
  func ended() throws {
    let (place, limits) = (try Place(), WriteQueue.Limits(waiting: 5, failing: 20, group: 3))
    let store = try place.open()
    let queue = WriteQueue(pool: store.pool, identity: Samples.identity, limits: limits) {
      place.reports.add($0)
    }
    let isFailing = Shared(1)
    queue.setProbe { if isFailing.value.load(ordering: .relaxed) == 1 { throw Failure() } }
    queue.accept(Self.batch(1))
    #expect(throws: StoreError.notWritten) { try queue.waitUntilWritten(1) }
    for number in 2...30 { queue.accept(Self.batch(number)) }
    let beyond = Answer()
    queue.whenDurable(21) { beyond.set($0) }
    #expect(beyond.wait() == false)
    isFailing.value.store(0, ordering: .relaxed)
    queue.close()
    #expect(queue.writtenNumber == 20)
    #expect(place.reports.all.count == 3, "it fails, it ends, and the beginning is written")
    #expect(place.reports.all.filter { $0.contains("ends here") }.count == 1)
  }

  @Test("what a closing store cannot write is told to be lost")
  func lost() throws {
    let place = try Place()
    let store = try place.open()
    let queue = WriteQueue(pool: store.pool, identity: Samples.identity) { place.reports.add($0) }
    queue.setProbe { throw Failure() }
    for number in 1...3 { queue.accept(Self.batch(number)) }
    let answer = Answer()
    queue.whenDurable(3) { answer.set($0) }
    queue.close()
    #expect(answer.wait() == false)
    #expect(queue.writtenNumber == 0)
    #expect(place.reports.all.last?.contains("3 changes are lost") == true)
  }
}

/// A number that threads share.
private final class Shared: Sendable {
  let value: Atomic<Int>
  init(_ value: Int) { self.value = Atomic(value) }
}
