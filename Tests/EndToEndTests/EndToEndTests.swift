import Testing

/// The built binary with real clients. Each program under `python` is one test here, so that a failure has a name.
/// They take turns: an appliance that competes with others for the cores proves nothing about its deadlines.
@Suite("end to end", .serialized)
struct EndToEndTests {
  @Test("the appliance starts, says so on one line, and stops as it is asked to")
  func start() async throws { try await pass("test_start.py") }

  @Test("the guide's Test Scenario works with curl")
  func curl() async throws { try await pass("test_curl.py") }

  @Test("the main job runs in every API version, from the token to the archives")
  func mainJob() async throws { try await pass("test_main_job.py") }

  @Test("every query that the guides print is answered as they say, in its version and in their order")
  func examples() async throws { try await pass("test_examples.py") }

  @Test("every documented parameter, value, limit and error is there, in every API version that has it")
  func documented() async throws { try await pass("test_documented.py") }

  @Test(
    "commands on sessions and people are seen on the stream, in archives and in reports, in every API version"
  )
  func commands() async throws { try await pass("test_commands.py") }

  @Test("client scripts are made, checked and carried out, and each version serves its schemas")
  func scripts() async throws { try await pass("test_scripts.py") }

  @Test("what was acknowledged survives kill -9 at any moment")
  func kill() async throws { try await pass("test_kill.py") }

  @Test("a restart keeps what it should, and a reset forgets it")
  func restart() async throws { try await pass("test_restart.py") }

  @Test("a backup is restored with every table and every answer, and damaged ones are refused")
  func backup() async throws { try await pass("test_backup.py") }

  @Test("a past is simulated before the start, equal for equal flags and interrupted without damage")
  func history() async throws { try await pass("test_history.py") }

  @Test("a reset leads back to the world of the first start")
  func reset() async throws { try await pass("test_reset.py") }

  @Test("failover roles change, a synchronisation stops everything else, and both survive the process")
  func failover() async throws { try await pass("test_failover.py") }

  @Test("scenarios are chosen at the start and by callers, and files of them are checked")
  func scenarios() async throws { try await pass("test_scenario.py") }

  @Test("the archives of a day with stops, kills and gaps agree, in every API version")
  func archives() async throws { try await pass("test_archives.py") }

  @Test("the links to recordings in archives name the session's public site, and are honoured by their hash")
  func recordingLinks() async throws { try await pass("test_recording_links.py") }

  @Test("two runs with the same seed and the same requests are equal, byte for byte")
  func determinism() async throws { try await pass("test_determinism.py") }

  @Test(
    "the stream takes any framing, sheds slow readers, and is mirrored byte for byte by thirty integrations")
  func stream() async throws { try await pass("test_stream.py") }

  @Test("RFC 9112 and RFC 9110 are kept to the byte")
  func http() async throws { try await pass("test_http.py") }

  @Test("clients that vanish, stall, dribble, reset and flood leave nothing behind and hold up nobody")
  func soak() async throws { try await pass("test_soak.py") }

  @Test("TLS is spoken as it should be, and clients that vanish leave nothing behind")
  func tls() async throws { try await pass("test_tls.py") }

  @Test("session tickets resume over restarts, crashes and rotations")
  func tickets() async throws { try await pass("test_tickets.py") }

  @Test("certificates are replaced under load, and a broken pair leaves the old one in service")
  func reload() async throws { try await pass("test_reload.py") }

  @Test("RFC 6455 is kept frame by frame")
  func webSocket() async throws { try await pass("test_websocket.py") }

  @Test("RFC 7692 is kept with every combination of its parameters")
  func deflate() async throws { try await pass("test_deflate.py") }

  @Test("watch and load speak with the appliance, and say what keeps them from it")
  func clients() async throws { try await pass("test_clients.py") }
}
