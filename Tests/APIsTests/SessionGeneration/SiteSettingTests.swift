import ApplianceDomain
import Changes
import HTTPTypes
import Testing

@testable import APIs

@Suite("what a public site is set up for")
struct SiteSettingTests {
  private func bench(_ version: APIVersion = .v1_21_1, _ change: (inout PublicSite) -> Void) -> APIBench {
    var organization = Office.organization
    change(&organization.publicSites[1])
    return APIBench(version, organization: organization)
  }

  @Test(
    "with Display Reps in Issues Menu the id is a representative's, on that site",
    arguments: APIVersion.allCases)
  func representatives(_ version: APIVersion) throws {
    let bench = bench(version) { $0.listsRepresentativesAsIssues = true }
    let host = "remote.example.com"
    let session = try #require(bench.session("issue_menu=1&id=1", host: host))
    #expect(session.record.startMethod == .issueSubmission)
    #expect(session.isInTeam == nil)
    #expect(session.row.issueCodeName == "")
    #expect(session.record.customer.issue == "1")
    #expect(bench.start("issue_menu=1&id=12", host: host).status == 404)
    #expect(bench.start("issue_menu=1&id=8", host: host).status == 503)
    let byCode = try #require(bench.session("issue_menu=1&codeName=install", host: host))
    #expect(byCode.row.issueCodeName == "Install")
    let elsewhere = try #require(bench.session("issue_menu=1&id=1"))
    #expect(elsewhere.row.issueCodeName == "other")
    let page = bench.send(bench.request(.get, "/", host: host)).text
    #expect(page.contains("<option value=\"1\">Admin</option>"))
    #expect(!page.contains("<option value=\"12\">"))
    // A code name is an issue's there too.
    let survey = bench.send(
      bench.request(.get, "/", query: "issue_menu=1&codeName=install", host: host)
    ).text
    #expect(survey.contains("<select id=\"issue_id\" name=\"codeName\" required>"))
    #expect(survey.contains("<option value=\"Install\" selected>Install</option>"))
    #expect(!survey.contains(">Admin</option>"))
  }

  @Test("c2cjs=1 answers with a chat whatever the site is set up for", arguments: APIVersion.allCases)
  func clickToChat(_ version: APIVersion) {
    let bench = bench(version) { $0.prefersChat = true }
    for (host, parameter, isChat) in [
      ("remote.example.com", "", true), ("remote.example.com", "&c2cjs=1", true),
      ("remote.example.com", "&c2cjs=0", false), ("support.example.com", "", false),
      ("support.example.com", "&c2cjs=1", true), ("support.example.com", "&c2cjs=0", false),
    ] {
      let answer = bench.start("short_key=1234567\(parameter)", host: host)
      #expect(answer.text.contains("<form id=\"say\"") == isChat, "\(host) \(parameter)")
      #expect(answer.head.contains("attachment") == !isChat)
      let client = bench.appliance.read { domain, _ in
        domain.model.customerClient.ids().last.flatMap { domain.model.customerClient[$0]?.clientType }
      }
      #expect(client == (isChat ? .webChat : .desktop))
    }
  }

  @Test("only languages that are installed are spoken; the first one is the default")
  func languages() {
    var organization = Office.organization
    organization.languages = ["de", "fr"]
    let bench = APIBench(organization: organization)
    for (locale, language) in [("fr", "fr"), ("en-us", "de"), ("", "de")] {
      let text = bench.start("short_key=1234567&platform=winNT-64&locale=\(locale)").text
      #expect(text.contains("Language:        \(language)\r\n"))
    }
  }
}
