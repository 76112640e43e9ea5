import Determinism
import SimulationAuditing
import Testing

@Suite("A busy support centre under audit") struct AuditTests {
  /// A Tuesday at eight in the morning.
  private static let start = Timestamp(seconds: 1_733_212_800)

  @Test("keeps every invariant at every tick of two hours", arguments: 1...20 as ClosedRange<UInt64>)
  func holds(seed: UInt64) {
    var centre = AuditedCentre(seed: seed, profile: "busy", start: Self.start)
    let problems = centre.pass(seconds: 7200)
    #expect(problems.prefix(5) == [], "seed \(seed), \(centre.now.seconds)")
    let sum = centre.sum
    #expect(sum.ticks == 7200)
    #expect(sum.changes > 5000 && sum.events > 1000, "\(sum)")
    #expect(sum.refused * 20 < sum.intents, "\(sum.refused) of \(sum.intents) are refused")
  }
}
