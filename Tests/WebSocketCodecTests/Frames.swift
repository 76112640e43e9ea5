import HTTPMessages
import Testing

@testable import WebSocketCodec

/// What a decoder made of some input.
struct Outcome: Equatable {
  var events: [WebSocketEvent] = []
  var fault: WebSocketFault?
}

/// Decodes the pieces in turn; pieces after a fault must change nothing.
func decode(
  _ pieces: [ArraySlice<UInt8>], limit: Int = 1 << 20, deflate: PerMessageDeflate? = nil
) -> Outcome {
  var decoder = WebSocketDecoder(messageLimit: limit, deflate: deflate)
  var outcome = Outcome()
  for piece in pieces {
    piece.withUnsafeBytes { bytes in
      do throws(WebSocketFault) {
        try decoder.decode(bytes) { outcome.events.append($0) }
      } catch {
        #expect(outcome.fault == nil, "a decoder faults once")
        outcome.fault = error
      }
    }
  }
  return outcome
}

/// Decodes the input whole, byte by byte and split at each index, and expects the same of each.
func decodeAlike(
  _ input: [UInt8], limit: Int = 1 << 20, deflate: PerMessageDeflate? = nil,
  at location: SourceLocation = #_sourceLocation
) -> Outcome {
  let whole = decode([input[...]], limit: limit, deflate: deflate)
  let bytes = decode(input.indices.map { input[$0...$0] }, limit: limit, deflate: deflate)
  #expect(bytes == whole, "byte by byte", sourceLocation: location)
  for index in input.indices {
    let split = decode([input[..<index], input[index...]], limit: limit, deflate: deflate)
    if split != whole {
      Issue.record("split at \(index): \(split), whole: \(whole)", sourceLocation: location)
    }
  }
  return whole
}

/// A frame as a client sends it, right or wrong.
func frame(
  _ opcode: UInt8, _ payload: [UInt8] = [], final: Bool = true, reserved: UInt8 = 0, masked: Bool = true,
  lengthForm: UInt8? = nil
) -> [UInt8] {
  let key: [UInt8] = [0x37, 0xFA, 0x21, 0x3D]
  let form = lengthForm ?? (payload.count < 126 ? UInt8(payload.count) : payload.count < 65536 ? 126 : 127)
  var bytes: [UInt8] = [(final ? 0x80 : 0) | reserved | opcode, (masked ? 0x80 : 0) | form]
  let lengthBytes = form == 126 ? 2 : form == 127 ? 8 : 0
  for index in (0..<lengthBytes).reversed() {
    bytes.append(UInt8(truncatingIfNeeded: payload.count >> (index * 8)))
  }
  if masked { bytes += key }
  for (index, byte) in payload.enumerated() { bytes.append(masked ? byte ^ key[index % 4] : byte) }
  return bytes
}

func close(_ code: UInt16, _ reason: [UInt8] = []) -> [UInt8] {
  frame(8, [UInt8(code >> 8), UInt8(code & 0xFF)] + reason)
}

func utf8(_ text: String) -> [UInt8] { Array(text.utf8) }
