import Testing

/// The built binary with real clients. Each program under `python` is one test here, so that a failure has a name.
@Suite("end to end")
struct EndToEndTests {
  @Test("the appliance starts, says so on one line, and stops as it is asked to")
  func start() throws { try pass("test_start.py") }

  /// Expects the program to end well; its output explains itself when it does not.
  private func pass(_ program: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let outcome = try Program(name: program).run()
    #expect(outcome.status == 0, "\(program) said:\n\(outcome.output)", sourceLocation: sourceLocation)
  }
}
