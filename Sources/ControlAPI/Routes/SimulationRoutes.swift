import APIKit
import Documents
import HTTPMessages
import HTTPTypes

/// The simulation's switch, profile and rates.
enum SimulationRoutes {
  static func all(_ desk: ControlDesk) -> [Route] {
    [
      Route(
        "/v1/simulation",
        [
          (.get, { _, _ throws(Problem) in answer(desk.dependencies.simulation) }),
          (.put, { request, _ throws(Problem) in try put(request, desk.dependencies.simulation) }),
        ])
    ]
  }

  private static func put(_ request: Request, _ simulation: SimulationControl) throws(Problem) -> Response {
    let names = simulation.rates().map(\.name)
    let members = try Members(of: request, known: ["running", "profile"] + names)
    var change = SimulationControl.Change(
      isRunning: try members.bool("running"), profile: try members.text("profile"))
    for name in names {
      if let value = try members.number(name) { change.rates.append(.init(name: name, value: value)) }
    }
    let problems = simulation.change(change)
    guard problems.isEmpty else {
      throw Problem(
        "invalid-value", .unprocessableContent, "A value cannot be used", problems.joined(separator: ". "))
    }
    return answer(simulation)
  }

  private static func answer(_ simulation: SimulationControl) -> Response {
    Answer.json { json in
      json.member("running", simulation.isRunning())
      if let profile = simulation.profile() { json.member("profile", profile) }
      for rate in simulation.rates() {
        json.key(rate.name)
        json.number(rate.value)
      }
    }
  }
}
