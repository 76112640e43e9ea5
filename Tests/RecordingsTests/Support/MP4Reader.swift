/// An MP4 file as a player reads it, as far as ours go: one track, one chunk.
struct MP4Reader {
  private(set) var boxes: [(path: String, content: ArraySlice<UInt8>)] = []
  let sequence: [UInt8]
  let picture: [UInt8]
  /// The pictures' bytes, in their order.
  let samples: [[UInt8]]
  /// How long each is shown, in milliseconds.
  let durations: [Int]
  /// The places of those that need none before them.
  let keys: [Int]
  /// Milliseconds, from the movie's header.
  let duration: Int
  /// Seconds since 1904, from the movie's header.
  let created: Int
  let order: [String]

  init(_ file: [UInt8]) throws {
    var found: [(path: String, content: ArraySlice<UInt8>)] = []
    try Self.read(file[...], "", &found)
    boxes = found
    order = found.map(\.path).filter { !$0.dropFirst().contains("/") }
    func content(_ path: String) throws -> ArraySlice<UInt8> {
      guard let box = found.first(where: { $0.path == path }) else { throw Misread("There is no \(path)") }
      return box.content
    }
    func numbers(_ path: String, skipping: Int = 4) throws -> [Int] {
      let bytes = try Array(content(path).dropFirst(skipping))
      return stride(from: 0, to: bytes.count - 3, by: 4).map { Self.number(bytes[$0..<$0 + 4]) }
    }
    let header = try numbers("/moov/mvhd")
    guard header[2] == 1000 else { throw Misread("Not milliseconds") }
    (created, duration) = (header[0], header[3])
    let tables = "/moov/trak/mdia/minf/stbl"
    let runs = try numbers(tables + "/stts").dropFirst()
    durations = stride(from: runs.startIndex, to: runs.endIndex, by: 2).flatMap {
      Array(repeating: runs[$0 + 1], count: runs[$0])
    }
    keys = try numbers(tables + "/stss").dropFirst().map { $0 - 1 }
    let sizes = try Array(numbers(tables + "/stsz").dropFirst(2))
    guard try numbers(tables + "/stsc") == [1, 1, sizes.count, 1] else {
      throw Misread("More than one chunk")
    }
    var place = try numbers(tables + "/stco")[1]
    let media = try content("/mdat")
    guard place == media.startIndex, sizes.reduce(place, +) == media.endIndex else {
      throw Misread("The pictures are not what mdat holds")
    }
    samples = sizes.map { size in
      defer { place += size }
      return Array(file[place..<place + size])
    }
    // 78 bytes of the entry, then the box avcC with its 8.
    let configuration = try Array(content(tables + "/stsd").dropFirst(8 + 8 + 78 + 8))
    guard Array(configuration.prefix(6)) == [1, 66, 0xC0, 30, 0xFF, 0xE1] else {
      throw Misread("Another format")
    }
    let length = Self.number(configuration[6..<8])
    sequence = Array(configuration[8..<8 + length])
    guard configuration[8 + length] == 1 else { throw Misread("Not one picture parameter set") }
    picture = Array(configuration[(11 + length)...])
    guard Self.number(configuration[9 + length..<11 + length]) == picture.count else {
      throw Misread("A wrong length")
    }
  }

  private static let containers: Set = ["moov", "trak", "mdia", "minf", "dinf", "stbl"]

  private static func read(
    _ bytes: ArraySlice<UInt8>, _ path: String, _ boxes: inout [(path: String, content: ArraySlice<UInt8>)]
  ) throws {
    var rest = bytes
    while !rest.isEmpty {
      guard rest.count >= 8 else { throw Misread("\(path) ends within a box") }
      let length = number(rest.prefix(4))
      let type = String(decoding: rest.dropFirst(4).prefix(4), as: UTF8.self)
      guard length >= 8, length <= rest.count else { throw Misread("\(path)/\(type) has a wrong length") }
      let content = rest.dropFirst(8).prefix(length - 8)
      boxes.append(("\(path)/\(type)", content))
      if containers.contains(type) { try read(content, "\(path)/\(type)", &boxes) }
      rest = rest.dropFirst(length)
    }
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }
}
