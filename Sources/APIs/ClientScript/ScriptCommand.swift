import ApplianceDomain
import Documents

/// A documented script command: the action that the representative console carries out, and what it is told about it
/// (guide: "Representative Console Scripting and Client Scripting API").
///
/// `Undocumented:` what the guide leaves open is decided so:
/// - A default is what the console does without the parameter; the script does not spell it out.
/// - A parameter without a value is as if it had not been sent, and of a repeated one the last counts.
/// - What the guide does not list for the command is not looked at, and does not get into the script.
/// - The script has the parameters in the guide's order, the custom fields last.
struct ScriptCommand: Sendable {
  let action: String
  /// In the guide's order, the required ones first.
  let parameters: [ScriptParameter]
  /// Whether `session.custom.…` is among them.
  let takesCustomFields: Bool
  /// What the guide demands of the parameters together.
  private let rule: @Sendable (_ given: [ConsoleScript.Parameter]) throws(CallFault) -> Void

  init(
    _ action: String, _ parameters: [ScriptParameter], takesCustomFields: Bool = true,
    rule: @escaping @Sendable ([ConsoleScript.Parameter]) throws(CallFault) -> Void = { _ throws(CallFault) in
    }
  ) {
    self.action = action
    self.parameters = parameters
    self.takesCustomFields = takesCustomFields
    self.rule = rule
  }

  /// What stands in the script, but for the custom fields.
  func given(_ parameters: FormParameters) throws(CallFault) -> [ConsoleScript.Parameter] {
    var given: [ConsoleScript.Parameter] = []
    for parameter in self.parameters {
      if let value = try parameter.value(in: parameters) {
        given.append(ConsoleScript.Parameter(parameter.name, value))
      }
    }
    try rule(given)
    return given
  }

  /// All that has a documented action, whatever the version.
  static let all: [ScriptCommand] = [
    .login, .generateSessionKey, .pushAndStartLocal, .pushAndStartRemote, .startPinnedClientSession,
    .startJumpItemSession, .startRDPSession, .startVNCSession, .startShellJumpSession, .startVProSession,
    .deleteScriptFile,
  ]
}

/// A parameter of a script command, and what it may be.
struct ScriptParameter: Sendable {
  /// The values that a parameter may have.
  enum Form: Sendable {
    /// Any text, of so many characters at most where the guide says so.
    case text(maximum: Int?)
    /// One of some words, of which the first is the default.
    case choice([String])
    /// As `choice`, without regard to case: the guides write terminals both ways.
    case choiceInAnyCase([String])
    /// A port.
    case port
    /// `primary_display`, `all_displays` or the `<width>x<height>` of a usual screen.
    case displaySize
  }

  /// The most characters of host names, comments, addresses, tags and credentials.
  static let usualMaximum = 255
  /// The most characters of `search_string`.
  static let searchMaximum = 1024

  let name: String
  let form: Form
  let isRequired: Bool

  init(_ name: String, _ form: Form = .text(maximum: nil), isRequired: Bool = false) {
    self.name = name
    self.form = form
    self.isRequired = isRequired
  }

  /// The value that a call gives it, as it stands in the script; nil where it gives none.
  func value(in parameters: FormParameters) throws(CallFault) -> String? {
    guard let value = parameters.filled(name) else {
      guard isRequired else { return nil }
      throw CallFault("The required parameter \(name) is missing; \(allowed).")
    }
    if case .text(let maximum?) = form, value.characterCount > maximum {
      throw CallFault(
        "The parameter \(name) is \(value.characterCount) characters long; it is at most \(maximum) characters."
      )
    }
    guard let value = accepted(value) else {
      throw CallFault("The parameter \(name) is \"\(value)\"; \(allowed).")
    }
    return value
  }

  private func accepted(_ value: String) -> String? {
    switch form {
    case .text: value
    case .choice(let words): words.contains(value) ? value : nil
    case .choiceInAnyCase(let words): words.first { $0 == value.lowercased() }
    case .port: Self.number(value[...], in: 1...65_535).map { "\($0)" }
    case .displaySize: DisplaySize.isValid(value) ? value : nil
    }
  }

  private var allowed: String {
    switch form {
    case .text(nil): "it is a text"
    case .text(let maximum?): "it is a text of at most \(maximum) characters"
    case .choice(let words), .choiceInAnyCase(let words): "it is \(words.alternatives)"
    case .port: "it is the number of a port, from 1 to 65535"
    case .displaySize: DisplaySize.allowed
    }
  }

  /// A whole number in decimal digits.
  static func number(_ text: Substring, in range: ClosedRange<Int>) -> Int? {
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text) else { return nil }
    return range.contains(number) ? number : nil
  }
}

/// `display_size` of `start_rdp_session`. `Undocumented:` the guide wants "a standard resolution" and names none; it is
/// one of those that RDP shortcuts can have.
private enum DisplaySize {
  private static let all = ["primary_display", "all_displays"] + RDPOptions.supportedSizes

  static let allowed = "it is one of \(all.joined(separator: ", "))"

  static func isValid(_ value: String) -> Bool { all.contains(value) }
}

extension [String] {
  /// `a`, `a or b`, `a, b or c`.
  var alternatives: String {
    guard let last, count > 1 else { return first ?? "" }
    return dropLast().joined(separator: ", ") + " or " + last
  }
}
