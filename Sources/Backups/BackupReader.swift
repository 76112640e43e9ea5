import Determinism
import TLS

/// Reads a backup file, and trusts none of it before its checksum has been seen.
struct BackupReader {
  /// Where the bytes come from: appends at most so many, and answers how many; 0 at the end.
  typealias Source = (_ buffer: inout [UInt8], _ limit: Int) throws(BackupFault) -> Int
  /// Takes a piece of a member's content; an empty one begins the member.
  typealias Receiver = (_ member: String, _ piece: ArraySlice<UInt8>) throws(BackupFault) -> Void

  /// The bytes that are read at once.
  private static let pieceBytes = 64 * 1024

  private let path: String
  private let source: Source
  private let receive: Receiver
  private var digest = SHA256State()
  private var files: Set<String> = []

  /// Reads a file from its beginning to its end, and checks all of it.
  ///
  /// - Parameter receive: what becomes of the contents; where this throws, they were worth nothing.
  static func read(_ file: OpenFile, receive: @escaping Receiver = { (_, _) in }) throws(BackupFault)
    -> BackupManifest
  {
    file.rewind()
    return try read(
      path: file.path,
      source: { (buffer, limit) throws(BackupFault) in try file.read(into: &buffer, limit: limit) },
      receive: receive)
  }

  /// Reads from any source.
  static func read(
    path: String, source: @escaping Source, receive: @escaping Receiver = { (_, _) in }
  ) throws(BackupFault) -> BackupManifest {
    var reader = BackupReader(path: path, source: source, receive: receive)
    return try reader.read()
  }

  private init(path: String, source: @escaping Source, receive: @escaping Receiver) {
    self.path = path
    self.source = source
    self.receive = receive
  }

  private mutating func read() throws(BackupFault) -> BackupManifest {
    let first = TarHeader(try take(TarHeader.blockBytes, orEnd: true))
    guard let first, first.name == BackupContents.manifest, first.size <= Int64(BackupManifest.bytesLimit)
    else {
      throw .foreign(path: path)
    }
    let manifest = try BackupManifest(parsing: try take(Int(first.size)), path: path)
    try skipPadding(of: first)
    try content(of: try header(BackupContents.database))
    while true {
      let expected = digest.value()
      let next = try header(nil)
      if next.name == BackupContents.checksum {
        try end(next, expected: expected)
        return manifest
      }
      guard BackupContents.file(next.name) != nil, next.size < Int64(FileStore.backupBytes) else {
        throw damaged("it holds something unknown")
      }
      guard files.insert(next.name).inserted else { throw damaged("it holds \(next.name) twice") }
      guard files.count <= FileStore.backupFiles else { throw damaged("it holds too many files") }
      try content(of: next)
    }
  }

  private mutating func header(_ name: String?) throws(BackupFault) -> TarHeader {
    guard let header = TarHeader(try take(TarHeader.blockBytes)), name ?? header.name == header.name else {
      throw damaged("a part of it has no name")
    }
    return header
  }

  private mutating func content(of header: TarHeader) throws(BackupFault) {
    try receive(header.name, [])
    var left = header.size
    while left > 0 {
      let piece = try take(Int(min(left, Int64(Self.pieceBytes))))
      left -= Int64(piece.count)
      try receive(header.name, piece[...])
    }
    try skipPadding(of: header)
  }

  private mutating func skipPadding(of header: TarHeader) throws(BackupFault) {
    guard try take(header.padding).allSatisfy({ $0 == 0 }) else {
      throw damaged("there is something between its parts")
    }
  }

  private mutating func end(_ header: TarHeader, expected: [UInt8]) throws(BackupFault) {
    guard header.size == Int64(BackupContents.checksumBytes) else { throw damaged("its checksum is none") }
    guard try take(BackupContents.checksumBytes) == Array((Digest.hex(expected) + "\n").utf8) else {
      throw damaged("its checksum is another")
    }
    try skipPadding(of: header)
    guard try take(BackupContents.endBytes).allSatisfy({ $0 == 0 }) else { throw damaged("its end is none") }
    var rest: [UInt8] = []
    guard try source(&rest, 1) == 0 else { throw damaged("something follows its end") }
  }

  /// So many bytes; an empty array where the file is too short and `orEnd` allows that.
  private mutating func take(_ count: Int, orEnd: Bool = false) throws(BackupFault) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    while bytes.count < count {
      guard try source(&bytes, count - bytes.count) > 0 else {
        if orEnd { return [] }
        throw damaged("its end is missing")
      }
    }
    bytes.withUnsafeBytes { digest.update($0) }
    return bytes
  }

  private func damaged(_ reason: String) -> BackupFault { .damaged(path: path, reason: reason) }
}
