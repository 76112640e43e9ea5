import Determinism
import Foundation
import Locking
import Recordings
import Testing

@testable import APIs

@Suite("videos that are kept for a while")
struct RecordingShelfTests {
  private func recording(_ number: Int) -> Recording {
    .screen(
      ScreenRecording(
        company: "", title: "", lsid: "\(number)", start: Timestamp(seconds: 0), seconds: 1, people: [],
        happenings: []))
  }

  @Test("a video is made once, and again when it has left the shelf")
  func lastUse() {
    let made = Lock<[Recording]>([])
    let shelf = RecordingShelf { recording in
      made.withLock { $0.append(recording) }
      return [1, 2, 3]
    }
    #expect(shelf.file(of: recording(0)).tag == shelf.file(of: recording(0)).tag)
    #expect(made.withLock { $0.count } == 1)
    for number in 1...RecordingShelf.mostFiles {
      _ = shelf.file(of: recording(number))
      _ = shelf.file(of: recording(0))
    }
    #expect(shelf.contents == (RecordingShelf.mostFiles, RecordingShelf.mostFiles * 3))
    #expect(made.withLock { $0.count } == RecordingShelf.mostFiles + 1)
    _ = shelf.file(of: recording(1))
    #expect(made.withLock { $0.last } == recording(1))
  }

  @Test("the shelf holds so many bytes, and a larger video is not kept")
  func bytes() {
    let size = RecordingShelf.mostBytes / 3
    let shelf = RecordingShelf { recording in
      [UInt8](repeating: 0, count: recording == self.recording(9) ? RecordingShelf.mostBytes + 1 : size)
    }
    for number in 0..<5 { _ = shelf.file(of: recording(number)) }
    #expect(shelf.contents == (3, 3 * size))
    #expect(shelf.file(of: recording(9)).bytes.count > RecordingShelf.mostBytes)
    #expect(shelf.contents == (0, 0))
  }

  @Test("those who ask for a video that is being made wait for that one")
  func waiting() {
    let made = Lock(0)
    let got = Lock<[[UInt8]]>([])
    let asked = ThreadCounter()
    let done = ThreadCounter()
    let box = Lock<RecordingShelf?>(nil)
    let wanted = recording(1)
    let shelf = RecordingShelf { _ in
      made.withLock { $0 += 1 }
      for _ in 0..<6 {
        Thread.detachNewThread {
          asked.add()
          let shelf = box.withLock { $0 }
          if let file = shelf?.file(of: wanted) { got.withLock { $0.append(file.bytes) } }
          done.add()
        }
      }
      asked.wait(for: 6)
      return [7]
    }
    box.withLock { $0 = shelf }
    #expect(shelf.file(of: wanted).bytes == [7])
    done.wait(for: 6)
    #expect(made.withLock { $0 } == 1)
    #expect(got.withLock { $0 } == Array(repeating: [7], count: 6))
    box.withLock { $0 = nil }
  }
}

/// A number that threads wait for.
private final class ThreadCounter: @unchecked Sendable {
  private let condition = NSCondition()
  private var count = 0

  func add() {
    condition.lock()
    count += 1
    condition.broadcast()
    condition.unlock()
  }

  func wait(for number: Int) {
    condition.lock()
    while count < number { condition.wait() }
    condition.unlock()
  }
}
