import Testing

@Suite("the source tree")
struct TidyTests {
  @Test("nothing banned is said", arguments: bans)
  func ban(_ ban: Ban) {
    expectNone(SourceTree.files.flatMap(ban.findings))
  }

  @Test("white space, titles and sizes are in order")
  func formatting() {
    expectNone(SourceTree.files.flatMap(Formatting.findings))
  }

  @Test("every room imports only what the manifest grants it")
  func imports() throws {
    let manifest = try #require(SourceTree.files.first { $0.path == "Package.swift" })
    let rules = ImportRules(manifest: manifest.text)
    #expect(rules.declared.count > 15, "the manifest's form has changed: teach ImportRules to read it")
    expectNone(SourceTree.sources.flatMap(rules.findings) + rules.openWalls)
  }

  @Test("nothing grows past its ratchet", arguments: ratchets)
  func ratchet(_ ratchet: Ratchet) {
    expectNone(ratchet.finding(in: SourceTree.sources + SourceTree.tests).map { [$0] } ?? [])
  }

  private func expectNone(_ findings: [String], sourceLocation: SourceLocation = #_sourceLocation) {
    for finding in findings { Issue.record(Comment(rawValue: finding), sourceLocation: sourceLocation) }
  }
}
