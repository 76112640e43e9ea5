import APIKit
import ApplianceDomain
import Changes
import Determinism
import Documents
import HTTPMessages
import HTTPTypes

/// The web representative console, as far as a client script needs one (guide 21.3: "Parameters for Client Scripting
/// API"): `execute` does what was asked and leads to a page that shows it.
///
/// `Undocumented:` a browser has no session with the simulated console, so it is that of whoever is logged in with the
/// lowest user ID. The work is done by the call that redirects, and the page only shows: it may be loaded again.
struct WebConsole: Sendable {
  static let path = "/console"

  let context: APIContext

  /// Where the page is.
  var endpoints: [Endpoint] { [Endpoint(Self.path, [.get]) { [self] in page($0) }] }

  /// Carries an action out for the representative, and leads to the page; HEAD carries nothing out.
  func execute(
    _ action: String, _ given: [ConsoleScript.Parameter], _ attributes: [AttributeValue], choice: String?,
    _ request: Request
  ) throws(CallFault) -> Response {
    let custom = attributes.map { ConsoleScript.Parameter("session.custom.\($0.codeName)", $0.value) }
    var shown = [ConsoleScript.Parameter("action", action)] + given + custom
    guard let representative, request.method != .head else { return redirect(to: shown, request) }
    let intent: Intent
    if action == ScriptCommand.generateSessionKey.action {
      intent = .generateSessionKey(
        SessionKeyRequest(queue: .representative(representative.userID), attributes: attributes))
    } else {
      let found = targets(given, choice)
      guard found.count == 1, let target = found.first else { return redirect(to: shown, request) }
      intent = .startSession(
        SessionRequest(
          method: .jump(representative: representative.userID, as: target.startMethod),
          attributes: attributes, hostname: target.publicPortal, clientType: target.clientType,
          jumpoint: target.jumpoint, computer: target.computer))
    }
    do throws(Refusal) {
      let performed = try context.appliance.perform(intent)
      shown.append(result(performed.outcome))
      return redirect(to: shown, request, DurabilityGate(context.appliance, performed.number))
    } catch {
      throw CallFault(RefusalText.sentence(error))
    }
  }

  private func result(_ outcome: Outcome) -> ConsoleScript.Parameter {
    switch outcome {
    case .sessionKey(let generated): ConsoleScript.Parameter("session_key", generated.key.shortKey)
    case .session(let lsid): ConsoleScript.Parameter("lsid", lsid)
    default: preconditionFailure("The console has asked for a key or a session")
    }
  }

  /// What a search finds; of several the one that was chosen, once it was.
  private func targets(_ criteria: [ConsoleScript.Parameter], _ choice: String?) -> [JumpTarget] {
    let all = context.appliance.read { domain, _ in JumpTarget.all(domain, context.edition.capabilities) }
    let found = all.filter { $0.matches(criteria) }
    guard let choice else { return found }
    return found.filter { $0.reference == choice }
  }

  /// Whose console it is; nil where nobody is logged in.
  var representative: RepresentativeRow? {
    context.appliance.read { domain, _ in
      var first: RepresentativeRow?
      domain.model.representative.forEach { _, row in
        if row.userID < first?.userID ?? .max { first = row }
      }
      return first
    }
  }

  private func redirect(
    to shown: [ConsoleScript.Parameter], _ request: Request, _ gate: DurabilityGate? = nil
  ) -> Response {
    let query = shown.map { "\(PercentEncoding.encode($0.name))=\(PercentEncoding.encode($0.value))" }
    let location = "\(context.base(for: request))\(Self.path)?\(query.joined(separator: "&"))"
    let html = ConsolePage(title: "Found").html { html in
      html += "<p><a href=\"\(HTMLText.escape(location))\">The representative console</a></p>\n"
    }
    var response = Answers.answer(
      .html, .bytes(Array(html.utf8)), status: .found, to: request, in: context, gate: gate)
    response.fields.append("Location", location)
    return response
  }

  // MARK: The page

  private func page(_ request: Request) -> Response {
    let parameters = FormParameters(decoding: request.query)
    let action = parameters.filled("action")
    let html = ConsolePage(title: "Representative console").html { html in
      if let representative {
        html += "<p>\(HTMLText.escape(representative.privateDisplayName)) is logged in.</p>\n"
      } else {
        html += "<p>No representative is logged in, so nothing could be done.</p>\n"
      }
      guard let action else {
        html += "<p>Nothing was asked of this console.</p>\n"
        return
      }
      html += "<h2>Asked for</h2>\n<dl>\n"
      for pair in parameters.pairs where !Self.results.contains(pair.name) {
        html += "<dt>\(HTMLText.escape(pair.name))</dt><dd>\(HTMLText.escape(pair.value))</dd>\n"
      }
      html += "</dl>\n<h2>Done</h2>\n"
      html += done(action, parameters, request)
    }
    var response = Answers.answer(.html, .bytes(Array(html.utf8)), to: request, in: context)
    response.fields.append("Content-Security-Policy", Self.policy)
    return response
  }

  /// The page needs nothing but its own forms.
  private static let policy =
    "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"

  /// The parameters of the page that say what came of the call.
  private static let results: Set = ["session_key", "lsid"]

  private func done(_ action: String, _ parameters: FormParameters, _ request: Request) -> String {
    if action == ScriptCommand.startJumpItemSession.action { return jumped(parameters) }
    guard let digits = parameters.filled("session_key") else {
      return "<p>No session key was generated.</p>\n"
    }
    let key = context.appliance.read { domain, now in domain.keys.key(shortKey: digits, at: now) }
    guard let key else {
      return "<p>\(HTMLText.escape(RefusalText.sentence(.invalidSessionKey(digits))))</p>\n"
    }
    let url = HTMLText.escape("\(portal(parameters, request))/?ak=\(key.accessKey)")
    return """
      <dl>
      <dt>Session key</dt><dd>\(key.shortKey)</dd>
      <dt>Session URL</dt><dd><a href="\(url)">\(url)</a></dd>
      <dt>Valid until</dt><dd>\(key.expires.iso8601)</dd>
      </dl>

      """
  }

  /// What became of a search for Jump Items: a session with the only one, or the dialog in which one is chosen (guide:
  /// "API Script Command: start_jump_item_session", the note at its end). Where nobody was logged in, or HEAD asked, the
  /// only one stands in the dialog, too.
  private func jumped(_ parameters: FormParameters) -> String {
    if let lsid = parameters.filled("lsid") {
      let isActive = context.appliance.read { domain, _ in domain.sessions[lsid] != nil }
      let text = HTMLText.escape(lsid)
      return isActive
        ? "<p>The session <code>\(text)</code> has started.</p>\n"
        : "<p>The session <code>\(text)</code> is not active.</p>\n"
    }
    let criteria = ScriptCommand.startJumpItemSession.parameters.compactMap { parameter in
      parameters.filled(parameter.name).map { ConsoleScript.Parameter(parameter.name, $0) }
    }
    let found = criteria.isEmpty ? [] : targets(criteria, nil)
    guard !found.isEmpty else { return "<p>No Jump Item matches.</p>\n" }
    return JumpDialog(targets: found, parameters: parameters).html
  }

  /// Scheme and authority of the public portal that was asked for; the usual ones where there is no such portal, as the
  /// dialog would then show the default.
  private func portal(_ parameters: FormParameters, _ request: Request) -> String {
    guard let hostname = parameters.filled("public_portal_hostname"),
      context.appliance.read({ domain, _ in domain.index.isKnown(hostname: hostname) })
    else { return context.base(for: request) }
    return context.base(for: request, hostname: hostname)
  }
}
