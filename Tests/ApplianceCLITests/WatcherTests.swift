import Glibc
import HTTPClient
import Reactor
import TLS
import Testing

@testable import ApplianceCLI

@Suite("what watch prints to")
struct WatcherTests {
  @Test("a pipe whose reader goes ends it well, without another line to write")
  func reader() throws {
    let group = try EventLoopGroup(count: 1)
    defer { group.stop() }
    let client = ClientLoop(
      group.loops[0], try ClientContext(trust: .system, entropy: SystemEntropy()))
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    let (reading, writing) = (ends[0], ends[1])
    let watcher = Watcher(format: .json, count: nil, to: writing, on: client)
    client.loop.execute { watcher.watchOutput() }
    #expect(watcher.result.wait(seconds: 0.05) { $0 } == nil, "somebody reads still")
    close(reading)
    let outcome = watcher.result.wait(seconds: 10) { $0 }
    if case .done? = outcome {} else { Issue.record("\(String(describing: outcome))") }
    let isOver = Monitor(false)
    client.loop.execute {
      client.loop.unwatch(writing)
      close(writing)
      isOver.change { $0 = true }
    }
    isOver.wait { $0 ? true : nil }
  }
}

@Suite("what a load came to")
struct LoadResultTests {
  private func result(_ statuses: [Int: Int]) -> LoadResult {
    var figures = RequestFigures()
    figures.statuses = statuses
    return LoadResult(seconds: 1, requests: (1, figures))
  }

  @Test("requests of which none succeeded are a failure that names the statuses")
  func requests() {
    #expect(
      result([401: 2, 404: 1]).failure?.description
        == "No request succeeded: all answers were 401 (2 times), 404 (1 times)")
    #expect(result([:]).failure != nil)
    #expect(result([200: 1, 500: 9]).failure == nil)
    #expect(result([302: 1]).failure == nil)
    #expect(result([200: 1]).remark == nil)
    #expect(result([200: 1, 401: 3]).remark?.hasPrefix("3 requests were answered with 401") == true)
  }

  @Test("marks that failed or did not arrive are a failure with the control API's reason")
  func marks() {
    var figures = StreamFigures()
    figures.marks = (made: 5, undelivered: 0)
    #expect(LoadResult(seconds: 1, stream: (1, figures)).failure == nil)
    figures.marks.undelivered = 2
    #expect(
      LoadResult(seconds: 1, stream: (1, figures)).failure?.description.hasPrefix("2 deliveries of marked")
        == true)
    figures.failedMarks = 3
    figures.markFault = ClientFault(.refused, "because")
    #expect(
      LoadResult(seconds: 1, stream: (1, figures)).failure?.description
        == "3 marks failed. The first: because")
  }
}
