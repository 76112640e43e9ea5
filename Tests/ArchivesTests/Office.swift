import ApplianceDomain
import Archives
import CZlib
import Changes
import Determinism
import Documents
import History
import Locking
import Testing

/// A small appliance whose batches a collector splits into archives.
struct Office {
  let collector = Collector()
  let appliance: Appliance
  private let organization = Organization(
    company: Company(apiName: "example", displayName: "Example"),
    publicSites: [PublicSite(id: 1, name: "Default", hostnames: ["support.example.com"])],
    representatives: (1...3).map {
      RepresentativeAccount(
        id: $0, username: "rep\($0)", publicDisplayName: "Rep \($0)", privateDisplayName: "R\($0)",
        displayNumber: $0, loggedInAtStart: $0 == 3, hostname: "pc\($0)", operatingSystem: "Windows 10",
        privateIP: "10.0.0.\($0)", publicIP: "192.0.2.\($0)")
    },
    teams: [
      SupportTeam(
        id: 1, name: "Support", codeName: "support", isPersistent: false,
        members: [1, 2].map { TeamMember(representative: $0, role: .member) })
    ], skills: [NamedCode(codeName: "skill1", name: "Skill")])

  init(memory: Memory? = nil, at start: Timestamp = Timestamp(seconds: 1_475_280_000)) {
    let memory = memory ?? Memory(organization: organization, settings: Settings())
    let time = ManualTime()
    appliance = Appliance(
      domain: ApplianceDomain(
        memory: memory, capabilities: Capabilities(embassies: false, jumpClientStartMethod: false), seed: 1),
      clock: ApplianceClock(start: start, rate: 0, monotonic: time.nanoseconds()), monotonic: time,
      durability: collector)
  }

  func memory(lifetime: UInt64) -> Memory {
    Memory(
      lifetime: lifetime, organization: organization, accounts: [], tokens: [], sessionKeys: [],
      settings: Settings(), lastLseq: 100, startupSessions: [])
  }

  /// Two hours in which every kind of change happens.
  func work() throws {
    _ = try appliance.perform(.logIn(representative: 1))
    _ = try appliance.perform(.logIn(representative: 2))
    for round in 0..<6 {
      let lsid = try start(priority: round % 3 + 1)
      appliance.advance(bySeconds: 250) {}
      _ = try appliance.perform(.acceptSession(lsid: lsid, representative: 1 + round % 2))
      _ = try appliance.perform(
        .sendChatMessage(lsid: lsid, from: .customer, body: "Line \(round)\nand \u{1}\"more\" – ☂"))
      _ = try appliance.perform(.setIdle(representative: 3, round % 2 == 0))
      appliance.advance(bySeconds: 700) {}
      if round % 2 == 0 { _ = try appliance.perform(.transferSession(lsid: lsid, queue: .team(1))) }
      _ = try appliance.perform(.customerLeaves(lsid: lsid))
      appliance.advance(bySeconds: 250) {}
      if round == 3 { _ = try appliance.perform(.logOut(representative: 1)) }
      if round == 3 { _ = try appliance.perform(.logIn(representative: 1)) }
    }
    _ = try start(priority: 1)
    appliance.advance(bySeconds: 600) {}
  }

  func start(priority: Int) throws -> String {
    let request = SessionRequest(
      method: .queue(.team(1), as: .issueSubmission), customer: CustomerInfo(name: "Ada ☂"),
      attributes: [AttributeValue(codeName: AttributeValue.externalKey, value: "T-\(priority)")],
      priority: priority, skills: ["skill1"])
    guard case .session(let lsid) = try appliance.perform(.startSession(request)).outcome else { return "" }
    return lsid
  }
}

/// Splits batches at the borders: the snapshot of each border, and the lines since the one before.
final class Collector: Durability {
  struct Stop: Sendable {
    var lines: [UInt8]
    var state: [UInt8]
  }

  private let state = Lock<(open: [UInt8], stops: [Stop], fault: String?)>(([], [], nil))

  var stops: [Stop] { state.withLock { $0.stops } }

  /// The types of all events, in their order.
  var types: [String] {
    let lines = stops.flatMap(\.lines).split(separator: 0x0A)
    return lines.compactMap { try? JSONValue(parsing: $0)["type"]?.text }
  }

  func accept(_ batch: Batch) {
    state.withLock { state in
      state.open += ArchivesTests.lines(of: batch)
      guard case .archiveBoundary(let model) = batch.content,
        let file = try? stateFile(of: model)
      else { return }
      state.stops.append(Stop(lines: state.open, state: file))
      state.open = []
    }
  }

  func whenDurable(_ number: UInt64, _ action: @escaping @Sendable (Bool) -> Void) { action(true) }
}

/// The lines of a batch, told by an appliance whose public site 2 has a host name of its own.
func lines(of batch: Batch) -> [UInt8] {
  var json = JSONWriter()
  let writer = EventLines(testIdentity) {
    $0.hasPrefix("2")
      ? ToldSession(site: 2, recorded: $0.hasSuffix("0") ? [] : SessionRecordings().enabled) : nil
  }
  for entry in batch.entries { writer.write(entry, at: batch.time, to: &json) }
  return json.take()
}

let testIdentity = ApplianceIdentity(guid: "guid", downloads: SessionDownloads { _ in "hash" }) {
  $0 == 2 ? "https://second.example.com" : "https://first.example.com"
}

/// The gzip file of a state archive, made in one go.
func stateFile(of model: StateModel) throws -> [UInt8] {
  let writer = try StateFileWriter(model)
  while !writer.isDone { try writer.advance() }
  return writer.take()
}

struct GunzipFault: Error {}

/// The bytes of a gzip file of one member, by zlib itself.
func gunzip(_ file: [UInt8]) throws -> [UInt8] {
  var file = file
  var stream = z_stream()
  guard c_inflate_init2(&stream, 15 + 16) == Z_OK else { throw GunzipFault() }
  defer { inflateEnd(&stream) }
  var output: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 64 * 1024)
  var code = Z_OK
  file.withUnsafeMutableBufferPointer { input in
    stream.next_in = input.baseAddress
    stream.avail_in = UInt32(input.count)
    while code == Z_OK {
      code = buffer.withUnsafeMutableBufferPointer { space in
        stream.next_out = space.baseAddress
        stream.avail_out = UInt32(space.count)
        return inflate(&stream, Z_NO_FLUSH)
      }
      output += buffer.prefix(buffer.count - Int(stream.avail_out))
    }
  }
  guard code == Z_STREAM_END, stream.avail_in == 0 else { throw GunzipFault() }
  return output
}
