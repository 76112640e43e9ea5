import HTTPMessages
import WebSocketCodec

/// A client's frames, and the same bytes as a server's (RFC 6455 section 5). However the bytes are cut, the same events
/// and the same fault come out; what came out is well formed, and sent again in one frame each it comes out again.
public func fuzzWebSocket(_ bytes: UnsafeRawBufferPointer) {
  for (peer, limit) in [(.client, 1 << 16), (.client, 48), (.server, 1 << 16)]
    as [(WebSocketDecoder.Peer, Int)]
  {
    let reading = alike(bytes, "frames") { FrameReading($0, of: peer, limit: limit) }
    for event in reading.events { checkEvent(event, limit: limit) }
    if let fault = reading.fault {
      check(fault.reason.utf8.count <= 123, "the sentence of \(fault) does not fit into a Close frame")
      check([1002, 1007, 1009].contains(fault.closeCode), "\(fault) has another status than the decoder's")
    }
    let frames = reading.events.flatMap { peer == .client ? frame($0) : serverFrame($0) }
    let again = FrameReading([frames], of: peer, limit: limit)
    check(again.events == reading.events && again.fault == nil, "\(reading) sent again: \(again)")
  }
}

/// What a decoder made of some bytes.
struct FrameReading: Equatable {
  var events: [WebSocketEvent] = []
  var fault: WebSocketFault?

  init(
    _ pieces: [[UInt8]], of peer: WebSocketDecoder.Peer = .client, limit: Int,
    deflate: PerMessageDeflate? = nil
  ) {
    var decoder = WebSocketDecoder(of: peer, messageLimit: limit, deflate: deflate)
    for piece in pieces {
      piece.withUnsafeBytes { bytes in
        do throws(WebSocketFault) {
          try decoder.decode(bytes) { events.append($0) }
        } catch {
          check(fault == nil, "a decoder faults twice")
          fault = error
        }
      }
    }
  }
}

func checkEvent(_ event: WebSocketEvent, limit: Int) {
  switch event {
  case .text(let bytes):
    check(bytes.count <= limit, "a message of \(bytes.count) bytes passes the limit \(limit)")
    check(String(validating: bytes, as: UTF8.self) != nil, "a text message is not UTF-8")
  case .binary(let bytes):
    check(bytes.count <= limit, "a message of \(bytes.count) bytes passes the limit \(limit)")
  case .ping(let bytes), .pong(let bytes):
    check(bytes.count <= 125, "a control frame carries \(bytes.count) bytes")
  case .close(let code, let reason):
    check(code != nil || reason.isEmpty, "a reason without a status")
    check(reason.utf8.count <= 123, "a control frame carries \(reason.utf8.count) bytes of reason")
  }
}

/// An event as our server sends it.
private func serverFrame(_ event: WebSocketEvent) -> [UInt8] {
  var bytes: [UInt8] = []
  switch event {
  case .text(let payload): WebSocketEncoder.append(.text(payload), to: &bytes)
  case .binary(let payload): WebSocketEncoder.append(.binary(payload), to: &bytes)
  case .ping(let payload): WebSocketEncoder.appendPing(payload, to: &bytes)
  case .pong(let payload): WebSocketEncoder.appendPong(payload, to: &bytes)
  case .close(let code, let reason): WebSocketEncoder.appendClose(code: code, reason: reason, to: &bytes)
  }
  return bytes
}

/// An event as a client sends it, in one masked frame.
private func frame(_ event: WebSocketEvent) -> [UInt8] {
  switch event {
  case .text(let bytes): frame(0x1, bytes)
  case .binary(let bytes): frame(0x2, bytes)
  case .ping(let bytes): frame(0x9, bytes)
  case .pong(let bytes): frame(0xA, bytes)
  case .close(let code, let reason):
    frame(0x8, code.map { [UInt8($0 >> 8), UInt8($0 & 0xFF)] + Array(reason.utf8) } ?? [])
  }
}

private func frame(_ opcode: UInt8, _ payload: [UInt8]) -> [UInt8] {
  let key: [UInt8] = [0x37, 0xFA, 0x21, 0x3D]
  let form = payload.count < 126 ? UInt8(payload.count) : payload.count < 65536 ? 126 : 127
  var bytes: [UInt8] = [0x80 | opcode, 0x80 | form]
  for place in (0..<(form == 126 ? 2 : form == 127 ? 8 : 0)).reversed() {
    bytes.append(UInt8(truncatingIfNeeded: payload.count >> (place * 8)))
  }
  bytes += key
  for (index, byte) in payload.enumerated() { bytes.append(byte ^ key[index % 4]) }
  return bytes
}
