import ApplianceDomain
import Determinism
import Documents

/// What an integration sends after the connection phase (guides: "Authentication", "Model Subscriptions").
enum StreamMessage: Equatable {
  /// `authenticate`
  case authenticate(Credentials)
  /// `subscribe`
  case subscribe(Tables)

  /// Who it says it is.
  enum Credentials: Equatable {
    /// `bearer_token`
    case bearerToken(String)
    /// `username` and `password`
    case password(username: String, password: String)
  }

  /// What it wants to see.
  enum Tables: Equatable {
    /// `"all"`
    case all
    /// Some tables, by their names as they were sent.
    case named([String])
  }

  /// The kinds, by their `type`.
  enum Kind: String { case authenticate, subscribe }

  /// The kind of a line, as far as it can be told.
  static func kind(of document: JSONValue?) -> Kind? {
    document?["type"]?.text.flatMap(Kind.init(rawValue:))
  }

  /// Reads a line that has been parsed.
  init(_ document: JSONValue) throws(StreamRefusal) {
    guard document.members != nil else {
      throw StreamRefusal("A message is a JSON object, not \(document.kind)")
    }
    guard let type = document["type"] else { throw StreamRefusal("The message has no \"type\"") }
    guard let name = type.text else {
      throw StreamRefusal("\"type\" is a string, not \(type.kind)")
    }
    switch Kind(rawValue: name) {
    case .authenticate: self = .authenticate(try Self.credentials(document["credentials"]))
    case .subscribe: self = .subscribe(try Self.tables(document["tables"]))
    case nil:
      throw StreamRefusal("Unknown message type \"\(name)\": send \"authenticate\", then \"subscribe\"")
    }
  }

  private static func credentials(_ value: JSONValue?) throws(StreamRefusal) -> Credentials {
    guard let value, value.members != nil else {
      throw StreamRefusal("\"authenticate\" needs an object \"credentials\"")
    }
    if let token = value["bearer_token"] {
      guard let token = token.text else {
        throw StreamRefusal("\"bearer_token\" is a string, not \(token.kind)")
      }
      return .bearerToken(token)
    }
    guard let username = value["username"]?.text else {
      throw StreamRefusal("\"credentials\" needs a \"bearer_token\"")
    }
    return .password(username: username, password: value["password"]?.text ?? "")
  }

  private static func tables(_ value: JSONValue?) throws(StreamRefusal) -> Tables {
    guard let value else {
      throw StreamRefusal("\"subscribe\" needs \"tables\": \"all\" or an array of names")
    }
    if value.text == "all" { return .all }
    guard let elements = value.array else {
      let shown = value.text.map { "\"\($0)\"" } ?? value.kind
      throw StreamRefusal("\"tables\" is \"all\" or an array of table names, not \(shown)")
    }
    guard !elements.isEmpty else { throw StreamRefusal("\"tables\" is empty: name at least one table") }
    var names: [String] = []
    for element in elements {
      guard let name = element.text else {
        throw StreamRefusal("A table's name in \"tables\" is a string, not \(element.kind)")
      }
      names.append(name)
    }
    return .named(names)
  }
}

/// What the appliance answers to them. Each is a line, its newline included.
enum StreamReply {
  /// The connection phase has succeeded (18.1 guide: "Connection").
  static let applicationChosen = Array("0 Application chosen\n".utf8)

  /// The connection phase has failed: the guide says that any other line means that.
  static func failure(_ reason: String) -> [UInt8] { Array("1 \(reason)\n".utf8) }

  /// `authenticate_response`: without a reason, success.
  static func authenticate(_ refusal: StreamRefusal? = nil) -> [UInt8] {
    line("authenticate_response", at: nil, refusal)
  }

  /// `subscribe_response` with the appliance's time: without a reason, success.
  static func subscribe(at now: Timestamp, _ refusal: StreamRefusal? = nil) -> [UInt8] {
    line("subscribe_response", at: now, refusal)
  }

  private static func line(_ type: String, at now: Timestamp?, _ refusal: StreamRefusal?) -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.key("type")
    json.string(type)
    if let now {
      json.key("timestamp")
      json.number(now.seconds)
    }
    json.key("success")
    json.bool(refusal == nil)
    if let refusal {
      json.key("reason")
      json.string(refusal.reason)
    }
    json.endObject()
    json.newline()
    return json.bytes
  }
}
