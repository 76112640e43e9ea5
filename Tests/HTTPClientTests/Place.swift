import Determinism
import HTTPCodec
import HTTPMessages
import HTTPServing
import HTTPTypes
import Locking
import Logging
import Reactor
import TLS
import Testing

@testable import HTTPClient

/// A server on a free port, and a client's loop beside it; both end with the test.
final class Place: Sendable {
  let group: EventLoopGroup
  private let workers: WorkerPool
  private let server: HTTPServer
  let port: Int
  let client: ClientLoop

  init(
    tls: TLSServerContext? = nil, trust: TLSClientContext.Trust = .system,
    _ limits: ClientLimits = ClientLimits(),
    respond: @escaping @Sendable (Request) -> Response = Place.echo
  ) throws {
    group = try EventLoopGroup(count: 2)
    workers = try WorkerPool(threads: 1)
    var logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    logger.logLevel = .critical
    server = HTTPServer(configuration: ServerConfiguration(), group: group, workers: workers, logger: logger)
    port = try server.listen(Listener(host: "127.0.0.1", port: 0, tls: tls, responder: Closure(respond)))
    client = ClientLoop(
      group.loops[1], try ClientContext(trust: trust, entropy: SystemEntropy(), limits: limits))
  }

  deinit {
    server.shutdown(within: 0.05)
    group.stop()
    workers.close(within: 1)
  }

  /// Method, target's path and content of the request.
  static let echo: @Sendable (Request) -> Response = { request in
    Response(
      status: .ok,
      body: .bytes(Array("\(request.method.rawValue) \(request.path) ".utf8) + request.body))
  }

  func url(_ path: String = "/", secure: Bool = false, host: String = "127.0.0.1") throws -> ClientURL {
    try ClientURL("\(secure ? "https" : "http")://\(host):\(port)\(path)")
  }

  /// Sends requests one after the other on one connection; answers what came of each, and how many connections that took.
  func ask(_ url: ClientURL, _ requests: [ClientRequest]) -> (answers: [String], connections: Int) {
    let result = Monitor<([String], Int)?>(nil)
    let client = client
    client.loop.execute {
      let connection = RequestConnection(to: url, on: client)
      nonisolated(unsafe) var answers: [String] = []
      func next() {
        guard answers.count < requests.count else {
          let outcome = (answers, connection.connectionCount)
          connection.close()
          return result.change { $0 = outcome }
        }
        connection.send(requests[answers.count]) { answer in
          switch answer {
          case .success(let response):
            answers.append("\(response.status) \(String(decoding: response.body, as: UTF8.self))")
          case .failure(let fault): answers.append("\(fault.kind): \(fault)")
          }
          next()
        }
      }
      next()
    }
    let outcome = result.wait(seconds: 20) { $0 }
    return outcome.map { ($0.0, $0.1) } ?? (["nothing came"], 0)
  }
}

private struct Closure: Responder {
  let closure: @Sendable (Request) -> Response
  init(_ closure: @escaping @Sendable (Request) -> Response) { self.closure = closure }
  func respond(to request: Request) -> Response { closure(request) }
}
