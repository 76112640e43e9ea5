import Glibc

/// Makes backups of a running appliance.
public protocol BackupMaking: Sendable {
  /// A backup of everything that has happened up to a batch, or a little more. It blocks while the database is copied,
  /// which writers do not wait for; what it has made takes room on the disk until it is dropped.
  ///
  /// - Throws: ``BackupFault/busy``, or why the database cannot be copied.
  func makeBackup(upTo number: UInt64) throws -> BackupInTheMaking
}

/// A backup whose database has been copied, and which is made piece by piece from here on.
public final class BackupInTheMaking: Sendable {
  /// What it says of itself.
  public let manifest: BackupManifest
  private let writer: BackupWriter
  private let end: @Sendable () -> Void

  /// - Parameter end: called once, when it is dropped.
  public init(_ manifest: BackupManifest, _ writer: BackupWriter, end: @escaping @Sendable () -> Void = {}) {
    self.manifest = manifest
    self.writer = writer
    self.end = end
  }

  deinit { end() }

  /// Appends the next piece, of about `limit` bytes; false where nothing is left.
  public func next(into buffer: inout [UInt8], limit: Int) throws(BackupFault) -> Bool {
    try writer.next(into: &buffer, limit: limit)
  }

  /// Writes all of it. A file is there whole or, after a failure, as it was before; links are followed; into a pipe or
  /// a device the bytes go as they come.
  ///
  /// - Returns: whether there is a file now.
  @discardableResult
  public func write(to path: String) throws(BackupFault) -> Bool {
    switch try BackupTarget(path) {
    case .file(let path):
      try replace(path)
      return true
    case .stream(let path):
      try pour(into: try OpenFile.writing(path))
      return false
    }
  }

  private func replace(_ path: String) throws(BackupFault) {
    let file = try OpenFile.makingTemporary(in: BackupTarget.directory(of: path))
    do throws(BackupFault) {
      try pour(into: file)
      try file.sync()
      guard rename(file.path, path) == 0 else { throw .last("Renaming \(file.path) to \(path)") }
    } catch {
      unlink(file.path)
      throw error
    }
  }

  private func pour(into file: OpenFile) throws(BackupFault) {
    var piece: [UInt8] = []
    while try next(into: &piece, limit: Self.pieceBytes) {
      try file.write(piece[...])
      piece.removeAll(keepingCapacity: true)
    }
  }

  private static let pieceBytes = 64 * 1024
}
