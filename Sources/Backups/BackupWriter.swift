import Determinism
import TLS

/// Makes a backup file from its beginning to its end, a piece at a time and in constant memory.
///
/// The files of the file store are looked at when their turn comes: one that has gone by then, or grown too large, is
/// left out.
public final class BackupWriter: @unchecked Sendable {
  private enum Part {
    case bytes([UInt8])
    /// So many bytes of an open file, which end with it.
    case content(OpenFile, Int64)
    case stored(String)
    case checksum
  }

  private let made: Timestamp
  private let store: FileStore
  private var parts: [Part]
  private var digest = SHA256State()

  /// Begins a backup. One thread at a time uses it.
  ///
  /// - Parameters:
  ///   - database: the database, which nobody changes any more.
  ///   - store: the file store.
  public init(_ manifest: BackupManifest, database: OpenFile, store: FileStore) {
    made = manifest.made
    self.store = store
    parts = []
    let size = database.size
    let header = header(BackupContents.database, size)
    parts = member(BackupContents.manifest, manifest.bytes)
    parts += [.bytes(header.bytes), .content(database, size), .bytes(zeros(header.padding))]
    parts += store.namesForBackup.map { .stored($0) }
    parts.append(.checksum)
    parts.reverse()  // The next one is the last.
  }

  /// Appends the next piece, of about `limit` bytes; false where nothing is left.
  public func next(into buffer: inout [UInt8], limit: Int) throws(BackupFault) -> Bool {
    let start = buffer.count
    while buffer.count - start < limit, let part = parts.popLast() {
      switch part {
      case .bytes(let bytes): append(bytes, to: &buffer)
      case .content(let file, let left): try copy(file, left, limit - (buffer.count - start), to: &buffer)
      case .stored(let name):
        if let bytes = try content(of: name) {
          parts += member(BackupContents.files + name, bytes).reversed()
        }
      case .checksum:
        let text = Array((Digest.hex(digest.value()) + "\n").utf8)
        parts = [.bytes(zeros(BackupContents.endBytes))] + member(BackupContents.checksum, text).reversed()
      }
    }
    return buffer.count > start
  }

  private func append(_ bytes: [UInt8], to buffer: inout [UInt8]) {
    bytes.withUnsafeBytes { digest.update($0) }
    buffer.append(contentsOf: bytes)
  }

  private func copy(_ file: OpenFile, _ left: Int64, _ limit: Int, to buffer: inout [UInt8])
    throws(BackupFault)
  {
    guard left > 0 else { return }
    let start = buffer.count
    let count = try file.read(into: &buffer, limit: Int(min(left, Int64(limit))))
    guard count > 0 else { throw .file(operation: "Reading \(file.path)", reason: "it has become shorter") }
    buffer.withUnsafeBytes { digest.update(UnsafeRawBufferPointer(rebasing: $0[start...])) }
    if left > Int64(count) { parts.append(.content(file, left - Int64(count))) }
  }

  private func content(of name: String) throws(BackupFault) -> [UInt8]? {
    guard let file = store.open(name) else { return nil }
    var bytes: [UInt8] = []
    while bytes.count < FileStore.backupBytes {
      if try file.read(into: &bytes, limit: FileStore.backupBytes - bytes.count) == 0 { return bytes }
    }
    return nil
  }

  private func header(_ name: String, _ size: Int64) -> TarHeader {
    TarHeader(name: name, size: size, changed: made)
  }

  private func member(_ name: String, _ content: [UInt8]) -> [Part] {
    let header = header(name, Int64(content.count))
    return [.bytes(header.bytes + content + zeros(header.padding))]
  }

  private func zeros(_ count: Int) -> [UInt8] { [UInt8](repeating: 0, count: count) }
}
