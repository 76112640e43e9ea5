import Determinism
import Foundation
import SimulationAuditing

/// Runs whole days of the simulation under audit, a seed after the other on as many threads as there are cores.
///
/// Usage: `SimulationAudit FIRST_SEED LAST_SEED DAYS PROFILE`. Exits with 1 where something is found, and says how to
/// see it again; with 2 where it is called wrongly.
@main struct SimulationAudit {
  static func main() {
    let arguments = CommandLine.arguments.dropFirst()
    let numbers = arguments.prefix(3).compactMap { Int($0) }
    guard numbers.count == 3, arguments.count == 4, let profile = arguments.last, numbers[0] <= numbers[1],
      numbers[0] >= 0, numbers[2] >= 1, AuditedCentre.profiles.contains(profile)
    else {
      let profiles = AuditedCentre.profiles.joined(separator: ", ")
      FileHandle.standardError.write(
        Data(
          """
          usage: SimulationAudit FIRST_SEED LAST_SEED DAYS PROFILE
          (seeds from 0 on, at least one day, a profile of \(profiles))

          """.utf8))
      exit(2)
    }
    let results = Results()
    let seeds = Array(numbers[0]...numbers[1])
    DispatchQueue.concurrentPerform(iterations: seeds.count) { place in
      results.add(day(seed: UInt64(seeds[place]), days: numbers[2], profile: profile), of: seeds.count)
    }
    exit(results.tell(days: numbers[2], profile: profile))
  }

  /// A Monday at midnight; each seed begins on another day of the week.
  private static let monday = Timestamp(seconds: 1_733_097_600)
  private static let secondsInDay = 86_400

  private static func day(seed: UInt64, days: Int, profile: String) -> Outcome {
    let start = monday.advanced(bySeconds: Int64(seed % 7) * Int64(secondsInDay))
    var centre = AuditedCentre(seed: seed, profile: profile, start: start)
    let problems = centre.pass(seconds: days * secondsInDay)
    return Outcome(seed: seed, sum: centre.sum, problems: problems, at: centre.now)
  }
}

/// What one seed has come to.
private struct Outcome: Sendable {
  var seed: UInt64
  var sum: AuditedCentre.Sum
  var problems: [String]
  var at: Timestamp
}

/// What all have come to so far.
private final class Results: @unchecked Sendable {
  // Unchecked: guarded by its lock.
  private let lock = NSLock()
  private var sum = AuditedCentre.Sum()
  private var bad: [Outcome] = []
  private var count = 0
  private let begun = ContinuousClock.now

  func add(_ outcome: Outcome, of total: Int) {
    lock.lock()
    defer { lock.unlock() }
    count += 1
    sum = sum + outcome.sum
    if !outcome.problems.isEmpty { bad.append(outcome) }
    guard count % 10 == 0 || count == total else { return }
    FileHandle.standardError.write(Data("\(count) of \(total) seeds, \(bad.count) with problems\n".utf8))
  }

  func tell(days: Int, profile: String) -> Int32 {
    print(
      "\(count) seeds of \(days) day(s) at \(profile): \(sum.ticks) ticks, \(sum.changes) changed rows, "
        + "\(sum.events) events, \(sum.intents) intents of which \(sum.refused) refused, at most "
        + "\(sum.mostSessions) sessions at once, in \(begun.duration(to: .now))")
    for outcome in bad.sorted(by: { $0.seed < $1.seed }) {
      print(
        "seed \(outcome.seed), second \(outcome.at.seconds), again by: make sim SEED=\(outcome.seed) DAYS=\(days)"
      )
      for problem in outcome.problems.prefix(5) { print("  \(problem)") }
    }
    return bad.isEmpty ? 0 : 1
  }
}
