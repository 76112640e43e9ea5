internal import Documents

/// How to follow a real-time stream (guides: "Protocol of the Real-Time State API").
public struct StreamPlan: Sendable {
  /// The ways into the stream.
  public enum Greeting: Sendable, Equatable {
    /// By the WebSocket subprotocol (from API 1.21.1).
    case subprotocol
    /// By two lines with the company's name (until API 1.16.0).
    case company(String)
  }

  /// Who follows.
  public enum Credentials: Sendable, Equatable {
    /// A token of an API account.
    case bearerToken(String)
    /// User name and password (until API 1.16.0).
    case password(username: String, password: String)
  }

  /// The appliance; the path is that of the stream.
  public var url: ClientURL
  /// The way in.
  public var greeting: Greeting
  /// Who follows.
  public var credentials: Credentials
  /// The tables; nil for all.
  public var tables: [String]?

  /// The path of the stream.
  public static let path = "/nw"
  /// The subprotocol, spelled as a token of RFC 6455.
  static let subprotocol = "ingredi%20state%20api"
  private static let application = "ingredi state api"

  /// A plan with its parts.
  public init(url: ClientURL, greeting: Greeting, credentials: Credentials, tables: [String]?) {
    self.url = url
    self.greeting = greeting
    self.credentials = credentials
    self.tables = tables
  }

  /// The lines of the greeting; nil where the subprotocol takes their place.
  var greetingLines: [UInt8]? {
    guard case .company(let name) = greeting else { return nil }
    return Array("NS01\(name)\n\(StreamPlan.application)\n".utf8)
  }

  var authenticateLine: [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.key("type")
    json.string("authenticate")
    json.key("credentials")
    json.beginObject()
    switch credentials {
    case .bearerToken(let token):
      json.key("bearer_token")
      json.string(token)
    case .password(let username, let password):
      json.key("username")
      json.string(username)
      json.key("password")
      json.string(password)
    }
    json.endObject()
    json.endObject()
    json.newline()
    return json.bytes
  }

  var subscribeLine: [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.key("type")
    json.string("subscribe")
    json.key("tables")
    if let tables {
      json.beginArray()
      for table in tables { json.string(table) }
      json.endArray()
    } else {
      json.string("all")
    }
    json.endObject()
    json.newline()
    return json.bytes
  }
}
