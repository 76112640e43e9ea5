import APIKit
import APIs
import ApplianceDomain
import HTTPMessages
import Testing

/// The ways in, in each version.
@Suite("The stream's handshakes")
struct HandshakeTests {
  struct Case: Sendable, CustomStringConvertible {
    let name: String
    var versions = APIVersion.allCases
    var offers: [String] = []
    let says: [String]
    /// The beginnings of the lines that come first.
    let hears: [String]
    var closes = false
    var description: String { name }
  }

  static let old: [APIVersion] = [.v1_15_1, .v1_16_0]
  static let greeting = "NS01northwind\ningredi state api\n"
  static let password =
    #"{"type":"authenticate","credentials":{"username":"user1","password":"password"}}"# + "\n"
  static let chosen = "0 Application chosen"
  static let authenticated = #"{"type":"authenticate_response","success":true}"#
  static let refused = #"{"type":"authenticate_response","success":false,"reason":""#
  static let subscribed = #"{"type":"subscribe_response","timestamp":1733239200,"success":true}"#
  static let update = #"{"type":"model_update","insert":{"queue":{"#

  static let cases = [
    Case(name: "a greeting is answered", says: [greeting], hears: [chosen]),
    Case(
      name: "everything may be said at once",
      says: [greeting + StreamClient.authentication + StreamClient.subscription],
      hears: [chosen, authenticated, subscribed, update]),
    Case(
      name: "a greeting may come in pieces and with CRLF",
      says: ["NS01no", "rthwind\r\ningredi st", "ate api\r\n"],
      hears: [chosen]),
    Case(
      name: "newlines may be left out at the end of a message",
      says: [
        "NS01northwind\ningredi state api", String(StreamClient.authentication.dropLast()),
        String(StreamClient.subscription.dropLast()),
      ], hears: [chosen, authenticated, subscribed, update]),
    Case(
      name: "another company is refused", says: ["NS01acme\n"], hears: ["1 Unknown company \"acme\""],
      closes: true),
    Case(
      name: "another application is refused", says: ["NS01northwind\nother\n"],
      hears: ["1 Unknown application \"other\""], closes: true),
    Case(
      name: "the older versions want a greeting, subprotocol or not", versions: old,
      offers: ["ingredi state api"], says: [StreamClient.authentication],
      hears: [refused + "Greet with NS01"], closes: true),
    Case(
      name: "the older versions answer a greeting with the subprotocol too", versions: old,
      offers: ["ingredi%20state%20api"], says: [greeting + StreamClient.authentication],
      hears: [chosen, authenticated]),
    Case(
      name: "the older versions accept user name and password", versions: old, says: [greeting, password],
      hears: [chosen, authenticated]),
    Case(
      name: "1.21.1 refuses user name and password", versions: [.v1_21_1], says: [greeting, password],
      hears: [chosen, refused + "User name and password are not accepted"], closes: true),
    Case(
      name: "1.21.1 needs no greeting with the subprotocol", versions: [.v1_21_1],
      offers: ["ingredi state api"], says: [StreamClient.authentication, StreamClient.subscription],
      hears: [authenticated, subscribed, update]),
    Case(
      name: "1.21.1 refuses a client with neither", versions: [.v1_21_1],
      says: [StreamClient.authentication], hears: [refused + "Offer the subprotocol"], closes: true),
    Case(
      name: "who forgets greeting and newline hears of it", says: [#"{"type":"authenticate"}"#],
      hears: [refused], closes: true),
    Case(
      name: "1.21.1 takes another subprotocol for none", versions: [.v1_21_1], offers: ["chat"],
      says: ["hello\n"], hears: ["1 Offer the subprotocol"], closes: true),
  ]

  @Test("the conversation goes as documented", arguments: cases)
  func conversation(_ example: Case) throws {
    for version in example.versions {
      let client = try StreamBench(version).connect(offering: example.offers)
      for text in example.says { client.say(text) }
      let heard = client.lines
      #expect(heard.count >= example.hears.count, "\(version): \(heard)")
      for (line, beginning) in zip(heard, example.hears) {
        #expect(line.hasPrefix(beginning), "\(version): \(line)")
      }
      #expect((client.peer.closed != nil) == example.closes, "\(version)")
      #expect(client.peer.isBinary)
      if example.closes {
        #expect(heard.count == example.hears.count)
        client.say(Self.greeting)
        #expect(client.lines == heard, "\(version): nothing is said after a refusal")
      }
    }
  }

  @Test(
    "user name and password are accepted where the version or the setting has them, and checked",
    arguments: APIVersion.allCases, [true, false])
  func passwords(_ version: APIVersion, isOn: Bool) throws {
    let bench = try StreamBench(version, settings: Settings(legacyLogin: isOn))
    func answer(_ password: String) throws -> String {
      let client = try bench.connect(offering: [])
      client.say(Self.greeting + password)
      return try #require(client.lines.last)
    }
    let isAccepted = isOn || version == .v1_15_1
    let said = try answer(Self.password)
    #expect(
      isAccepted
        ? said == Self.authenticated : said.hasPrefix(Self.refused + "User name and password are not"))
    let wrong = try answer(Self.password.replacing("\"password\"}", with: "\"pass\"}"))
    #expect(
      wrong.hasPrefix(Self.refused + "User name and password " + (isAccepted ? "do not belong" : "are not")))
    #expect(try answer(StreamClient.authentication) == Self.authenticated)
  }

  @Test(
    "the subprotocol is confirmed in the client's own spelling",
    arguments: [
      (["ingredi state api"], "ingredi state api"), (["ingredi%20state%20api"], "ingredi%20state%20api"),
      (["chat, ingredi state api"], "ingredi state api"),
      (["chat", "x , ingredi%20state%20api,y"], "ingredi%20state%20api"), (["chat"], nil), ([], nil),
    ] as [([String], String?)])
  func subprotocol(_ offers: [String], _ expected: String?) throws {
    for version in APIVersion.allCases {
      #expect(try StreamBench(version).upgrade(offering: offers).subprotocol == expected)
    }
  }

  @Test("a line may come byte by byte, as text and as binary", arguments: [false, true])
  func byteByByte(binary: Bool) throws {
    let client = try StreamBench().connect()
    for character in StreamClient.authentication + "\r\n" + StreamClient.subscription {
      client.say(String(character), binary: binary)
    }
    #expect(client.lines.prefix(2) == [Self.authenticated, Self.subscribed])
  }

  @Test("what is not closed by a newline costs a bounded number of attempts to read it")
  func attempts() throws {
    let client = try StreamBench().connect()
    for _ in 0..<20 { client.say(#"{"a":"}"#) }
    #expect(client.lines.isEmpty && client.peer.closed == nil)
    client.say("\n")
    #expect(client.lines.first?.hasPrefix(Self.refused + "Not valid JSON") == true)
  }
}
