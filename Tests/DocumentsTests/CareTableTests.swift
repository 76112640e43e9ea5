import Testing

@testable import Documents

@Suite("Which bytes need care")
struct CareTableTests {
  private let table = CareTable(
    .init(mask: 0x04, value: 0x26), .init(mask: 0x02, value: 0x3E), .init(mask: 0, value: 0xEF))

  private func slowly(_ bytes: [UInt8], from start: Int) -> Int {
    bytes[start...].firstIndex { $0 < 0x20 || [0x22, 0x26, 0x3C, 0x3E, 0xEF].contains($0) } ?? bytes.count
  }

  @Test("is found for each byte at each place of texts of all short lengths")
  func eachByteAtEachPlace() {
    for byte in UInt8.min...UInt8.max {
      for count in 0...19 {
        for place in 0..<count {
          var bytes = [UInt8](repeating: 0x61, count: count)
          bytes[place] = byte
          let found = bytes.withUnsafeBytes { table.next(in: $0, from: 0) }
          #expect(found == slowly(bytes, from: 0), "byte \(byte) at \(place) of \(count)")
        }
      }
    }
  }

  @Test("is found one after the other, whatever stands beside them")
  func neighbours() {
    var state: UInt32 = 1
    // Few values, so that neighbours differ by one as often as by much.
    let values: [UInt8] = [
      0x00, 0x1F, 0x20, 0x21, 0x22, 0x25, 0x26, 0x3C, 0x3D, 0x3E, 0x61, 0x80, 0xEE, 0xEF, 0xFF,
    ]
    for _ in 0..<2_000 {
      let bytes: [UInt8] = (0..<24).map { _ in
        state = state &* 1_664_525 &+ 1_013_904_223
        return values[Int(state >> 16) % values.count]
      }
      for start in 0...24 {
        #expect(bytes.withUnsafeBytes { table.next(in: $0, from: start) } == slowly(bytes, from: start))
      }
    }
  }
}
