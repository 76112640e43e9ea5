import HTTPMessages
import Testing

@testable import WebSocketCodec

@Suite("Negotiating permessage-deflate")
struct NegotiationTests {
  /// The answer to one field's value; nil where the extension is not used.
  private func answer(
    _ value: String, policy: PerMessageDeflate = PerMessageDeflate()
  ) -> DeflateNegotiation.Agreement? {
    let bytes = utf8("sec-websocket-extensions") + utf8(value)
    let fields = FieldLines(bytes: bytes, lines: [.init(name: 0..<24, value: 24..<bytes.count)])
    guard let offers = ExtensionOffer.all(of: fields) else {
      Issue.record("no grammar: \(value)")
      return nil
    }
    return DeflateNegotiation.accept(offers, policy: policy)
  }

  @Test(
    "what the client asks for is granted and said",
    arguments: [
      ("permessage-deflate", "permessage-deflate", PerMessageDeflate()),
      ("permessage-deflate; client_max_window_bits", "permessage-deflate", PerMessageDeflate()),
      (
        "permessage-deflate; server_no_context_takeover; client_no_context_takeover",
        "permessage-deflate; server_no_context_takeover; client_no_context_takeover",
        PerMessageDeflate(serverNoContextTakeover: true, clientNoContextTakeover: true)
      ),
      (
        "permessage-deflate; server_max_window_bits=9; client_max_window_bits=8",
        "permessage-deflate; server_max_window_bits=9; client_max_window_bits=8",
        PerMessageDeflate(serverMaxWindowBits: 9, clientMaxWindowBits: 8)
      ),
      (
        "permessage-deflate; server_max_window_bits=\"15\"; client_max_window_bits=\"15\"",
        "permessage-deflate; server_max_window_bits=15; client_max_window_bits=15", PerMessageDeflate()
      ),
    ])
  func granted(offer: String, value: String, parameters: PerMessageDeflate) {
    #expect(answer(offer) == .init(parameters: parameters, fieldValue: value))
  }

  @Test(
    "an offer with an unknown, repeated or malformed parameter, or a window that zlib cannot make, is declined",
    arguments: [
      "unknown", "server_no_context_takeover=1", "client_no_context_takeover=true", "server_max_window_bits",
      "server_max_window_bits=7", "server_max_window_bits=8", "server_max_window_bits=16",
      "server_max_window_bits=010", "server_max_window_bits=1e1", "server_max_window_bits=+10",
      "client_max_window_bits=7", "client_max_window_bits=16", "client_max_window_bits=09",
      "client_max_window_bits=x", "client_max_window_bits; client_max_window_bits",
      "server_no_context_takeover; server_no_context_takeover",
      "server_max_window_bits=10; server_max_window_bits=10", "Server_no_context_takeover",
    ])
  func declined(parameters: String) {
    #expect(answer("permessage-deflate; " + parameters) == nil)
    #expect(
      answer("foo, permessage-deflate; \(parameters), permessage-deflate; client_no_context_takeover")?
        .fieldValue == "permessage-deflate; client_no_context_takeover", "the next offer counts")
  }

  @Test("other extensions are not for us, whatever they say")
  func others() {
    #expect(answer("x-webkit-deflate-frame, PERMESSAGE-DEFLATE, permessage-bzip2; a; a") == nil)
  }

  @Test("an endpoint's limits hold for every client, but only one that offers so has its window limited")
  func policy() {
    let policy = PerMessageDeflate(
      serverNoContextTakeover: true, serverMaxWindowBits: 12, clientMaxWindowBits: 10)
    #expect(
      answer("permessage-deflate", policy: policy)
        == .init(
          parameters: PerMessageDeflate(serverNoContextTakeover: true, serverMaxWindowBits: 12),
          fieldValue: "permessage-deflate; server_no_context_takeover; server_max_window_bits=12"))
    let limited = "permessage-deflate; server_max_window_bits=11; client_max_window_bits"
    #expect(
      answer(limited, policy: policy)?.fieldValue
        == "permessage-deflate; server_no_context_takeover; server_max_window_bits=11; client_max_window_bits=10"
    )
    #expect(
      answer(limited + "=9", policy: policy)?.parameters
        == PerMessageDeflate(
          serverNoContextTakeover: true, serverMaxWindowBits: 11, clientMaxWindowBits: 9))
  }
}
