/// What a player finds the pictures by (ISO/IEC 14496-12 section 8.5 and following): all lie one after the other.
struct SampleTables {
  let samples: [MP4File.Sample]
  /// Where the first one begins in the file.
  let offset: Int

  func write(to table: inout Boxes) {
    table.full("stsd") { descriptions in
      descriptions.number(1)
      descriptions.box("avc1") { description(&$0) }
    }
    table.full("stts") { times in
      let runs = durations
      times.number(UInt32(runs.count))
      for run in runs {
        times.number(run.count)
        times.number(run.duration)
      }
    }
    table.full("stss") { keys in
      let places = samples.indices.filter { samples[$0].isKey }
      keys.number(UInt32(places.count))
      for place in places { keys.number(UInt32(place + 1)) }
    }
    table.full("stsc") { chunks in
      for value in [1, 1, samples.count, 1] { chunks.number(UInt32(value)) }
    }
    table.full("stsz") { sizes in
      sizes.number(0)
      sizes.number(UInt32(samples.count))
      for sample in samples { sizes.number(UInt32(sample.size)) }
    }
    table.full("stco") { offsets in
      offsets.number(1)
      offsets.number(UInt32(offset))
    }
  }

  /// The durations, equal neighbours together.
  private var durations: [(count: UInt32, duration: UInt32)] {
    var runs: [(count: UInt32, duration: UInt32)] = []
    for sample in samples {
      if let last = runs.last, last.duration == sample.duration {
        runs[runs.count - 1].count += 1
      } else {
        runs.append((1, sample.duration))
      }
    }
    return runs
  }

  /// The format: H.264 with its parameter sets (ISO/IEC 14496-15 section 5.3).
  private func description(_ entry: inout Boxes) {
    entry.zeros(6)
    entry.short(1)  // data reference
    entry.zeros(16)
    entry.short(UInt16(Picture.width))
    entry.short(UInt16(Picture.height))
    entry.number(0x48_0000)  // 72 dots per inch, both ways
    entry.number(0x48_0000)
    entry.zeros(4)
    entry.short(1)  // pictures in a sample
    entry.zeros(32)  // no name of a compressor
    entry.short(24)  // depth
    entry.short(0xFFFF)
    entry.box("avcC") { configuration in
      configuration.byte(1)
      configuration.append(ParameterSets.profile)
      configuration.byte(0xFF)  // lengths of four bytes
      configuration.byte(0xE1)  // one set of each kind
      for (place, set) in [ParameterSets.sequence, ParameterSets.picture].enumerated() {
        if place == 1 { configuration.byte(1) }
        configuration.short(UInt16(set.count))
        configuration.append(set)
      }
    }
  }
}
