import HTTPMessages
import HTTPTypes
import Reactor
import Testing

@testable import HTTPServing

@Suite("The limit of connections, and past it")
struct ConnectionLimitTests {
  private static let request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

  /// A client whose connection is open and has been served.
  private func served(by server: TestServer) -> TestClient {
    let client = server.client()
    client.send(ConnectionLimitTests.request)
    #expect(client.readAnswer().head.hasPrefix("HTTP/1.1 200 "))
    return client
  }

  @Test("at the limit all are served; one more is told to come again, and is served when there is room")
  func limit() throws {
    let server = try TestServer(Setup { $0.connections = 2 })
    var clients = [served(by: server), served(by: server)]
    let more = server.client()
    more.send(ConnectionLimitTests.request)
    let answer = more.readAnswer()
    #expect(answer.head.hasPrefix("HTTP/1.1 503 Service Unavailable\r\nDate: "))
    #expect(answer.head.contains("Retry-After: 1\r\n") && answer.head.contains("Connection: close\r\n"))
    #expect(answer.body == "Too many connections are open.\n")
    #expect(more.readSome() == [])
    // The others' connections go on, and a place that becomes free is taken.
    clients[0].send(ConnectionLimitTests.request)
    #expect(clients[0].readAnswer().body == "GET / ")
    clients.removeAll()
    #expect(server.server.waitUntilIdle(seconds: 5))
    _ = served(by: server)
  }

  @Test("loops that find nobody take no place from those who come to other loops")
  func loopsBesideEachOther() throws {
    let server = try TestServer(loops: 4, Setup { $0.connections = 20 })
    for _ in 0..<100 {
      var crowd = (0..<20).map { _ in server.client() }
      for client in crowd { client.send(ConnectionLimitTests.request) }
      for client in crowd { #expect(client.readAnswer().head.hasPrefix("HTTP/1.1 200 ")) }
      crowd.removeAll()
      #expect(server.server.waitUntilIdle(seconds: 5))
    }
  }

  @Test("a listener's own places are there when the limit is reached, and no more than they are")
  func ownPlaces() throws {
    let server = try TestServer(Setup { $0.connections = 1 })
    let port = try server.server.listen(
      Listener(host: "127.0.0.1", port: 0, responder: ClosureResponder(TestServer.echo), ownPlaces: 1))
    let first = served(by: server)
    let operators = [TestClient(port: port), TestClient(port: port)]
    for (client, status) in zip(operators, ["200", "503"]) {
      client.send(ConnectionLimitTests.request)
      #expect(client.readAnswer().head.hasPrefix("HTTP/1.1 \(status) "))
    }
    _ = first
  }

  @Test(
    "what a refused client sends does not destroy its answer",
    arguments: [
      "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
        + String(repeating: "GET / HTTP/1.1\r\nHost: a\r\n\r\n", count: 5000),
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 400000\r\n\r\n" + String(repeating: "x", count: 400_000),
      "GET / HTTP/1.0\r\n\r\n", "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n",
    ])
  func refusesGently(request: String) throws {
    let server = try TestServer(Setup { $0.connections = 1 })
    let first = served(by: server)
    for _ in 0..<20 {
      let more = server.client()
      more.send(request)
      let raw = more.readToEnd()
      #expect(raw.hasPrefix("HTTP/1.1 503 ") && raw.hasSuffix(request.hasPrefix("HEAD") ? "\r\n\r\n" : ".\n"))
    }
    _ = first
  }

  @Test("who cannot even be refused waits, and is served when others go")
  func waits() throws {
    let server = try TestServer(
      Setup {
        $0.connections = 1
        $0.surplusConnections = 1
        $0.acceptPauseSeconds = 0.02
      })
    var first: TestClient? = served(by: server)
    var surplus: TestClient? = server.client()
    surplus?.send("GET / HT")
    let waiting = server.client()
    waiting.send(ConnectionLimitTests.request)
    #expect(!waiting.hasNews(within: 100))
    first = nil
    surplus = nil
    #expect(waiting.readAnswer().body == "GET / ")
    _ = (first, surplus)
  }

  @Test("a surplus connection that asks nothing soon gives its place back")
  func silentSurplus() throws {
    let server = try TestServer(
      Setup {
        $0.connections = 1
        $0.surplusSeconds = 0.1
      })
    let first = served(by: server)
    #expect(server.client().readSome() == [])
    let slow = server.client()
    slow.send("GET / HT")
    #expect(slow.readAnswer().head.hasPrefix("HTTP/1.1 408 "))
    _ = first
  }

  @Test(
    "there are never more connections than descriptors",
    arguments: [
      (1_000_000, 16_384, 100), (16_484, 16_384, 100), (16_483, 16_383, 100), (40, 30, 10), (8, 6, 2),
      (1, 1, 1),
      (0, 1, 1),
    ])
  func descriptors(free: Int, connections: Int, surplus: Int) {
    let fitting = ServerConfiguration().fitting(descriptors: free)
    #expect(fitting.connections == connections && fitting.surplusConnections == surplus)
  }

  @Test("the free descriptors become fewer when one is opened")
  func freeDescriptors() {
    // Other tests open and close some meanwhile: many at once tell.
    let before = DescriptorLimit.free()
    let sockets = (0..<200).map { _ in TestClient(port: 9) }
    withExtendedLifetime(sockets) { #expect(DescriptorLimit.free() < before - 50) }
  }
}
