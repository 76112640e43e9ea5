public import APIKit
import ApplianceDomain
import Changes
import Documents
import HTTPMessages
import HTTPTypes

/// The Command API: `/api/command` (guide: "Remote Support Command API").
public struct CommandAPI: Sendable {
  let context: APIContext
  private let operations: [String: CommandOperation]

  /// The Command API of an appliance, with the operations that its edition documents.
  public init(context: APIContext) {
    self.context = context
    let all: [CommandOperation] = [
      .getAPIInfo(context.edition), .getLoggedInReps, .getSupportTeams, .generateSessionKey, .checkHealth,
    ]
    operations = Dictionary(uniqueKeysWithValues: all.map { ($0.action, $0) })
  }

  /// What answers: the API's path, and the deprecated one with `.ns`.
  public var endpoints: [Endpoint] {
    ["/api/command", "/api/command.ns"].map { path in
      Endpoint(path, [.get, .post]) { [self] in answer($0) }
    }
  }

  private func answer(_ request: Request) -> Response {
    do {
      let parameters = try FormParameters(of: request, in: context)
      let caller = try context.authenticate(request, parameters).get()
      return perform(CommandCall(request: request, parameters: parameters, caller: caller, context: context))
    } catch let instead as AnswerInstead {
      return instead.response
    } catch {
      return Answers.plain(
        .unsupportedMediaType, "Send parameters as application/x-www-form-urlencoded.", to: request,
        in: context)
    }
  }

  private func perform(_ call: CommandCall) -> Response {
    let isOn = context.appliance.read { domain, _ in domain.settings.xmlAPI }
    guard isOn else { return Answers.accessDenied(.forbidden, to: call.request, in: context) }
    guard Requirement.commandReadOnly.isMet(by: call.caller.permissions) else { return forbidden(call) }
    guard let action = call.parameters.filled("action") else {
      return call.error("The required parameter action is missing; \(actions)")
    }
    guard let operation = operations[action] else {
      return call.error("The parameter action is \"\(action)\"; \(actions)")
    }
    guard operation.requirement.isMet(by: call.caller.permissions) else { return forbidden(call) }
    return operation.perform(call)
  }

  private func forbidden(_ call: CommandCall) -> Response {
    Answers.accessDenied(.forbidden, because: .insufficientScope, to: call.request, in: context)
  }

  /// The end of a sentence about the action.
  private var actions: String { "it is one of \(operations.keys.sorted().joined(separator: ", "))." }
}

/// A documented API Command: its name, what it asks of the caller, and what it does.
struct CommandOperation: Sendable {
  let action: String
  let requirement: Requirement
  let perform: @Sendable (CommandCall) -> Response
}

/// One call of a command.
struct CommandCall: Sendable {
  let request: Request
  let parameters: FormParameters
  let caller: Caller
  let context: APIContext

  var edition: Edition { context.edition }
  var namespace: String { edition.namespaces.command }

  /// `<error>` as the root.
  func error(_ message: String) -> Response {
    Answers.xmlError(message, namespace: namespace, to: request, in: context)
  }

  /// A document of the Command API.
  func xml(_ root: StaticString, gate: (any Gate)? = nil, _ write: (inout XMLWriter) -> Void) -> Response {
    Answers.xml(root, namespace: namespace, to: request, in: context, gate: gate, write)
  }
}
