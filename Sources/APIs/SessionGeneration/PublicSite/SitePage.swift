import APIKit
import ApplianceDomain
import Changes
import Documents
import HTTPMessages
import HTTPTypes

/// The public site (guide: "Session Generation API"): a list of representatives, a field for a session key, and a form
/// for an issue, each of which sends a request to `start_session`.
///
/// With `issue_menu=1` there is the issue form alone, with the issue of `codeName` or `id` chosen: where an embedded
/// Support Button leads with `--present-front-end-survey` (guide: "Start Sessions with an Embedded Support Button").
/// `Undocumented:` the address that it asks. What else the address says of the session goes along with every form.
struct SitePage: Sendable {
  /// The most representatives in the list, and issues in the form; those after them are left out.
  static let mostListed = 500

  /// Something to choose.
  struct Choice: Sendable {
    var id: Int
    var name: String
  }

  var site: PublicSite
  var company: String
  /// Those who show on the list, by name.
  var representatives: [Choice]
  var issueForm: IssueForm
  var parameters: FormParameters

  /// What a site offers at the moment.
  init(of appliance: borrowing ApplianceDomain, for request: Request, _ parameters: FormParameters) {
    let domain = copy appliance
    self.parameters = parameters
    site = domain.index.site(hostname: request.authority)
    company = domain.organization.company.displayName
    var shown: [Choice] = []
    for account in domain.organization.representatives where domain.console[account.id]?.isShowing == true {
      shown.append(Choice(id: account.id, name: account.publicDisplayName))
      if shown.count == Self.mostListed { break }
    }
    representatives = shown.sorted { ($0.name, $0.id) < ($1.name, $1.id) }
    issueForm = IssueForm(of: domain, site, representatives, parameters)
  }

  var content: HTML {
    let form = section("issue", "Describe your issue", issueForm.content(carried))
    let isSurvey = parameters["issue_menu"] == "1"
    return isSurvey ? form : [representativeList, keyForm, form].reduce(into: "") { $0 = "\($0)\($1)" }
  }

  /// What the address says of the session besides how it starts.
  private var carried: [HTML] {
    let known = ["locale", "chat_locale", "platform", "timezone_offset", "c2cjs", "external_key"]
    let pairs = parameters.pairs.filter { known.contains($0.name) || $0.name.hasPrefix("session.") }
    return HTML.hidden(pairs)
  }

  private var representativeList: HTML {
    guard !representatives.isEmpty else {
      return section(
        "representatives", "Ask for a representative", "<p>Nobody is on the list at the moment.</p>\n")
    }
    let rows: [HTML] = representatives.map { choice in
      """
      <li><form method="post" action="/api/start_session">
      \(carried)\(HTML.hidden([("id", "\(choice.id)"), ("name", choice.name)]))<button>\(choice.name)</button>
      </form></li>

      """
    }
    return section("representatives", "Ask for a representative", "<ul>\n\(rows)</ul>\n")
  }

  private var keyForm: HTML {
    // Who pastes a key pastes a space with it, which is not counted.
    section(
      "key", "Enter a session key",
      """
      <form method="post" action="/api/start_session">
      \(carried)<label for="short_key">Session key (seven digits)</label>
      <input id="short_key" name="short_key" inputmode="numeric" pattern="\\s*[0-9]{7}\\s*" \
      autocomplete="off" required>
      <button>Start with the key</button>
      </form>

      """)
  }

  private func section(_ id: String, _ heading: String, _ content: HTML) -> HTML {
    """
    <section aria-labelledby="\(id)-heading">
    <h2 id="\(id)-heading">\(heading)</h2>
    \(content)</section>

    """
  }
}

extension SessionGenerationAPI {
  /// `GET /`.
  func sitePage(_ request: Request, _ parameters: FormParameters) -> Response {
    let page = context.appliance.read { domain, _ in SitePage(of: domain, for: request, parameters) }
    let company = page.company
    return SitePageFrame(heading: "Support of \(company)", company: page.site.name, content: page.content)
      .response(to: request, in: context)
  }
}
