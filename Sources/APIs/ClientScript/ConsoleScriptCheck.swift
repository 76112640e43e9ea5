import ApplianceDomain
public import Documents

/// What is wrong with a console script, for `check`: its grammar, and whether the console knows what it is told, by the
/// guides of all versions together. Which custom fields are configured is not asked, for no appliance runs.
public struct ConsoleScriptCheck: Sendable {
  /// What is wrong, in the order of the file; empty where the script is fine. Of a file that breaks the grammar it is
  /// the first fault only.
  public let faults: [ConsoleScriptFault]
  /// The actions of the script, as far as it can be read.
  public let actions: [String]

  /// Checks the text of a script.
  public init(_ text: String) {
    do throws(ConsoleScriptFault) {
      let script = try ConsoleScript(parsing: text.utf8)
      actions = script.commands.map(\.action)
      // The header is the first line, and every command has one of its own.
      faults = script.commands.enumerated().flatMap { Self.faults(in: $1, line: $0 + 2) }
    } catch {
      actions = []
      faults = [error]
    }
  }

  /// Whether a path is meant for a script: its extension is `brcs-` and the company's name, or `brcs` alone. A company
  /// that is missing is a fault of its own, see ``lacksCompany(path:)``.
  public static func isScript(path: String) -> Bool {
    fileName(path).ranges(of: ".brcs").contains { dot in
      let rest = fileName(path)[dot.upperBound...]
      return rest.isEmpty || rest.hasPrefix("-")
    }
  }

  /// Whether a script's extension announces a company and has none: `brcs-` (guide: "The … Representative Console Script
  /// File").
  public static func lacksCompany(path: String) -> Bool { fileName(path).hasSuffix(".brcs-") }

  private static func fileName(_ path: String) -> Substring { path.split(separator: "/").last ?? "" }

  private static func faults(in command: ConsoleScript.Command, line: Int) -> [ConsoleScriptFault] {
    func fault(_ key: String, _ message: String) -> ConsoleScriptFault {
      ConsoleScriptFault(line: line, column: 1, key: key, message: message)
    }
    guard let known = ScriptCommand.all.first(where: { $0.action == command.action }) else {
      let actions = ScriptCommand.all.map(\.action).sorted().alternatives
      return [fault("action", "there is no action \"\(command.action)\"; it is \(actions)")]
    }
    var faults: [ConsoleScriptFault] = []
    var form = FormParameters()
    for parameter in command.parameters {
      form.append(parameter.name, parameter.value)
      if let message = Self.misfit(parameter, of: known) { faults.append(fault(parameter.name, message)) }
    }
    do throws(CallFault) { _ = try known.given(form) } catch {
      faults.append(fault(known.action, error.message))
    }
    let total = SessionParameters.attributes(form).reduce(0) { $0 + $1.value.utf8.count }
    if known.takesCustomFields, total > AttributeValue.maximumTotal {
      faults.append(fault(known.action, RefusalText.sentence(.attributesTooLarge)))
    }
    return faults
  }

  /// What is wrong with a parameter's name, or with the value of a custom field.
  private static func misfit(_ parameter: ConsoleScript.Parameter, of command: ScriptCommand) -> String? {
    if command.parameters.contains(where: { $0.name == parameter.name }) { return nil }
    let prefix = "session.custom."
    guard command.takesCustomFields, parameter.name.hasPrefix(prefix) else {
      let names = command.parameters.map(\.name) + (command.takesCustomFields ? ["\(prefix)NAME"] : [])
      let mend = names.isEmpty ? "it has none" : "it has \(names.joined(separator: ", "))"
      return "\(command.action) has no such parameter; \(mend)"
    }
    guard parameter.name != prefix else {
      return "the custom field has no name; write \(prefix) and its code name"
    }
    guard parameter.value.characterCount <= AttributeValue.maximumLength else {
      return
        "the value is \(parameter.value.characterCount) characters long; it is at most \(AttributeValue.maximumLength)"
    }
    return nil
  }
}
