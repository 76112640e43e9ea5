public import APIKit
import ApplianceDomain
import Changes
import Documents
import HTTPMessages
import HTTPTypes

/// The Command API: `/api/command` (guide: "Remote Support Command API").
public struct CommandAPI: Sendable {
  let context: APIContext
  private let tickets: CustomerTickets
  private let operations: [String: CommandOperation]
  /// The end of a sentence about the action: the names that the guide prints.
  private let actions: String

  /// The Command API of an appliance, with the operations that its edition documents.
  ///
  /// - Parameter tickets: what customers of sessions prove themselves by.
  public init(context: APIContext, tickets: CustomerTickets) {
    self.init(context: context, tickets: tickets, operations: CommandOperation.all(context.edition))
  }

  /// The Command API with some operations, less those that the edition does not document.
  init(context: APIContext, tickets: CustomerTickets, operations: [CommandOperation]) {
    self.context = context
    self.tickets = tickets
    let documented = operations.filter { $0.versions.contains(context.edition.version) }
    let names = documented.flatMap { operation in
      ([operation.action] + operation.otherNames).map { ($0, operation) }
    }
    self.operations = Dictionary(uniqueKeysWithValues: names)
    actions = "it is one of \(documented.map(\.action).sorted().joined(separator: ", "))."
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
      return perform(
        CommandCall(
          request: request, parameters: parameters, caller: caller, context: context, tickets: tickets))
    } catch let instead as AnswerInstead {
      return instead.response
    } catch {
      return Answers.plain(
        .unsupportedMediaType, "Send parameters as application/x-www-form-urlencoded.", to: request,
        in: context)
    }
  }

  private func perform(_ call: CommandCall) -> Response {
    let (isOn, sync) = context.appliance.read { domain, _ in (domain.settings.xmlAPI, domain.runningSync) }
    guard isOn else { return Answers.accessDenied(.forbidden, to: call.request, in: context) }
    guard Requirement.commandReadOnly.isMet(by: call.caller.permissions) else { return forbidden(call) }
    guard let action = call.parameters.filled("action") else {
      return call.error("The required parameter action is missing; \(actions)")
    }
    guard let operation = operations[action] else {
      return call.error("The parameter action is \"\(action)\"; \(actions)")
    }
    guard operation.requirement.isMet(by: call.caller.permissions) else { return forbidden(call) }
    var call = call
    call.errorParent = operation.errorParent
    if let sync, !operation.answersDuringSync {
      return call.error(RefusalText.sentence(.synchronising(until: sync.ends)))
    }
    do throws(CallFault) {
      return try operation.perform(call)
    } catch {
      return call.error(error.message)
    }
  }

  private func forbidden(_ call: CommandCall) -> Response {
    Answers.accessDenied(.forbidden, because: .insufficientScope, to: call.request, in: context)
  }
}
