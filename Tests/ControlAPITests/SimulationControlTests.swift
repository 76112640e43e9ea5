import ControlAPI
import Simulation
import Testing

@Suite("The simulation's control")
struct SimulationControlTests {
  @Test("rates are changed by their public names; what is not named stays")
  func change() {
    let simulation = Simulation(seed: 1, lifetime: 1)
    let control = SimulationControl(simulation)
    #expect(control.rates().count == 11)
    let problems = control.change(false, [.init(name: "login_share", value: 0.25)])
    #expect(problems.isEmpty)
    #expect(simulation.rates == SimulationRates(loginShare: 0.25))
    #expect(!control.isRunning())
    #expect(control.rates().contains(.init(name: "login_share", value: 0.25)))
  }

  @Test("a rate that cannot be used changes nothing, and is named as the caller knows it")
  func refusal() {
    let simulation = Simulation(seed: 1, lifetime: 1)
    let problems = SimulationControl(simulation).change(
      false, [.init(name: "login_share", value: 2), .init(name: "chat_seconds", value: 5)])
    #expect(problems == ["login_share: 2.0 is not from 0.0 to 1.0"])
    #expect(simulation.rates == SimulationRates())
    #expect(simulation.isActive)
  }
}
