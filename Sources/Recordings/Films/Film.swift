import Determinism

/// A video as it grows, screen by screen.
struct Film {
  /// Pictures between two that a player can begin with. More often makes jumps quicker and files longer.
  private static let keyInterval = 600

  private var encoder = FrameEncoder()
  private var samples: [MP4File.Sample] = []
  private var media: [UInt8] = []
  private var shown: TextScreen?
  private var last: Int64 = 0

  /// Shows a screen from a time on, in milliseconds since the beginning. Times grow; the first one is 0. A screen like
  /// the one before only makes that one last longer.
  mutating func show(_ screen: TextScreen, at time: Int64) {
    guard screen != shown else { return }
    assert(samples.isEmpty ? time == 0 : time > last, "The times of a film grow")
    close(at: time)
    let isKey = samples.count % Self.keyInterval == 0
    let picture = encoder.encode(screen, asKey: isKey)
    samples.append(MP4File.Sample(size: picture.count, duration: 0, isKey: isKey))
    media += picture
    shown = screen
    last = time
  }

  /// The file of all that was shown, up to a time.
  mutating func finish(at time: Int64, created: Timestamp) -> [UInt8] {
    close(at: time)
    return MP4File(created: created, samples: samples).bytes(media: media)
  }

  private mutating func close(at time: Int64) {
    guard let place = samples.indices.last else { return }
    samples[place].duration = UInt32(time - last)
  }
}
