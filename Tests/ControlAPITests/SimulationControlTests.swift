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
    let problems = control.change(
      .init(isRunning: false, rates: [.init(name: "login_share", value: 0.25)]))
    #expect(problems.isEmpty)
    #expect(simulation.scenario.rates == SimulationRates(loginShare: 0.25))
    #expect(!control.isRunning())
    #expect(control.rates().contains(.init(name: "login_share", value: 0.25)))
  }

  @Test("a rate that cannot be used changes nothing, and is named as the caller knows it")
  func refusal() {
    let simulation = Simulation(seed: 1, lifetime: 1)
    let problems = SimulationControl(simulation).change(
      .init(
        isRunning: false,
        rates: [.init(name: "login_share", value: 2), .init(name: "chat_seconds", value: 5)]))
    #expect(problems == ["login_share: 2.0 is not from 0.0 to 1.0"])
    #expect(simulation.scenario == Scenario())
    #expect(simulation.isActive)
  }

  @Test("a profile is chosen by its name, with rates on top of it; an unknown one changes nothing")
  func profile() {
    var busy = Scenario()
    busy.faults.consoleLossHours = 1
    let simulation = Simulation(seed: 1, lifetime: 1, profiles: ["busy": busy, "calm": Scenario()])
    let control = SimulationControl(simulation)
    #expect(control.profile() == nil)
    let rate = SimulationControl.Rate(name: "arrivals_per_hour", value: 7)
    #expect(control.change(.init(profile: "busy", rates: [rate])) == [])
    busy.rates.arrivalsPerHour = 7
    #expect(simulation.scenario == busy)
    #expect(control.profile() == "busy")
    let problems = control.change(.init(isRunning: false, profile: "bussy"))
    #expect(problems == ["profile: \"bussy\" is not one of busy, calm; did you mean \"busy\"?"])
    #expect(simulation.scenario == busy)
    #expect(simulation.isActive)
  }
}
