import APIKit
import ApplianceDomain
import Changes
import Documents
import HTTPMessages
import HTTPTypes

/// Why a call cannot be carried out, in a sentence for the caller.
struct CallFault: Error {
  let message: String
  init(_ message: String) { self.message = message }
}

/// One call of a command.
struct CommandCall: Sendable {
  let request: Request
  let parameters: FormParameters
  let caller: Caller
  let context: APIContext
  let tickets: CustomerTickets
  /// The root that holds `<error>` where the operation documents one.
  var errorParent: StaticString?

  var edition: Edition { context.edition }
  var namespace: String { edition.namespaces.command }

  /// `<error>`, in the operation's root where the guide puts it there, else as the root.
  func error(_ message: String) -> Response {
    guard let errorParent else {
      return Answers.xmlError(message, namespace: namespace, to: request, in: context)
    }
    return xml(errorParent) { $0.element("error", message) }
  }

  /// A document of the Command API.
  func xml(_ root: StaticString, gate: (any Gate)? = nil, _ write: (inout XMLWriter) -> Void) -> Response {
    Answers.xml(root, namespace: namespace, to: request, in: context, gate: gate, write)
  }

  /// `<success>` with a message, which leaves when what was done is durable.
  func success(_ message: String, after performed: Appliance.Performed) -> Response {
    xml("success", gate: DurabilityGate(context.appliance, performed.number)) { $0.text(message) }
  }

  /// Carries out an intent; a refusal becomes a sentence that begins with the parameter that it is about.
  ///
  /// HEAD, which is safe (RFC 9110 section 9.2.1), gets as far as here: its answer has the head that every answer has.
  ///
  /// - Parameter parameter: the name of that parameter, where it is not the first of those that come into question.
  func perform(_ intent: Intent, about parameter: (Refusal) -> String? = { _ in nil }) throws(CallFault)
    -> Appliance.Performed
  {
    guard request.method != .head else { throw CallFault("HEAD carries nothing out; use GET or POST.") }
    do throws(Refusal) {
      return try context.appliance.perform(intent)
    } catch {
      throw fault(error, about: parameter(error))
    }
  }

  /// What the domain says, with the parameter that it is about where one was given, and with what is configured where
  /// that is a list of code names.
  func fault(_ refusal: Refusal, about name: String? = nil) -> CallFault {
    let sentence = RefusalText.sentence(refusal)
    let organization = context.appliance.read { domain, _ in domain.organization }
    if case .unknownCustomField(let codeName) = refusal {
      let known = [AttributeValue.externalKey] + organization.customFields.map(\.codeName)
      return CallFault(
        "The parameter session.custom.\(codeName) cannot be taken. \(sentence)" + Self.configured(known))
    }
    if case .attributeTooLong(let codeName) = refusal {
      let parameter = SessionParameters.name(of: codeName, in: parameters)
      let length = parameters[parameter]?.characterCount ?? 0
      return CallFault(
        "The parameter \(parameter) has \(length) characters; it has at most \(AttributeValue.maximumLength)."
      )
    }
    let names = name.map { [$0] } ?? Self.parameters(refusal)
    guard let name = names.first(where: { parameters.filled($0) != nil }) else { return CallFault(sentence) }
    var message = "The parameter \(name) is \"\(parameters[name] ?? "")\". \(sentence)"
    switch refusal {
    case .unknownSkill: message += Self.configured(organization.skills.map(\.codeName))
    case .unknownStatus: message += Self.configured(organization.statuses.map(\.codeName))
    case .notConfigured(let reference, _): message += Self.configured(organization.names(for: reference))
    default: break
    }
    return CallFault(message)
  }

  /// The end of a sentence about code names.
  static func configured(_ codeNames: [String]) -> String {
    codeNames.isEmpty ? " There are none." : " There are \(codeNames.joined(separator: ", "))."
  }

  /// The parameters that a refusal may be about: the first one that was given is.
  private static func parameters(_ refusal: Refusal) -> [String] {
    switch refusal {
    case .unknownRepresentative, .unknownUsername, .ambiguousUsername, .notLoggedIn, .notConnected,
      .alreadyInSession, .notInSession:
      ["rep_id", "user_id", "rep_username", "queue_id"]
    case .unknownTeam, .unknownEmbassy, .unknownIssue: ["queue_id"]
    case .queueUnavailable: ["queue_id", "short_key"]
    case .unknownSession, .notPrewaiting, .customerGone, .sessionTaken: ["lsid"]
    case .unknownSkill: ["session.skills"]
    case .unknownStatus: ["code_name", "status"]
    case .notInPast: ["timestamp"]
    case .invalidSessionKey: ["short_key"]
    case .notConfigured(let reference, _): [reference.rawValue]
    case .forceNotApplicable: ["force"]
    default: []
    }
  }
}
