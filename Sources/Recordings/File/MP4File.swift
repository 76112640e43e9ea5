import Determinism

/// An MP4 file with one track of video. What a player needs to begin stands before the pictures, so that it can begin
/// before it has them all.
struct MP4File {
  /// Units of time in a second.
  static let timescale: UInt32 = 1000

  /// A picture in the file.
  struct Sample {
    /// Its bytes.
    var size: Int
    /// How long it is shown, in milliseconds.
    var duration: UInt32
    /// Whether it needs none before it.
    var isKey: Bool
  }

  let created: Timestamp
  let samples: [Sample]
  private let duration: UInt32

  /// - Parameter created: what the file says of its age.
  init(created: Timestamp, samples: [Sample]) {
    self.created = created
    self.samples = samples
    duration = samples.reduce(0) { $0 + $1.duration }
  }

  /// The file, with the bytes of all pictures one after the other.
  func bytes(media: [UInt8]) -> [UInt8] {
    var file = Boxes()
    file.box("ftyp") { box in
      box.text("isom")
      box.number(512)
      box.text("isomiso2avc1mp41")
    }
    // The movie says where the pictures begin, which is behind itself; its length does not depend on that.
    let start = file.bytes.count + movie(mediaAt: 0).count + 8
    file.append(movie(mediaAt: start))
    file.box("mdat") { $0.append(media) }
    return file.bytes
  }

  private func movie(mediaAt offset: Int) -> [UInt8] {
    var boxes = Boxes()
    boxes.box("moov") { movie in
      movie.full("mvhd") { header in
        times(&header)
        header.number(Self.timescale)
        header.number(duration)
        header.number(0x10000)  // rate 1
        header.short(0x100)  // volume 1
        header.zeros(10)
        header.unityMatrix()
        header.zeros(24)
        header.number(2)  // the next track's number
      }
      movie.box("trak") { track in
        // Enabled, and part of the movie.
        track.full("tkhd", flags: 3) { header in
          times(&header)
          header.number(1)
          header.number(0)
          header.number(duration)
          header.zeros(16)  // layer, group, volume
          header.unityMatrix()
          header.number(UInt32(Picture.width) << 16)
          header.number(UInt32(Picture.height) << 16)
        }
        track.box("mdia") { media(&$0, at: offset) }
      }
    }
    return boxes.bytes
  }

  private func media(_ media: inout Boxes, at offset: Int) {
    media.full("mdhd") { header in
      times(&header)
      header.number(Self.timescale)
      header.number(duration)
      header.short(0x55C4)  // no language
      header.short(0)
    }
    media.full("hdlr") { handler in
      handler.number(0)
      handler.text("vide")
      handler.zeros(12)
      handler.text("Video")
      handler.byte(0)
    }
    media.box("minf") { information in
      information.full("vmhd", flags: 1) { $0.zeros(8) }
      information.box("dinf") { data in
        data.full("dref") { references in
          references.number(1)
          references.full("url ", flags: 1) { _ in }  // in this file
        }
      }
      information.box("stbl") { SampleTables(samples: samples, offset: offset).write(to: &$0) }
    }
  }

  /// When it was made and changed: seconds since 1904, as far as 32 bits reach.
  private func times(_ boxes: inout Boxes) {
    let seconds = UInt32(clamping: created.seconds + 2_082_844_800)
    boxes.number(seconds)
    boxes.number(seconds)
  }
}
