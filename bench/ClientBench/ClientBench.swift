import APIKit
import APIs
import ApplianceDomain
import Changes
import Determinism
import Foundation
import HTTPMessages
import HTTPTypes

/// Measures `get_connected_clients` with connections, from the request to the last byte of the answer, on one thread.
///
///     ClientBench CLIENTS ANSWERS           prints one line of JSON
///     ClientBench CLIENTS write FILE        writes one answer's document, for a program that writes an equal one
///
/// `answer_milliseconds` is the processor time of one answer. `lock_microseconds` is the longest time of all answers
/// that the appliance's lock was held for one, by the clock on the wall and in processor time. A copy that shares pages
/// makes the changes after it dearer: `change_microseconds` is the longest processor time of a change while an answer's
/// copy is alive, and without one.
@main struct ClientBench {
  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    guard let clients = arguments.first.flatMap({ Int($0) }), clients >= 100 else { usage() }
    let bench = try Bench(clients: clients)
    if arguments.count == 3, arguments[1] == "write" {
      try Data(bench.answer()).write(to: URL(fileURLWithPath: arguments[2]))
    } else if arguments.count == 2, let answers = Int(arguments[1]), answers >= 1 {
      print(try bench.measure(answers))
    } else {
      usage()
    }
  }

  private static func usage() -> Never {
    FileHandle.standardError.write(Data("usage: ClientBench CLIENTS ANSWERS | CLIENTS write FILE\n".utf8))
    exit(2)
  }
}

/// An office with clients, and the API in front of it.
private struct Bench {
  private let appliance: Appliance
  private let endpoint: Endpoint
  private let request: Request
  private let guid = "6f1c0d52-93be-4a7f-8d26-51e0b7c4a9f3"
  private let lsids: [String]

  init(clients: Int) throws {
    appliance = Crowd.appliance(clients)
    lsids = try Crowd.gather(appliance, clients)
    let context = APIContext(
      appliance: appliance, edition: Edition(version: .v1_21_1, fidelity: .documented), applianceGUID: guid,
      hashing: Hashing(
        token: { _ in TokenDigest([UInt8](repeating: 7, count: 32)) }, verify: { _, _ in false },
        hash: { _ in Crowd.noSecret }),
      entropy: NoEntropy())
    _ = try appliance.perform(
      .issueToken(digest: TokenDigest([UInt8](repeating: 7, count: 32)), clientID: Crowd.clientID, hint: ""))
    endpoint = CommandAPI(context: context, tickets: CustomerTickets(seed: 1)).endpoints[0]
    let (name, value) = ("authorization", "Bearer bench")
    let bytes = Array((name + value).utf8)
    let line = FieldLines.Line(name: 0..<name.utf8.count, value: name.utf8.count..<bytes.count)
    request = Request(
      method: .get, path: "/api/command",
      query: Array("action=get_connected_clients&include_connections=1".utf8)[...],
      fields: FieldLines(bytes: bytes, lines: [line]))
  }

  /// The document of one answer.
  func answer() -> [UInt8] {
    var document: [UInt8] = []
    visit { document += $0 }
    return document
  }

  /// Makes one answer in pieces, as the server sends them.
  private func visit(_ body: (ArraySlice<UInt8>) -> Void) {
    switch endpoint.handle(request).body {
    case .bytes(let bytes): body(bytes[...])
    case .stream(let source):
      var piece: [UInt8] = []
      piece.reserveCapacity(2 * Self.pieceBytes)
      var more = true
      while more {
        piece.removeAll(keepingCapacity: true)
        more = (try? source.next(into: &piece, limit: Self.pieceBytes)) ?? false
        body(piece[...])
      }
    case .none, .deferred, .webSocket: preconditionFailure("The answer is a document")
    }
  }

  private static let pieceBytes = 64 * 1024

  func measure(_ answers: Int) throws -> String {
    var bytes = 0
    visit { _ in }
    let begun = Clock.processor()
    for _ in 0..<answers {
      bytes = 0
      visit { bytes += $0.count }
    }
    let each = Double(Clock.processor() - begun) / Double(answers) / 1e6
    let (wall, processor) = longestHold()
    // The change log drops the start's thousands of rows when it is full: that is paid for before.
    _ = try longestChange(besideCopies: false)
    let alone = try longestChange(besideCopies: false)
    let beside = try longestChange(besideCopies: true)
    return "{\"bytes\":\(bytes),\"answer_milliseconds\":\(each),\"lock_microseconds\":\(Double(wall) / 1e3),"
      + "\"lock_processor_microseconds\":\(Double(processor) / 1e3),"
      + "\"change_microseconds\":{\"beside\":\(Double(beside) / 1e3),\"alone\":\(Double(alone) / 1e3)}}"
  }

  /// How often the longest is looked for.
  private static let attempts = 2000

  private func longestHold() -> (wall: Int64, processor: Int64) {
    var longest: (wall: Int64, processor: Int64) = (0, 0)
    for _ in 0..<Self.attempts {
      let held = appliance.read { domain, _ in
        let (wall, processor) = (Clock.wall(), Clock.processor())
        let view = ConnectedClientView(domain, guid: guid)
        return withExtendedLifetime(view) { (Clock.wall() - wall, Clock.processor() - processor) }
      }
      longest = (max(longest.wall, held.0), max(longest.processor, held.1))
    }
    return longest
  }

  private func longestChange(besideCopies: Bool) throws -> Int64 {
    var longest: Int64 = 0
    for number in 0..<Self.attempts {
      let view = besideCopies ? appliance.read { domain, _ in ConnectedClientView(domain, guid: guid) } : nil
      let begun = Clock.processor()
      let lsid = lsids[number / 2 * 7919 % lsids.count]
      _ = try appliance.perform(.setCustomerConnected(lsid: lsid, number % 2 == 1))
      withExtendedLifetime(view) { longest = max(longest, Clock.processor() - begun) }
    }
    return longest
  }
}

/// What the machine's clocks say, in nanoseconds.
private enum Clock {
  static func wall() -> Int64 { read(CLOCK_MONOTONIC) }
  static func processor() -> Int64 { read(CLOCK_THREAD_CPUTIME_ID) }

  private static func read(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}

private struct NoEntropy: EntropySource {
  func bytes(_ count: Int) -> [UInt8] { [UInt8](repeating: 0, count: count) }
}
