import ApplianceDomain
import Archives

/// A state archive that is being written, between the groups of batches that follow its border.
///
/// Nobody sees it until it is whole. Where the process dies before that, the archive of that border does not exist:
/// readers go on from the one before with the event archives, which tell everything.
final class PendingSnapshot {
  /// The compressed bytes at which a piece is written.
  private static let pieceBytes = 64 * 1024

  /// The batch of its border.
  let number: UInt64
  private let id: Int64
  private let writer: StateFileWriter
  private var unwritten: [UInt8] = []
  private var pieces = 0
  private(set) var isComplete = false

  /// - Parameter id: the archive's row, which is there.
  init(_ model: StateModel, id: Int64, number: UInt64) throws {
    writer = try StateFileWriter(model)
    self.id = id
    self.number = number
  }

  /// Does a few milliseconds of the work: encodes a slice, and writes a piece where enough has gathered.
  ///
  /// - Parameter transaction: writes in a transaction, or throws; then the same is tried again at the next call.
  func advance(_ transaction: ((Statements) throws -> Void) throws -> Void) throws {
    if unwritten.isEmpty {
      try writer.advance()
      guard writer.isDone || writer.readyCount >= Self.pieceBytes else { return }
      unwritten = writer.take()
    }
    try transaction { statements in
      try statements.writePiece(unwritten, of: id, at: pieces)
      guard writer.isDone else { return }
      try statements.run("UPDATE archive SET is_complete = 1, pieces = ? WHERE id = ?", [pieces + 1, id])
    }
    pieces += 1
    unwritten = []
    isComplete = writer.isDone
  }
}
