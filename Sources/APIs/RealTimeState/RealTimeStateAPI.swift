public import APIKit
import HTTPMessages
import HTTPTypes
import WebSocketCodec

/// The real-time state API: `/nw`, where WebSocket clients follow the state of the appliance, and `/api/state.js`, the
/// library with which pages do (guides: "Real-Time State API").
public struct RealTimeStateAPI: Sendable {
  /// The subprotocol's spellings: as documented, which is no token of RFC 6455, and as the guide wants it sent. The
  /// answer uses the client's own.
  private static let subprotocols = ["ingredi state api", "ingredi%20state%20api"]

  /// No context is taken over, so that a message is compressed once for all who get it. Updates are short: a window of
  /// 4 KiB finds what one of 32 finds, and costs clients and us an eighth of the memory.
  private static let compression = PerMessageDeflate(
    serverNoContextTakeover: true, clientNoContextTakeover: true, serverMaxWindowBits: 12,
    clientMaxWindowBits: 12)

  private let access: StreamAccess
  private let library: StateLibrary

  /// The API over an appliance, with the hub that follows it and the library for pages.
  public init(context: APIContext, hub: StreamHub, library: StateLibrary) {
    access = StreamAccess(context: context, hub: hub)
    self.library = library
  }

  /// `GET /nw`, where the server answers what is no WebSocket handshake by itself, and `GET /api/state.js`.
  public var endpoints: [Endpoint] {
    [
      Endpoint("/nw", [.get]) { [access] request in
        Response(status: .switchingProtocols, body: .webSocket(Self.upgrade(request, access)))
      },
      Endpoint("/api/state.js", [.get]) { [access, library] request in
        library.answer(request, in: access.context)
      },
    ]
  }

  private static func upgrade(_ request: Request, _ access: StreamAccess) -> WebSocketUpgrade {
    let chosen = WebSocketHandshake.offeredSubprotocols(request).first(where: subprotocols.contains)
    // The older versions know no subprotocol. Browsers drop a connection whose subprotocol is not confirmed, so it is,
    // but the greeting is due all the same.
    let replacesGreeting =
      chosen != nil && access.context.edition.streamHandshake.acceptsSubprotocol
    return WebSocketUpgrade(
      subprotocol: chosen, messageLimit: access.hub.limits.incomingMessageBytes,
      compression: compression,
      makeHandler: { StreamConversation(access, expectsGreeting: !replacesGreeting) })
  }
}
