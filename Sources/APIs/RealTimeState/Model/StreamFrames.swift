import HTTPMessages
import WebSocketCodec

/// Lines as WebSocket frames, ready to be shared by every integration that gets them.
enum StreamFrames {
  /// Appends a line as binary messages of at most `pieceBytes` each; only the last one ends in the newline
  /// (guides: "Model Updates").
  static func append(line: [UInt8], pieceBytes: Int, to frames: inout [UInt8]) {
    frames.reserveCapacity(
      frames.count + line.count
        + (line.count / max(1, pieceBytes) + 1) * WebSocketEncoder.headerLimit)
    var start = 0
    while start < line.count {
      let end = min(start + max(1, pieceBytes), line.count)
      WebSocketEncoder.appendHeader(.binary, payloadCount: end - start, to: &frames)
      frames.append(contentsOf: line[start..<end])
      start = end
    }
  }
}
