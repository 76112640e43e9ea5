import ApplianceDomain
import Determinism
import DomainTesting
import Testing

@testable import Simulation

/// Follows the intents of a simulation one by one.
private struct Watch {
  var run: Run
  /// Called after each intent, with what it brought about.
  mutating func pass(seconds: Int, _ body: (Intent, [SessionEvent], inout Run) -> Void) {
    for _ in 1...seconds {
      run.now = run.now.advanced(bySeconds: 1)
      run.domain.settle(at: run.now)
      for intent in run.simulation.tick(at: run.now, in: run.domain) {
        _ = run.domain.takeEntries()
        _ = try? run.domain.perform(intent, at: run.now)
        let events = run.domain.takeEntries().compactMap { entry -> SessionEvent? in
          if case .sessionEvent(let event) = entry { event } else { nil }
        }
        body(intent, events, &run)
      }
    }
  }
}

@Suite("What happens in a session can happen") struct BelievableTests {
  @Test("nobody acts in a session who is idle or has no connection", arguments: [false, true])
  func presence(isBusyDay: Bool) throws {
    var watch = Watch(
      run: isBusyDay
        ? try Example.run("busy", seed: 5, TestOrganization.capabilities) : Run(seed: 5, .busyTest))
    var seen = 0
    var wrong: [String] = []
    var idle: [Int] = []
    var idlers: Set<Int> = []
    let ids = watch.run.domain.organization.representatives.map(\.id)
    for minute in 0..<60 {
      // Some who have sessions are made idle from outside for a minute as well.
      for id in idle {
        _ = try? watch.run.domain.perform(.setIdle(representative: id, false), at: watch.run.now)
      }
      let busy = ids.filter { watch.run.domain.console[$0]?.sessions.isEmpty == false }
      idle = minute > 5 && !busy.isEmpty ? [busy[minute % busy.count]] : []
      for id in idle {
        _ = try? watch.run.domain.perform(.setIdle(representative: id, true), at: watch.run.now)
      }
      idlers.formUnion(idle)
      watch.pass(seconds: 60) { intent, events, run in
        for event in events where event.performedBy.type == .representative && !event.detail.isOfAppliance {
          seen += 1
          let id = ids.first { run.domain.console[$0]?.gsnumber == event.performedBy.gsnumber }
          guard let id, let console = run.domain.console[id],
            let row = run.domain.model.representative[console.rowID]
          else { continue }
          if row.routingIdle || !row.connected { wrong.append("\(id): \(intent)") }
        }
      }
    }
    #expect(wrong.prefix(3) == [])
    #expect(seen > 1000 && idlers.count > 4, "\(seen) events, \(idlers.count) idlers")
  }

  @Test("a tool that is put away is not taken again at the same second")
  func tools() {
    var watch = Watch(run: Run(seed: 3, .busyTest))
    var closed: Set<String> = []
    var second = watch.run.now
    var (closings, again) = (0, 0)
    watch.pass(seconds: 1200) { intent, _, run in
      if run.now != second { closed = [] }
      second = run.now
      if case .selectTool(let lsid, let id, let tool?) = intent, closed.contains("\(lsid) \(id) \(tool)") {
        again += 1
      }
      guard case .useTool(let lsid, let id, let tool, let isInUse) = intent else { return }
      if isInUse, closed.contains("\(lsid) \(id) \(tool)") { again += 1 }
      if !isInUse { (_, closings) = (closed.insert("\(lsid) \(id) \(tool)"), closings + 1) }
    }
    #expect(again == 0)
    #expect(closings > 40)
  }

