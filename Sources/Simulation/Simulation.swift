public import ApplianceDomain
public import Determinism
import Locking

/// People who act by themselves: customers who arrive, wait, chat and give up; representatives who log in and out,
/// take sessions, hand them on and end them.
///
/// What happens depends only on the seed, the lifetime, the times of the ticks, the rates and the domain's state.
/// Two rules keep the printed examples true: sessions that exist at the very first tick are left alone for ever, and
/// representatives who are logged in from the start are never logged out.
public final class Simulation: Sendable {
  /// What the appliance is started with, and what a reset goes back to.
  private struct Start {
    var isRunning: Bool
    var rates: SimulationRates
  }

  private struct State {
    var start: Start
    var isRunning: Bool
    var centre: SupportCentre
  }

  private let seed: UInt64
  private let state: Lock<State>

  /// A support centre that nobody has come to yet.
  ///
  /// - Parameters:
  ///   - seed: the appliance's seed.
  ///   - lifetime: how often the appliance has started on its data directory.
  ///   - rates: how busy it is; ``SimulationRates/validate()`` finds nothing wrong with them.
  ///   - isRunning: whether it acts from the start.
  public init(
    seed: UInt64, lifetime: UInt64, rates: SimulationRates = SimulationRates(), isRunning: Bool = true
  ) {
    precondition(rates.validate().isEmpty, "Rates are checked before they come here")
    self.seed = seed
    state = Lock(
      State(
        start: Start(isRunning: isRunning, rates: rates), isRunning: isRunning,
        centre: SupportCentre(seed: seed, lifetime: lifetime, rates: rates)))
  }

  /// Whether the simulation acts. While it does not, sessions stay as they are.
  public var isActive: Bool {
    get { state.withLock { $0.isRunning } }
    set { state.withLock { $0.isRunning = newValue } }
  }

  /// How busy it is.
  public var rates: SimulationRates { state.withLock { $0.centre.rates } }

  /// Changes how busy it is, from the next tick on.
  ///
  /// - Parameters:
  ///   - rates: ``SimulationRates/validate()`` finds nothing wrong with them.
  ///   - isForGood: whether a reset goes back to them, as to those of the start.
  public func configure(_ rates: SimulationRates, isForGood: Bool = false) {
    precondition(rates.validate().isEmpty, "Rates are checked before they come here")
    state.withLock { state in
      state.centre.configure(rates)
      if isForGood { state.start.rates = rates }
    }
  }

  /// What the people want done at a second of the appliance's time, in order.
  public func tick(at time: Timestamp, in domain: borrowing ApplianceDomain) -> [Intent] {
    let seen = copy domain  // A copy lets helpers ask it freely; it is gone before anybody writes.
    return state.withLock { $0.centre.tick(at: time, in: seen) }
  }

  /// Forgets everybody, and goes back to the rates of the start and to whether it acted then: the appliance is reset.
  public func reset(at time: Timestamp, lifetime: UInt64) {
    state.withLock { state in
      state.isRunning = state.start.isRunning
      state.centre = SupportCentre(seed: seed, lifetime: lifetime, rates: state.start.rates)
    }
  }
}
