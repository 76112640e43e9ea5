import History

/// Keeps the texts of a session's lists, whose rows are gone when the next one is read. Nothing moves while it is kept.
final class TextArena {
  /// The bytes of a block. Longer texts have blocks of their own.
  private static let blockBytes = 16 * 1024

  private var blocks: [UnsafeMutableRawBufferPointer] = []
  private var block = 0
  private var used = 0

  deinit { for block in blocks { block.deallocate() } }

  /// Forgets everything, and keeps the memory of one block: a session with much to say is rare.
  func clear() {
    while blocks.count > 1 || blocks.first.map({ $0.count > Self.blockBytes }) == true {
      blocks.removeLast().deallocate()
    }
    (block, used) = (0, 0)
  }

  /// A copy that is there until everything is forgotten.
  func keep(_ text: RowText) -> RowText {
    let count = text.bytes.count
    guard count > 0 else { return .empty }
    while block < blocks.count, blocks[block].count - used < count { (block, used) = (block + 1, 0) }
    if block == blocks.count {
      blocks.append(.allocate(byteCount: max(count, Self.blockBytes), alignment: 1))
    }
    let room = UnsafeMutableRawBufferPointer(rebasing: blocks[block][used..<used + count])
    room.copyMemory(from: text.bytes)
    used += count
    return RowText(UnsafeRawBufferPointer(room))
  }
}
