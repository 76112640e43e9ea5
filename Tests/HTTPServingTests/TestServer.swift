import HTTPMessages
import HTTPServing
import HTTPTypes
import Locking
import Logging
import Reactor
import Synchronization
import TLS

/// A server on a free port, whose responder is a closure; it ends with the test.
final class TestServer: Sendable {
  let group: EventLoopGroup
  let workers: WorkerPool
  let server: HTTPServer
  let port: Int

  init(
    loops: Int = 1, tls: TLSServerContext? = nil, _ setup: Setup = Setup { _ in },
    respond: @escaping @Sendable (Request) -> Response = TestServer.echo
  ) throws {
    var configuration = ServerConfiguration()
    setup.change(&configuration)
    group = try EventLoopGroup(count: loops)
    workers = try WorkerPool(threads: 2)
    var logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    logger.logLevel = .critical
    server = HTTPServer(configuration: configuration, group: group, workers: workers, logger: logger)
    port = try server.listen(
      Listener(host: "127.0.0.1", port: 0, tls: tls, responder: ClosureResponder(respond)))
  }

  deinit {
    server.shutdown(within: 0.05)
    group.stop()
    workers.close(within: 1)
  }

  func client(receiveBuffer: Int32? = nil) -> TestClient {
    TestClient(port: port, receiveBuffer: receiveBuffer)
  }

  /// Method, path and content of the request.
  static let echo: @Sendable (Request) -> Response = { request in
    Response(
      status: .ok,
      body: .bytes(Array("\(request.method.rawValue) \(request.path) ".utf8) + request.body))
  }
}

/// What a test changes in the configuration.
struct Setup {
  let change: (inout ServerConfiguration) -> Void
}

struct ClosureResponder: Responder {
  private let closure: @Sendable (Request) -> Response
  init(_ closure: @escaping @Sendable (Request) -> Response) { self.closure = closure }
  func respond(to request: Request) -> Response { closure(request) }
}

/// A gate that a test opens.
final class TestGate: Gate {
  private enum State {
    case closed([@Sendable (Bool) -> Void])
    case open(Bool)
  }
  private let state = Lock(State.closed([]))

  func whenOpen(_ action: @escaping @Sendable (Bool) -> Void) {
    let outcome: Bool? = state.withLock { state in
      switch state {
      case .open(let outcome): return outcome
      case .closed(let actions):
        state = .closed(actions + [action])
        return nil
      }
    }
    if let outcome { action(outcome) }
  }

  func open(_ succeeded: Bool) {
    let actions: [@Sendable (Bool) -> Void] = state.withLock { state in
      defer { state = .open(succeeded) }
      if case .closed(let actions) = state { return actions }
      return []
    }
    for action in actions { action(succeeded) }
  }
}

/// A body of equal pieces that counts what has been asked for.
final class CountingSource: BodySource {
  let made = Atomic<Int>(0)
  let pieces: Int
  let failsAt: Int

  init(pieces: Int, failsAt: Int = .max) {
    self.pieces = pieces
    self.failsAt = failsAt
  }

  private static let text = [UInt8](repeating: UInt8(ascii: "x"), count: 65_536)

  struct Broken: Error {}

  func next(into buffer: inout [UInt8], limit: Int) throws -> Bool {
    let number = made.add(1, ordering: .sequentiallyConsistent).newValue
    if number >= failsAt { throw Broken() }
    buffer += CountingSource.text[..<limit]
    return number < pieces
  }
}
