import Determinism
import Testing

/// The values come from a second implementation, in another language: they are what a seed means, for ever.
@Suite("The generator") struct GeneratorTests {
  @Test(
    "gives the numbers that a seed, a stream and a lifetime stand for",
    arguments: [
      (0, "", 0, [0x2138_2ef0_92ed_7068, 0x5b54_c052_757a_df62, 0xa64c_b2cf_6879_5072]),
      (1, "lsid", 1, [0xb4d3_9008_effa_94c4, 0x330c_fa29_6193_4644, 0x1abb_456d_60f5_5994]),
      (1, "lsid", 2, [0xa0ad_0f37_83c7_5f87, 0x16fb_3787_54cb_d0a4, 0x795c_5663_dd3c_893e]),
      (2, "lsid", 1, [0xf98d_6245_9b19_3e39, 0xe66b_accc_3274_68d0, 0xdd47_815c_4963_bb7c]),
      (1, "session-key", 1, [0x19d8_990b_edc8_8362, 0xd082_39d1_7763_5f3b, 0xffb2_cc59_858a_5dd5]),
      (.max, "ä", 0, [0x5d77_da47_e3d4_bf1b, 0xf2c4_688a_8e3f_d0bd, 0xb899_f37e_b0d7_dba8]),
    ] as [(UInt64, String, UInt64, [UInt64])])
  func numbers(seed: UInt64, stream: String, lifetime: UInt64, expected: [UInt64]) {
    var generator = SeededGenerator(seed: seed, stream: stream, lifetime: lifetime)
    #expect((1...3).map { _ in generator.next() } == expected)
  }

  private var fresh: SeededGenerator { SeededGenerator(seed: 1, stream: "lsid", lifetime: 1) }

  @Test("makes bounded numbers, fractions and digits of them in a fixed way")
  func derived() {
    var generator = fresh
    #expect((1...8).map { _ in generator.below(100) } == [70, 19, 10, 26, 70, 5, 39, 87])
    generator = fresh
    #expect((1...8).map { _ in generator.int(in: -5...94) } == [65, 14, 5, 21, 65, 0, 34, 82])
    generator = fresh
    #expect((1...2).map { _ in generator.unit() } == [0.7063531896419397, 0.19941676626474436])
    generator = fresh
    #expect(generator.hex(20) == "b4d39008effa94c4330c")
    generator = fresh
    #expect((1...3).map { _ in generator.pick(["a", "b", "c", "d"]) } == ["c", "a", "a"])
    generator = fresh
    #expect((1...2).map { _ in generator.chance(0.5) } == [false, true])
  }

  @Test("keeps its bounds, and reaches all of them")
  func bounds() {
    var generator = fresh
    var seen: Set<Int> = []
    for _ in 1...500 { seen.insert(generator.int(in: 3...9)) }
    #expect(seen == Set(3...9))
    #expect((1...100).allSatisfy { _ in generator.below(1) == 0 })
    #expect((1...100).allSatisfy { _ in !generator.chance(0) && generator.chance(1) })
    for count in [0, 1, 15, 16, 17, 40] { #expect(generator.hex(count).utf8.count == count) }
  }
}
