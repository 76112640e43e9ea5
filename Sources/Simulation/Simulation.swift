public import ApplianceDomain
public import Determinism
import Locking

/// People who act by themselves: customers who come, wait, chat and give up; representatives who work their shifts,
/// take sessions, do things in them, hand them on and end them; presenters and their attendees.
///
/// What happens depends only on the seed, the lifetime, the times of the ticks, the scenario and the domain's state.
/// Two rules keep the printed examples true: sessions that exist at the very first tick are left alone for ever, and
/// representatives who are logged in from the start are never logged out, nor idle or away.
public final class Simulation: Sendable {
  /// A scenario, and the name of the profile that it comes from.
  private struct Choice {
    var scenario: Scenario
    var profile: String?
  }

  private struct State {
    /// What the appliance is started with, and what a reset goes back to.
    var start: (isRunning: Bool, choice: Choice)
    var isRunning: Bool
    var profile: String?
    var centre: SupportCentre
  }

  /// The profiles that can be chosen by name.
  public let profiles: [String: Scenario]
  private let seed: UInt64
  private let state: Lock<State>

  /// A support centre that nobody has come to yet.
  ///
  /// - Parameters:
  ///   - seed: the appliance's seed.
  ///   - lifetime: how often the appliance has started on its data directory.
  ///   - scenario: what is simulated; ``Scenario/validate()`` finds nothing wrong with it.
  ///   - profile: the name of the profile that it comes from.
  ///   - profiles: the profiles that ``choose(profile:)`` knows.
  ///   - isRunning: whether it acts from the start.
  public init(
    seed: UInt64, lifetime: UInt64, scenario: Scenario = Scenario(), profile: String? = nil,
    profiles: [String: Scenario] = [:], isRunning: Bool = true
  ) {
    precondition(scenario.validate().isEmpty, "Scenarios are checked before they come here")
    self.seed = seed
    self.profiles = profiles
    state = Lock(
      State(
        start: (isRunning, Choice(scenario: scenario, profile: profile)), isRunning: isRunning,
        profile: profile, centre: SupportCentre(seed: seed, lifetime: lifetime, scenario: scenario)))
  }

  /// Whether the simulation acts. While it does not, sessions stay as they are.
  public var isActive: Bool {
    get { state.withLock { $0.isRunning } }
    set { state.withLock { $0.isRunning = newValue } }
  }

  /// What is simulated.
  public var scenario: Scenario { state.withLock { $0.centre.scenario } }

  /// The name of the profile that was chosen last; changed rates do not change it.
  public var profile: String? { state.withLock { $0.profile } }

  /// Simulates something else from the next tick on. Those who are logged in, and the sessions, go on from where they
  /// are.
  ///
  /// - Parameters:
  ///   - scenario: ``Scenario/validate()`` finds nothing wrong with it.
  ///   - profile: the name of the profile that it comes from.
  ///   - isForGood: whether a reset goes back to it, as to that of the start.
  public func configure(_ scenario: Scenario, profile: String?, isForGood: Bool = false) {
    precondition(scenario.validate().isEmpty, "Scenarios are checked before they come here")
    state.withLock { state in
      state.centre.configure(scenario)
      state.profile = profile
      if isForGood { state.start.choice = Choice(scenario: scenario, profile: profile) }
    }
  }

  /// What the people want done at a second of the appliance's time, in order.
  public func tick(at time: Timestamp, in domain: borrowing ApplianceDomain) -> [Intent] {
    let seen = copy domain  // A copy lets helpers ask it freely; it is gone before anybody writes.
    return state.withLock { $0.centre.tick(at: time, in: seen) }
  }

  /// Forgets everybody, and goes back to the scenario of the start and to whether it acted then: the appliance is
  /// reset.
  public func reset(at time: Timestamp, lifetime: UInt64) {
    state.withLock { state in
      let choice = state.start.choice
      state.isRunning = state.start.isRunning
      state.profile = choice.profile
      state.centre = SupportCentre(seed: seed, lifetime: lifetime, scenario: choice.scenario)
    }
  }
}
