import HTTPMessages
import Testing

@testable import WebSocketCodec

@Suite("Compressing messages")
struct DeflatingTests {
  private func row(_ number: Int) -> [UInt8] {
    utf8(
      #"{"type":"model_update","update":{"queue":{"\#(number)":{"name":"General","size":"\#(number * 7)"}}}}"#
    )
  }

  private func frames(_ messages: [[UInt8]], by deflater: MessageDeflater) -> [(
    first: UInt8, payload: [UInt8]
  )] {
    messages.map { message in
      var buffer: [UInt8] = []
      deflater.append(.binary(message), to: &buffer)
      return unmaskedFrame(buffer)
    }
  }

  /// What a peer reads of these frames.
  private func read(_ frames: [(first: UInt8, payload: [UInt8])], _ agreed: PerMessageDeflate) -> Outcome {
    let input = frames.flatMap { frame($0.first & 0x0F, $0.payload, reserved: $0.first & 0x70) }
    return decode([input[...]], deflate: agreed)
  }

  @Test(
    "a message is compressed, and what the next one shares with it costs little where context is taken over")
  func takeover() {
    let messages = (1...20).map(row)
    let keeping = frames(messages, by: MessageDeflater(PerMessageDeflate()))
    #expect(read(keeping, PerMessageDeflate()) == Outcome(events: messages.map { .binary($0) }))
    #expect(keeping.allSatisfy { $0.first == 0xC2 })
    #expect(keeping[19].payload.count < 20)
    let alone = PerMessageDeflate(serverNoContextTakeover: true, clientNoContextTakeover: true)
    let single = frames(messages, by: MessageDeflater(alone))
    #expect(read(single, alone) == Outcome(events: messages.map { .binary($0) }))
    #expect(single[19].payload.count > 40)
  }

  @Test("messages compressed by themselves are read in any order, by any window as large")
  func alone() {
    let agreed = PerMessageDeflate(serverNoContextTakeover: true, serverMaxWindowBits: 9)
    let messages = (1...5).map { Array(repeatElement(row($0), count: 50).joined()) }
    let made = frames(messages, by: MessageDeflater(agreed))
    for bits in [9, 12, 15] {
      let reader = PerMessageDeflate(clientMaxWindowBits: bits)
      #expect(read(made.reversed(), reader) == Outcome(events: messages.reversed().map { .binary($0) }))
    }
  }

  @Test("short messages travel as they are, and long ones do where compression would make them longer")
  func asTheyAre() {
    let agreed = PerMessageDeflate(serverNoContextTakeover: true)
    let deflater = MessageDeflater(agreed)
    let short = [UInt8](repeating: 0x41, count: MessageDeflater.smallest - 1)
    var state: UInt32 = 1
    let noise = (0..<500).map { _ in
      state = state &* 1_664_525 &+ 1_013_904_223
      return UInt8(state >> 24)
    }
    let made = frames([[], short, noise, short + [0x41]], by: deflater)
    #expect(made.map(\.first) == [0x82, 0x82, 0x82, 0xC2])
    #expect(made[0].payload.isEmpty && made[1].payload == short && made[2].payload == noise)
  }

  @Test("noise keeps the context right where context is taken over")
  func noiseBetween() {
    var state: UInt32 = 1
    let noise = (0..<70_000).map { _ in
      state = state &* 1_664_525 &+ 1_013_904_223
      return UInt8(state >> 24)
    }
    let messages = [noise, row(1), noise, row(1), Array(noise[69_000...])]
    let made = frames(messages, by: MessageDeflater(PerMessageDeflate()))
    #expect(read(made, PerMessageDeflate()) == Outcome(events: messages.map { .binary($0) }))
    #expect(made[3].payload.count < row(1).count)
  }

  @Test("the kind of a message stays")
  func kinds() {
    var buffer: [UInt8] = []
    MessageDeflater(PerMessageDeflate()).append(.text(row(1)), to: &buffer)
    #expect(buffer[0] == 0xC1 && buffer[1] < 126)
  }
}
