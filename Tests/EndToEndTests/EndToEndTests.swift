import Testing

/// The built binary with real clients. Each program under `python` is one test here, so that a failure has a name.
/// They take turns: an appliance that competes with others for the cores proves nothing about its deadlines.
@Suite("end to end", .serialized)
struct EndToEndTests {
  @Test("the appliance starts, says so on one line, and stops as it is asked to")
  func start() async throws { try await pass("test_start.py") }

  /// Expects the program to end well; its output explains itself when it does not.
  private func pass(_ program: String, sourceLocation: SourceLocation = #_sourceLocation) async throws {
    let outcome = try await Program(name: program).run()
    #expect(outcome.status == 0, "\(program) said:\n\(outcome.output)", sourceLocation: sourceLocation)
  }
}
