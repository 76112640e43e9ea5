import ApplianceDomain
import Documents

/// Which of the three documented ways a call takes (guide: "Session Generation API").
///
/// `Undocumented:` what several ways in one call mean. A session key goes before an issue, and an issue before a
/// representative, so that a form that holds more than it needs still starts a session.
extension SessionRequest.Method {
  /// The way of a call to a public site.
  init(_ parameters: FormParameters, on site: PublicSite) throws(CallFault) {
    if let shortKey = parameters.filled("short_key") {
      // Who copies a key copies a space with it.
      self = .shortKey(shortKey.filter { !$0.isWhitespace })
    } else if let menu = parameters.filled("issue_menu") {
      guard menu == "1" else { throw CallFault("The parameter issue_menu is \"\(menu)\"; it must be 1.") }
      self = try Self.issue(parameters, on: site)
    } else {
      self = try Self.representative(parameters)
    }
  }

  private static func representative(_ parameters: FormParameters) throws(CallFault) -> Self {
    guard let id = try number(parameters) else {
      guard parameters.filled("name") == nil else {
        throw CallFault(
          "The parameter id is missing: a representative is named by id and public display name.")
      }
      throw CallFault(
        "Nothing says how to start the session: send short_key, or id and name, or issue_menu=1 with id or codeName."
      )
    }
    guard let name = parameters.filled("name") else {
      throw CallFault(
        "The parameter name is missing: a representative is named by id and public display name.")
    }
    return .representative(id: id, name: name)
  }

  private static func issue(_ parameters: FormParameters, on site: PublicSite) throws(CallFault) -> Self {
    switch (parameters.filled("codeName"), try number(parameters)) {
    case (_?, _?): throw CallFault("Both codeName and id are given; send one of them.")
    case (let codeName?, nil): return .issueCodeName(codeName)
    case (nil, let id?):
      return site.listsRepresentativesAsIssues ? .menuRepresentative(id: id) : .issue(id: id)
    case (nil, nil): throw CallFault("The issue is missing: send codeName or id.")
    }
  }

  private static func number(_ parameters: FormParameters) throws(CallFault) -> Int? {
    guard let text = parameters.filled("id") else { return nil }
    guard let id = Int(text) else { throw CallFault("The parameter id is \"\(text)\"; it is a number.") }
    return id
  }

  /// Whether the session is started by a session key.
  var isByKey: Bool {
    switch self {
    case .shortKey, .accessKey: true
    case .representative, .issue, .issueCodeName, .menuRepresentative, .queue, .jump: false
    }
  }
}
