import Glibc
import Locking

/// A file as it is sent.
struct KeptFile: Sendable {
  let bytes: [UInt8]
  /// Its entity tag (RFC 9110 section 8.8.3): the same for the same bytes.
  let tag: EntityTag

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    tag = EntityTag(of: bytes)
  }
}

/// The videos that were asked for lately. Who asks for one that another thread is making waits for that one.
///
/// Videos are found by the facts that they are made from: what changes a session, or a reset, finds no old one.
final class RecordingShelf: Sendable {
  /// All videos on the shelf together; past it those go that were not asked for the longest.
  static let mostBytes = 64 << 20
  /// How many videos; past it likewise.
  static let mostFiles = 128

  private struct Place {
    var content: Content
    var lastUse: UInt64
  }

  private enum Content {
    case ready(KeptFile)
    /// As many at most as there are worker threads.
    case beingMade(Making)
  }

  private struct State {
    var places: [Recording: Place] = [:]
    var bytes = 0
    var uses: UInt64 = 0

    var ready: [(recording: Recording, lastUse: UInt64, bytes: Int)] {
      places.compactMap { recording, place in
        guard case .ready(let file) = place.content else { return nil }
        return (recording, place.lastUse, file.bytes.count)
      }
    }
  }

  private let state = Lock(State())
  private let make: @Sendable (Recording) -> [UInt8]

  /// - Parameter make: makes a video.
  init(make: @escaping @Sendable (Recording) -> [UInt8] = { $0.video() }) { self.make = make }

  /// The video of a recording; blocks while it is made.
  func file(of recording: Recording) -> KeptFile {
    let making = Making()
    let found = state.withLock { state -> Content? in
      state.uses += 1
      if var place = state.places[recording] {
        place.lastUse = state.uses
        state.places[recording] = place
        return place.content
      }
      state.places[recording] = Place(content: .beingMade(making), lastUse: state.uses)
      return nil
    }
    switch found {
    case .ready(let file): return file
    case .beingMade(let other): return other.wait()
    case nil:
      let file = KeptFile(make(recording))
      keep(file, of: recording)
      making.finish(file)
      return file
    }
  }

  /// How many videos are ready, and their bytes.
  var contents: (files: Int, bytes: Int) {
    state.withLock { state in (state.ready.count, state.bytes) }
  }

  private func keep(_ file: KeptFile, of recording: Recording) {
    state.withLock { state in
      state.places[recording]?.content = .ready(file)
      state.bytes += file.bytes.count
      while state.bytes > Self.mostBytes || state.ready.count > Self.mostFiles {
        guard let oldest = state.ready.min(by: { $0.lastUse < $1.lastUse }) else { return }
        state.places[oldest.recording] = nil
        state.bytes -= oldest.bytes
      }
    }
  }
}

/// A video in the making. Holds a semaphore of POSIX, which stays at its address; only its own thread-safe calls touch
/// it, so it may be shared.
private final class Making: @unchecked Sendable {
  private let file = Lock<KeptFile?>(nil)
  private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

  init() { sem_init(semaphore, 0, 0) }

  deinit {
    sem_destroy(semaphore)
    semaphore.deallocate()
  }

  func finish(_ file: KeptFile) {
    self.file.withLock { $0 = file }
    sem_post(semaphore)
  }

  func wait() -> KeptFile {
    while true {
      if let file = file.withLock({ $0 }) {
        // The next one who waits is woken too.
        sem_post(semaphore)
        return file
      }
      sem_wait(semaphore)
    }
  }
}
