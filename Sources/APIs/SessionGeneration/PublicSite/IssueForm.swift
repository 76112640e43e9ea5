import ApplianceDomain
import Changes
import Documents

/// The form for an issue of the public site, where the request may have named one: by `codeName` always an issue, by
/// `id` a representative where the site lists those as issues.
struct IssueForm: Sendable {
  /// An entry of the menu.
  struct Entry: Sendable {
    /// What is sent.
    var value: String
    var name: String
    /// The one that the request has named.
    var isChosen = false
    /// Somebody takes it at the moment.
    var isAvailable = true
  }

  /// The name under which the menu sends its choice.
  private let field: String
  private let label: String
  private let entries: [Entry]
  /// What was named and is not there.
  private let missing: String?
  private let parameters: FormParameters

  /// What can be chosen at the moment, and what is named: an issue for which nobody is there stays, so that no other
  /// one is sent in its place.
  init(
    of appliance: borrowing ApplianceDomain, _ site: PublicSite, _ representatives: [SitePage.Choice],
    _ parameters: FormParameters
  ) {
    let domain = copy appliance
    self.parameters = parameters
    let codeName = parameters.filled("codeName")
    let id = parameters.filled("id")
    if site.listsRepresentativesAsIssues && codeName == nil {
      field = "id"
      label = "Representative"
      entries = representatives.map { Entry(value: "\($0.id)", name: $0.name, isChosen: "\($0.id)" == id) }
    } else {
      let named =
        if let codeName { domain.index.issue(codeName: codeName) } else {
          id.flatMap { Int($0) }.flatMap { domain.index.issue($0) }
        }
      // An id would be a representative's there.
      let byCode = site.listsRepresentativesAsIssues
      field = byCode ? "codeName" : "id"
      label = "Issue"
      entries = domain.organization.issues.lazy
        .map { issue in
          Entry(
            value: byCode ? issue.codeName : "\(issue.id)", name: issue.title,
            isChosen: issue.id == named?.id,
            isAvailable: domain.isAvailable(.team(issue.team)))
        }
        .filter { $0.isAvailable || $0.isChosen }.prefix(SitePage.mostListed).map { $0 }
    }
    missing = entries.contains { $0.isChosen } ? nil : codeName ?? id
  }

  /// The form, with what else goes along.
  func content(_ carried: [HTML]) -> HTML {
    guard !entries.isEmpty else { return "<p>Nobody is there for an issue at the moment.</p>\n" }
    let note: HTML =
      missing.map { "<p role=\"status\">There is no \"\($0)\" to choose here; please choose another.</p>\n" }
      ?? .none
    let options: [HTML] = entries.map { entry in
      let mark: HTML = entry.isChosen ? " selected" : .none
      let words: HTML = entry.isAvailable ? .none : " (nobody is there at the moment)"
      return "<option value=\"\(entry.value)\"\(mark)>\(entry.name)\(words)</option>\n"
    }
    return """
      \(note)<form method="post" action="/api/start_session">
      \(carried)<input type="hidden" name="issue_menu" value="1">
      <label for="issue_id">\(label)</label>
      <select id="issue_id" name="\(field)" required>
      \(options)</select>
      \(input("name", "Your name", "name"))\(input("company", "Your company", "organization"))\
      \(input("company_code", "Company code", "off"))<label for="details">Please describe the issue</label>
      <textarea id="details" name="customer.details" rows="4" \
      maxlength="\(CustomerInfo.maximumDetailsBytes)">\(parameters["customer.details"] ?? "")</textarea>
      <button>Submit</button>
      </form>

      """
  }

  private func input(_ name: String, _ label: String, _ autocomplete: String) -> HTML {
    """
    <label for="\(name)">\(label)</label>
    <input id="\(name)" name="customer.\(name)" maxlength="\(CustomerInfo.maximumLength)" \
    autocomplete="\(autocomplete)" value="\(parameters["customer.\(name)"] ?? "")">

    """
  }
}
