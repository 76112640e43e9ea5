import HTTPMessages
import WebSocketCodec

/// permessage-deflate (RFC 7692). The first byte chooses what was agreed; behind it come messages, each a byte with its
/// length and so many bytes. Taken for what a client has compressed, they are the same however the frames are cut, and
/// never longer than the limit. Taken for what we send, they come out again as they went in.
public func fuzzDeflate(_ bytes: UnsafeRawBufferPointer) {
  guard let choice = bytes.first else { return }
  let messages = cut(Array(bytes.dropFirst()))
  let agreed = parameters(choice)

  let frames = messages.flatMap { masked(0xC2, $0) }
  frames.withUnsafeBytes { frames in
    for limit in [1 << 20, 300] {
      let reading = alike(frames, "compressed frames") { FrameReading($0, limit: limit, deflate: agreed) }
      for event in reading.events { checkEvent(event, limit: limit) }
    }
  }

  let deflater = MessageDeflater(agreed)
  var sent: [UInt8] = []
  for message in messages {
    var frame: [UInt8] = []
    deflater.append(.binary(message), to: &frame)
    sent += maskedAgain(frame)
  }
  let back = FrameReading([sent], limit: 1 << 20, deflate: agreed)
  check(back.fault == nil, "what we compressed is refused: \(String(describing: back.fault))")
  check(back.events == messages.map { .binary($0) }, "what we compressed is not what comes out")
}

/// Both directions agree to the same, so that our own messages can be read as a client's.
private func parameters(_ choice: UInt8) -> PerMessageDeflate {
  let bits = 9 + Int(choice >> 1) % 7
  let forgets = choice & 1 == 1
  return PerMessageDeflate(
    serverNoContextTakeover: forgets, clientNoContextTakeover: forgets, serverMaxWindowBits: bits,
    clientMaxWindowBits: bits)
}

private func cut(_ bytes: [UInt8]) -> [[UInt8]] {
  var rest = bytes[...]
  var messages: [[UInt8]] = []
  while let length = rest.popFirst() {
    messages.append(Array(rest.prefix(Int(length))))
    rest = rest.dropFirst(Int(length))
  }
  return messages
}

/// A client's frame whose mask changes nothing.
private func masked(_ first: UInt8, _ payload: [UInt8]) -> [UInt8] {
  let length: [UInt8] =
    payload.count < 126
    ? [UInt8(payload.count)] : [126, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF)]
  return [first, 0x80 | length[0]] + length.dropFirst() + [0, 0, 0, 0] + payload
}

/// Our frame as a client would send it.
private func maskedAgain(_ frame: [UInt8]) -> [UInt8] {
  let header = frame[1] < 126 ? 2 : 4
  check(frame[1] < 127 && frame.count >= header, "a message of at most 255 bytes has a longer header")
  return [frame[0], frame[1] | 0x80] + frame[2..<header] + [0, 0, 0, 0] + frame[header...]
}
