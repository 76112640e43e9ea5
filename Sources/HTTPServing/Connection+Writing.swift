internal import HTTPCodec
internal import HTTPMessages
internal import Logging
internal import Reactor

extension Connection {
  /// Longer contents are not copied behind their head but queued as they are.
  private static let copiedBytes = 16 * 1024

  /// What TLS writes at a time: a record. Gathering more would be copied again for the next one.
  private static let recordBytes = 16 * 1024

  /// Puts bytes behind what is staged.
  func stage(_ bytes: [UInt8]) {
    if bytes.count <= Connection.copiedBytes {
      shared.staging += bytes
    } else {
      unstage()
      queue(bytes)
    }
  }

  func stageChunked(_ bytes: [UInt8]) {
    if bytes.count <= Connection.copiedBytes {
      ResponseEncoder.appendChunked(bytes, to: &shared.staging)
    } else {
      var frame: [UInt8] = []
      frame.reserveCapacity(bytes.count + 32)
      ResponseEncoder.appendChunked(bytes, to: &frame)
      unstage()
      queue(frame)
    }
  }

  /// Moves what is staged to the queue.
  func unstage() {
    guard !shared.staging.isEmpty else { return }
    queue(shared.staging)
    shared.staging.removeAll(keepingCapacity: true)
  }

  /// Puts bytes at the end of the queue.
  func queue(_ bytes: [UInt8], from start: Int = 0) {
    if outbound.isEmpty { phases.noteWriteProgress(now: shared.loop.now) }
    outbound.append(bytes, from: start)
  }

  /// Writes what is queued and staged, as far as the socket takes it. The usual answer goes from the staging buffer
  /// into the socket without having been queued.
  func flush() {
    guard phase != .closed else {
      // Only here, at the end of this connection's own entry, is what is staged certainly its own.
      shared.staging.removeAll(keepingCapacity: true)
      return
    }
    if outbound.isEmpty && !shared.staging.isEmpty && !isWriteBlocked {
      flushStaging()
    } else {
      unstage()
    }
    let gathered = transport?.isSecure == true ? Connection.recordBytes : shared.gatherBuffer.count
    let scratch = UnsafeMutableRawBufferPointer(rebasing: shared.gatherBuffer[..<gathered])
    while !outbound.isEmpty && !isWriteBlocked && phase != .closed {
      let transfer = outbound.withFront(scratch) { transport?.write($0) ?? .broken }
      note(transfer) { outbound.drop($0) }
    }
  }

  /// Passes frames of a WebSocket straight to the socket where nothing waits before them, and queues what it does not
  /// take; answers whether all of it has left. It never closes, because its caller may be going through a list of
  /// connections: a broken one is found so again at the end of the turn.
  func pass(_ frames: [UInt8]) -> Bool {
    assert(shared.staging.isEmpty, "The head of the handshake has gone to the queue")
    guard outbound.isEmpty, !isWriteBlocked else {
      queue(frames)
      return false
    }
    var written = 0
    while written < frames.count {
      let transfer = frames.withUnsafeBytes { bytes in
        transport?.write(UnsafeRawBufferPointer(rebasing: bytes[written...])) ?? .broken
      }
      guard case .bytes(let count) = transfer else {
        if case .blocked = transfer { isWriteBlocked = true }
        queue(frames, from: written)
        return false
      }
      written += count
    }
    return true
  }

  private func flushStaging() {
    var written = 0
    while written < shared.staging.count && !isWriteBlocked && phase != .closed {
      let transfer = shared.staging.withUnsafeBytes { bytes in
        transport?.write(UnsafeRawBufferPointer(rebasing: bytes[written...])) ?? .broken
      }
      note(transfer) { written += $0 }
    }
    if phase != .closed && written < shared.staging.count { queue(Array(shared.staging[written...])) }
    shared.staging.removeAll(keepingCapacity: true)
  }

  private func note(_ transfer: Transport.Transfer, _ moved: (Int) -> Void) {
    switch transfer {
    case .bytes(let count):
      phases.noteWriteProgress(now: shared.loop.now)
      moved(count)
    case .blocked: isWriteBlocked = true
    case .ended, .broken: close()
    }
  }

  /// The last answer has left: ends our direction, and waits for the client where it may not have read all yet.
  func finish() {
    guard transport?.endWriting() ?? true else {
      isWriteBlocked = true
      return
    }
    if needsLinger { enter(.lingering) } else { close() }
  }
}

// MARK: - Streams

extension Connection {
  /// Has a worker make the next piece, where none is being made and the client keeps up.
  func pull() {
    guard !isPulling, outbound.count < shared.configuration.highWatermark, let answer,
      case .stream(let source) = answer.response.body
    else { return }
    isPulling = true
    let connection = LoopBound(self)
    let loop = shared.loop
    let limit = shared.configuration.streamPieceBytes
    let isChunked = answer.isHTTP11
    let isTaken = shared.workers.submit {
      let piece = StreamPiece.make(source, limit: limit, isChunked: isChunked)
      loop.execute { connection.value.pieceCame(piece) }
    }
    if !isTaken {
      // As many jobs wait as the pool takes: this client's turn comes later.
      _ = loop.schedule(afterNanoseconds: 10_000_000) {
        connection.value.isPulling = false
        connection.value.settle()
      }
    }
  }

  private func pieceCame(_ piece: StreamPiece) {
    isPulling = false
    guard phase == .streaming, let answer else { return }
    if let fault = piece.fault {
      shared.logger.warning("a streamed answer is cut off: \(fault)")
      abort()
      return
    }
    queue(piece.bytes, from: piece.start)
    if piece.isLast {
      answered(keepsAlive: answer.keepsAlive)
    } else {
      // Before this piece is encrypted and written, so that the next one is made meanwhile.
      pull()
    }
    settle()
  }
}

/// A part of a streamed body, framed.
private struct StreamPiece: Sendable {
  var bytes: [UInt8] = []
  var start = 0
  var isLast = false
  var fault: String?

  static func make(_ source: any BodySource, limit: Int, isChunked: Bool) -> StreamPiece {
    var piece = StreamPiece()
    piece.bytes.reserveCapacity(limit + 64)
    if isChunked { ChunkFrame.open(&piece.bytes) }
    do {
      piece.isLast = try !source.next(into: &piece.bytes, limit: limit)
      if isChunked { piece.start = ChunkFrame.close(&piece.bytes, isLast: piece.isLast) }
    } catch {
      piece.fault = "\(error)"
    }
    return piece
  }
}
