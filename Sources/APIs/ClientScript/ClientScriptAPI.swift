public import APIKit
import ApplianceDomain
import Changes
import Documents
import HTTPMessages
import HTTPTypes

/// The Client Scripting API: `/api/client_script` (guide: "The … Client Scripting API").
///
/// It makes the file of a console script, and since 1.21.1 it has the web console do something at once. It needs no
/// account: it is what links in other applications lead to. A token that is there must be valid, though.
///
/// `Undocumented:` the guides print no error of this API and no namespace for one; errors are those of the Command API.
public struct ClientScriptAPI: Sendable {
  let context: APIContext
  private let commands: [String: ScriptCommand]
  private let webConsole: WebConsoleScript

  /// The API of an appliance, with the commands that its edition documents.
  public init(context: APIContext) {
    self.context = context
    webConsole = WebConsoleScript(context.edition)
    let all: [ScriptCommand] = [
      .login, .generateSessionKey, .pushAndStartLocal, .pushAndStartRemote, .startRDPSession,
      .startVNCSession,
      .startShellJumpSession, .startVProSession, .deleteScriptFile, JumpSearchScript(context.edition).command,
    ]
    commands = Dictionary(uniqueKeysWithValues: all.map { ($0.action, $0) })
  }

  /// What answers: the API's path, the deprecated one with `.ns`, and the page of the web console where there is one.
  public var endpoints: [Endpoint] {
    ["/api/client_script", "/api/client_script.ns"].map { path in
      Endpoint(path, [.get, .post]) { [self] in answer($0) }
    } + (webConsole.isThere ? WebConsole(context: context).endpoints : [])
  }

  private func answer(_ request: Request) -> Response {
    let parameters: FormParameters
    do { parameters = try FormParameters(of: request, in: context) } catch {
      return Answers.plain(
        .unsupportedMediaType, "Send parameters as application/x-www-form-urlencoded.", to: request,
        in: context)
    }
    // Without parameters, so that those of `login` are not taken for a legacy login.
    if request.fields.first("authorization") != nil,
      case .failure(let instead) = context.authenticate(request, FormParameters())
    {
      return instead.response
    }
    let (isOn, sync) = context.appliance.read { domain, _ in (domain.settings.xmlAPI, domain.runningSync) }
    guard isOn else { return Answers.accessDenied(.forbidden, to: request, in: context) }
    do throws(CallFault) {
      if let sync { throw CallFault(RefusalText.sentence(.synchronising(until: sync.ends))) }
      return try answer(request, parameters)
    } catch {
      return Answers.xmlError(
        error.message, namespace: context.edition.namespaces.command, to: request, in: context)
    }
  }

  private func answer(_ request: Request, _ parameters: FormParameters) throws(CallFault) -> Response {
    let type = try one("type", of: webConsole.types, parameters)
    let executes = type == "web_console"
    _ = try one("operation", of: [executes ? "execute" : "generate"], parameters, " where type is \(type)")
    let actions = executes ? webConsole.actions : commands.keys.sorted()
    let action = try one("action", of: actions, parameters, executes ? " where type is \(type)" : "")
    if let other = parameters.pairs.first(where: { $0.name == "action" && $0.value != action }) {
      throw CallFault(
        "The parameter action is both \"\(other.value)\" and \"\(action)\"; a script is made for one command."
      )
    }
    guard let command = commands[action] else { preconditionFailure("The actions are those of the commands") }
    let given = try command.given(parameters)
    let attributes = command.takesCustomFields ? try attributes(parameters) : []
    if executes {
      return try WebConsole(context: context).execute(
        action, given, attributes, choice: parameters.filled(JumpDialog.choice), request)
    }
    let custom = attributes.map { ConsoleScript.Parameter("session.custom.\($0.codeName)", $0.value) }
    return file(ConsoleScript.Command(action, given + custom), request)
  }

  /// A parameter that must be there and be one of some words.
  private func one(
    _ name: String, of words: [String], _ parameters: FormParameters, _ condition: String = ""
  ) throws(CallFault) -> String {
    let allowed = "it is \(words.alternatives)\(condition)."
    guard let value = parameters.filled(name) else {
      throw CallFault("The required parameter \(name) is missing; \(allowed)")
    }
    guard words.contains(value) else {
      throw CallFault("The parameter \(name) is \"\(value)\"; \(allowed)")
    }
    return value
  }

  /// The custom fields, which must be configured and may not be too long (guide: each of the commands).
  private func attributes(_ parameters: FormParameters) throws(CallFault) -> [AttributeValue] {
    let attributes = SessionParameters.attributes(parameters)
    let index = context.appliance.read { domain, _ in domain.index }
    for attribute in attributes {
      let name = "session.custom.\(attribute.codeName)"
      guard index.hasCustomField(attribute.codeName) else {
        throw CallFault(
          "The parameter \(name) cannot be taken. \(RefusalText.sentence(.unknownCustomField(attribute.codeName)))"
        )
      }
      guard attribute.value.characterCount <= AttributeValue.maximumLength else {
        throw CallFault(
          "The parameter \(name) is \(attribute.value.characterCount) characters long; it is at most "
            + "\(AttributeValue.maximumLength) characters.")
      }
    }
    guard attributes.reduce(0, { $0 + $1.value.utf8.count }) <= AttributeValue.maximumTotal else {
      throw CallFault(RefusalText.sentence(.attributesTooLarge))
    }
    return attributes
  }

  /// The script as a download. `login` comes first and `delete_script_file` last, each of them once.
  private func file(_ command: ConsoleScript.Command, _ request: Request) -> Response {
    var commands = [command]
    if command.action != ScriptCommand.login.action {
      commands.insert(ConsoleScript.Command(ScriptCommand.login.action), at: 0)
    }
    if command.action != ScriptCommand.deleteScriptFile.action {
      commands.append(ConsoleScript.Command(ScriptCommand.deleteScriptFile.action))
    }
    let company = context.appliance.read { domain, _ in domain.organization.company.apiName }
    let name = "bomgar-\(command.action).brcs-\(company)"
    var response = Answers.answer(
      .octets, .bytes(Array(ConsoleScript(commands).text.utf8)), to: request, in: context)
    response.fields.append("Content-Disposition", "attachment; filename=\"\(Self.quoted(name))\"")
    return response
  }

  /// What may stand between quotation marks in a header field (RFC 9110 section 5.6.4), and is a file's name.
  private static func quoted(_ name: String) -> String {
    String(name.map { $0.isASCII && !$0.isNewline && $0 >= " " && !"\"\\/\u{7F}".contains($0) ? $0 : "_" })
  }
}
