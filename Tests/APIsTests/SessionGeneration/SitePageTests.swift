import ApplianceDomain
import Changes
import HTTPTypes
import Testing

@testable import APIs

@Suite("the public site")
struct SitePageTests {
  private func page(_ bench: APIBench, _ query: String = "", host: String = "support.example.com") -> String {
    bench.send(bench.request(.get, "/", query: query, host: host)).text
  }

  @Test("it lists those who show on the list, takes a session key, and has a form for an issue")
  func offers() {
    for version in APIVersion.allCases {
      let page = page(APIBench(version))
      #expect(page.contains("<button>Admin</button>"))
      #expect(page.contains("<button>Eva</button>"))
      #expect(!page.contains("John"), "who is logged in and does not show")
      #expect(!page.contains("Twin"), "who is not logged in")
      #expect(page.contains("<label for=\"short_key\">"))
      #expect(page.contains("<option value=\"1\">Other &amp; more</option>"))
      #expect(!page.contains("At night"), "for which nobody is there")
      for name in ["name", "company", "company_code", "details"] {
        #expect(page.contains("name=\"customer.\(name)\""))
        #expect(page.contains("<label for=\"\(name)\">"))
      }
    }
  }

  @Test("each of its forms starts a session", arguments: APIVersion.allCases)
  func forms(_ version: APIVersion) {
    let bench = APIBench(version)
    for body in [
      "id=1&name=Admin", "short_key=1234567",
      "issue_menu=1&id=12&customer.name=Jo&customer.company=&customer.company_code=&customer.details=Help",
    ] {
      let type = "application/x-www-form-urlencoded"
      let answer = bench.send(bench.request(.post, "/api/start_session", body: body, type: type))
      #expect(answer.head.contains("customer-client-"), "\(body)")
    }
  }

  @Test("each host name has its own site")
  func hosts() {
    let bench = APIBench()
    #expect(page(bench).contains("<title>Support of Example &amp; Sons – Default</title>"))
    #expect(page(bench, host: "remote.example.com").contains("– Remote &lt;2&gt;</title>"))
  }

  @Test("what is in the address goes along with every form, and is markup nowhere")
  func carried() {
    let page = page(
      APIBench(),
      "session.custom.external_key=%22%3E%3Cscript%3E&locale=de&customer.name=%3Cb%3E&unknown=1")
    let field =
      "<input type=\"hidden\" name=\"session.custom.external_key\" value=\"&quot;&gt;&lt;script&gt;\">"
    #expect(page.ranges(of: field).count == 4, "two representatives, the key and the issue")
    #expect(page.contains("value=\"&lt;b&gt;\""))
    #expect(!page.contains("unknown"))
    #expect(!page.contains("<script"))
  }

  @Test("an embedded button's survey is the issue form alone, with the issue chosen")
  func survey() {
    let bench = APIBench()
    for query in ["codeName=INSTALL", "id=12"] {
      let page = page(bench, "issue_menu=1&\(query)&session.custom.external_key=abc123")
      #expect(page.contains("<option value=\"12\" selected>Install</option>"))
      #expect(page.contains("value=\"abc123\""))
      #expect(!page.contains("short_key"))
      #expect(!page.contains("Ask for a representative"))
    }
  }

  @Test("an issue that is named stays where nobody is there for it, and one that does not exist is said")
  func namedIssue() {
    let bench = APIBench()
    let night = Office.organization.issues.first { $0.title == "At night" }?.codeName
    let absent = page(bench, "issue_menu=1&codeName=\(night ?? "")")
    #expect(absent.contains(" selected>At night (nobody is there at the moment)</option>"))
    for query in ["codeName=%3Cb%3E", "id=%3Cb%3E"] {
      let page = page(bench, "issue_menu=1&\(query)")
      #expect(page.contains("<p role=\"status\">There is no \"&lt;b&gt;\" to choose here;"))
      #expect(!page.contains("selected"))
    }
  }

  @Test("where nobody is there, it says so")
  func empty() throws {
    let bench = APIBench()
    for id in [1, 5, 7] { _ = try bench.appliance.perform(.logOut(representative: id)) }
    #expect(page(bench).contains("Nobody is on the list at the moment."))
  }

  @Test("its pages forbid scripts of others, and have one heading and a language")
  func form() {
    let bench = APIBench()
    for (path, query) in [
      ("/", ""), ("/", "issue_menu=1"), ("/api/start_session", ""),
      ("/api/start_session", "short_key=1234567&c2cjs=1"),
    ] {
      let answer = bench.send(bench.request(.get, path, query: query))
      #expect(answer.head.contains("Content-Security-Policy: default-src 'none';"))
      #expect(answer.text.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
      #expect(answer.text.ranges(of: "<h1>").count == 1)
    }
  }
}
