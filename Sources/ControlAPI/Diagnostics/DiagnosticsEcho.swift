public import APIKit
import Documents
import HTTPMessages
import HTTPTypes

/// `/_diagnostics/echo`: what the server understood, told back. For conformance tools; off unless asked for.
public enum DiagnosticsEcho {
  /// The path.
  public static let path = "/_diagnostics/echo"
  /// The longest message that the WebSocket echo takes, in bytes: 16 MiB. Past it the peer is closed with 1009.
  public static let messageLimit = 16 * 1024 * 1024

  /// The endpoint for the HTTPS and HTTP listeners.
  ///
  /// A WebSocket handshake gets an echo: text for text, binary for binary; with permessage-deflate as the client offers
  /// it, all of its parameters. Any other GET, and a POST of a form, gets a JSON object: `method`; `path`;
  /// `parameters`, a list of `[name, value]` in their order, those of the query before those of the body; `last`, an
  /// object of each name's last value in the order of the names' first appearance; and `body_size` in bytes.
  public static func endpoint(context: APIContext) -> Endpoint {
    Endpoint(path, [.get, .post]) { request in
      if request.method == .get, request.fields.lists("upgrade", token: "websocket") {
        return Response(
          status: .switchingProtocols,
          body: .webSocket(
            WebSocketUpgrade(
              subprotocol: nil, messageLimit: messageLimit, compression: PerMessageDeflate()
            ) { EchoConversation() }))
      }
      do throws(ParameterFault) {
        return echo(request, try FormParameters(verbatim: request, in: context))
      } catch {
        return Problem(
          "unsupported-media-type", .unsupportedMediaType, "The body's type is not accepted",
          "This API version does not read multipart bodies; send application/x-www-form-urlencoded"
        ).response
      }
    }
  }

  private static func echo(_ request: Request, _ parameters: FormParameters) -> Response {
    Answer.json { json in
      json.member("method", request.method.rawValue)
      json.member("path", request.path)
      json.key("parameters")
      json.beginArray()
      var names: [String] = []
      var last: [String: String] = [:]
      for (name, value) in parameters.pairs {
        json.beginArray()
        json.string(name)
        json.string(value)
        json.endArray()
        if last.updateValue(value, forKey: name) == nil { names.append(name) }
      }
      json.endArray()
      json.key("last")
      json.object { json in
        for name in names {
          json.key(name)
          json.string(last[name] ?? "")
        }
      }
      json.member("body_size", request.body.count)
    }
  }
}

/// Sends every message back as it came. A peer that sends without reading is not read for ever: past the limit of
/// what may wait to be written, it is closed.
final class EchoConversation: WebSocketHandler {
  /// The most bytes that may wait for a peer that does not read: four of the longest messages.
  static let pendingLimit = 4 * DiagnosticsEcho.messageLimit

  func opened(_ peer: any WebSocketPeer) {}

  func received(_ message: WebSocketMessage, from peer: any WebSocketPeer) {
    guard peer.pendingBytes <= Self.pendingLimit else {
      peer.close(code: 1008, reason: "The echoes are not being read")
      return
    }
    peer.send(message)
  }

  func drained(_ peer: any WebSocketPeer) {}

  func closed() {}
}
