import Fuzzing
import Testing

@Suite("the corpora of the fuzz targets")
struct CorpusTests {
  @Test("every kept input keeps its target's properties", arguments: engineTargets.map(\.name))
  func corpus(name: String) throws {
    let target = try #require(engineTargets.first { $0.name == name })
    #expect(try target.replay() > 0, "Tests/Fuzzing/Corpora/\(name) holds no input")
  }

  @Test("a property that is broken ends the process")
  func broken() async {
    await #expect(processExitsWith: .failure) { check(false, "one is not two") }
  }

  @Test("input is handed out whole, byte by byte and in pieces, and what reads them differently is found")
  func pieces() async {
    let input = Array("GET / HTTP/1.1\r\n\r\n".utf8)
    input.withUnsafeBytes { bytes in
      #expect(alike(bytes, "bytes") { $0.flatMap(\.self) } == input)
    }
    await #expect(processExitsWith: .failure) {
      _ = [1, 2, 3].withUnsafeBytes { alike($0, "pieces") { $0.count } }
    }
  }
}
