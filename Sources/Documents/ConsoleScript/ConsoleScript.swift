/// A representative console script: a BRCS file (guide: "The … Representative Console Script File").
///
/// The grammar is in the guide; ``text`` writes it and ``init(parsing:)`` reads it.
public struct ConsoleScript: Sendable, Equatable {
  /// The most commands that a script may have; a longer one is refused where it is read, and never written.
  public static let maximumCommands = 10
  /// The header that every script has. `Undocumented:` the grammar has room for other versions of the format, of which
  /// the guides know none.
  public static let header = "BRCS1.0"

  /// A command: an action and its parameters, in their order.
  public struct Command: Sendable, Equatable {
    /// What the console shall do; not empty.
    public var action: String
    /// What it is told about that; no name is empty.
    public var parameters: [Parameter]

    /// A command.
    public init(_ action: String, _ parameters: [Parameter] = []) {
      self.action = action
      self.parameters = parameters
    }
  }

  /// A name and its value.
  public struct Parameter: Sendable, Equatable {
    /// The name.
    public var name: String
    /// The value, which may be empty.
    public var value: String

    /// A parameter.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The commands in the order in which the console carries them out: one at least, ``maximumCommands`` at most.
  public let commands: [Command]

  /// A script of some commands.
  public init(_ commands: [Command]) {
    precondition((1...Self.maximumCommands).contains(commands.count), "A script has one to ten commands")
    self.commands = commands
  }

  /// The script as a file: a line for each command, with no line break after the last one, for the grammar has none.
  /// Names and values are percent-encoded but for the unreserved characters (RFC 3986 section 2.3).
  public var text: String {
    ([Self.header] + commands.map(Self.line)).joined(separator: "\n")
  }

  private static func line(_ command: Command) -> String {
    let pairs = [Parameter("action", command.action)] + command.parameters
    return pairs.map { "\(PercentEncoding.encode($0.name))=\(PercentEncoding.encode($0.value))" }
      .joined(separator: "&")
  }
}

/// Why a text is no console script.
public struct ConsoleScriptFault: Error, Sendable, Equatable {
  /// The line, counted from 1.
  public let line: Int
  /// The byte of the line, counted from 1; one past its last where something is missing there.
  public let column: Int
  /// The name of the parameter that it is about, where it is about one.
  public let key: String?
  /// What is wrong, and what mends it, as half a sentence.
  public let message: String

  /// A fault at a place.
  public init(line: Int, column: Int, key: String?, message: String) {
    self.line = line
    self.column = column
    self.key = key
    self.message = message
  }
}