  @Test("a session and a presentation have one recording at most, and one Support Button at a time")
  func recordings() throws {
    var watch = Watch(run: try Example.run("busy", seed: 4, TestOrganization.capabilities))
    var recordings: [String: Int] = [:]
    var buttons: [String: Int] = [:]
    var (mostButtons, deployed, started, told) = (0, 0, 0, [String: Int]())
    watch.pass(seconds: 2 * 3600) { _, events, _ in
      for event in events {
        if event.detail == .sessionStart, !event.isInPresentation { started += 1 }
        guard case .activity(let activity) = event.detail else { continue }
        switch activity.kind {
        case .screenRecording: recordings[event.lsid, default: 0] += 1
        case .callbackButtonDeployed:
          buttons[event.lsid, default: 0] += 1
          deployed += 1
          mostButtons = max(mostButtons, buttons[event.lsid] ?? 0)
        case .callbackButtonRemoved: buttons[event.lsid, default: 0] -= 1
        case .systemInformationRetrieved: told[event.lsid, default: 0] += 1
        default: break
        }
      }
    }
    #expect(recordings.count > 20)
    #expect(recordings.values.allSatisfy { $0 == 1 })
    #expect(told.count > 100 && told.values.allSatisfy { $0 == 1 })
    #expect(mostButtons == 1)
    #expect(deployed > 3 && deployed * 15 < started, "\(deployed) of \(started)")
  }

  @Test("whoever restarts a computer loses the connection to it")
  func restarts() {
    var scenario = Scenario.busyTest
    scenario.sessions.rebootProbability = 0.4
    var watch = Watch(run: Run(seed: 6, scenario))
    var restarted: Set<String> = []
    var cut: Set<String> = []
    watch.pass(seconds: 1800) { intent, _, _ in
      if case .setCustomerConnected(let lsid, false) = intent { cut.insert(lsid) }
      guard case .act(let lsid, _, let activity) = intent,
        activity.text("action_name") == Phrases.restart
      else { return }
      restarted.insert(lsid)
    }
    #expect(restarted.count > 20)
    #expect(restarted.isSubset(of: cut))
    let families: [SystemFamily] = [.windows, .mac, .unix, .network, .android, .apple]
    for family in families { #expect(!family.actions.contains(Phrases.restart)) }
  }

  @Test("a system tells of itself what the session's record says, and always the same")
  func systems() {
    var watch = Watch(run: Run(seed: 8, .busyTest))
    var seen = 0
    watch.pass(seconds: 900) { intent, _, run in
      guard case .act(let lsid, .system, let activity) = intent,
        activity.kind == .systemInformationRetrieved, let session = run.domain.sessions[lsid]
      else { return }
      seen += 1
      let customer = session.record.customer
      let categories = Phrases.systemInformation(of: customer, lsid: lsid)
      #expect(activity == .systemInformationRetrieved(categories))
      #expect(categories[0].rows[0].prefix(2) == [customer.operatingSystem, customer.hostname])
      #expect(categories[3].rows[0][1] == customer.privateIP)
      let drives = categories.first { $0.name == "Drives" }?.rows ?? []
      for drive in drives { #expect((number(drive[2]) ?? .max) < (number(drive[1]) ?? 0)) }
    }
    #expect(seen > 30)
  }

  private func number(_ text: String) -> Int? { Int(text.prefix { $0 != " " }) }

  @Test("phones have the windows of phones, and a browser shows pages only")
  func windows() {
    var watch = Watch(run: Run(seed: 2, .busyTest))
    var seen: [ClientType: Int] = [:]
    watch.pass(seconds: 1200) { intent, _, run in
      guard case .act(let lsid, _, let activity) = intent, let session = run.domain.sessions[lsid],
        let row = session.customerRowID, let client = run.domain.model.customerClient[row]
      else { return }
      let family = SystemFamily(client.operatingSystem)
      let type = client.clientType
      if type == .mobile { #expect(activity.kind != .specialActionExecuted) }
      guard activity.kind == .sessionForegroundWindowChanged else { return }
      seen[type, default: 0] += 1
      let program = activity.text("exe_name") ?? ""
      if type == .webChat { #expect(program == family.browser.executable) }
      let known = family.windows.map(\.executable) + [family.browser.executable]
      #expect(known.contains(program), "\(program) on \(client.operatingSystem)")
    }
    #expect((seen[.mobile] ?? 0) > 2 && (seen[.webChat] ?? 0) > 2 && (seen[.desktop] ?? 0) > 50, "\(seen)")
    #expect(seen[.shell] == nil)
  }
}

extension SessionEvent.Detail {
  /// What is told of a representative, and not done by them.
  fileprivate var isOfAppliance: Bool {
    switch self {
    case .conferenceMemberDeparted: true
    case .activity(let activity):
      activity.kind == .conferenceMemberStateChanged
        || activity.text("response") == AssignmentResponse.timeout.rawValue
    default: false
    }
  }
}
