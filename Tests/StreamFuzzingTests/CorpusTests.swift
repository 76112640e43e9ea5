import Fuzzing
import StreamFuzzing
import Testing

@Suite("the corpora of the stream's fuzz targets")
struct CorpusTests {
  @Test("every kept input keeps its target's properties", arguments: applianceTargets.map(\.name))
  func corpus(name: String) throws {
    let target = try #require(applianceTargets.first { $0.name == name })
    #expect(try target.replay() > 0, "Tests/Fuzzing/Corpora/\(name) holds no input")
  }
}
