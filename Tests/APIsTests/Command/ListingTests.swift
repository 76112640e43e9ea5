import ApplianceDomain
import Changes
import Determinism
import HTTPTypes
import Testing

@testable import APIs

@Suite("what the Command API tells")
struct ListingTests {
  @Test("get_api_info shows the version, the company, the time and the permissions that the guide lists")
  func info() {
    for version in APIVersion.allCases {
      let bench = APIBench(version)
      bench.wait(90)
      let answer = bench.command("action=get_api_info")
      #expect(answer.texts("/r:api_information/r:api_version") == [version.rawValue])
      #expect(answer.texts("//r:company_name") == ["example"])
      #expect(answer.texts("//r:timestamp") == ["\(APIBench.noon.seconds + 90)"])
      let names = answer.texts("//r:permissions/r:permission/@name")
      #expect(names.count == (version == .v1_21_1 ? 12 : 6))
      #expect(names == names.sorted())
      #expect(answer.texts("//r:permission[@name='perm_command']") == ["full_access"])
    }
    let reader = APIBench().command("action=get_api_info", token: "reader")
    #expect(reader.texts("//r:permission[@name='perm_command']") == ["read_only"])
    #expect(reader.texts("//r:permission[.='1']") == [])
  }

  @Test("get_logged_in_reps shows who is there, since when and with how many sessions")
  func reps() throws {
    let bench = APIBench()
    #expect(bench.command("action=get_logged_in_reps").texts("//r:rep/@id") == ["1", "5", "7"])
    bench.wait(61)
    _ = try bench.appliance.perform(.logIn(representative: 8))
    _ = try bench.appliance.perform(.logOut(representative: 5))
    let answer = bench.command("action=get_logged_in_reps")
    #expect(answer.texts("//r:rep/@id") == ["1", "7", "8"])
    #expect(answer.texts("//r:support_session_count") == ["1", "0", "0"])
    #expect(answer.texts("//r:presentation_count") == ["0", "0", "0"])
    #expect(answer.texts("//r:rep[@id='8']/r:logged_in_since") == ["2016-10-01T12:01:01+00:00"])
    #expect(answer.texts("//r:rep[@id='1']/r:private_display_name") == ["Private Admin"])
    #expect(answer.texts("//r:display_name") == answer.texts("//r:public_display_name"))
    for id in [1, 7, 8] { _ = try bench.appliance.perform(.logOut(representative: id)) }
    #expect(bench.command("action=get_logged_in_reps").text.hasSuffix("command\"/>"))
  }

  @Test(
    "a representative may be hidden from the public site, and an embassy's is one only where there are embassies"
  )
  func shown() {
    for version in APIVersion.allCases {
      let answer = APIBench(version).command("action=get_logged_in_reps")
      #expect(answer.texts("//r:showing_on_rep_list") == ["1", "0", "1"])
      #expect(answer.texts("//r:type") == ["Normal", "Normal", version == .v1_21_1 ? "Normal" : "Embassy"])
    }
  }

  @Test("the direct link is an HTML anchor whose address starts a session with the representative")
  func directLink() throws {
    let bench = APIBench()
    let anchor = try #require(
      bench.command("action=get_logged_in_reps").texts("//r:rep[@id='5']/r:direct_link").first)
    #expect(anchor.hasSuffix(">John &lt;J&gt; &amp; &quot;Co&quot;</a>"))
    let address = try #require(anchor.split(separator: "\"").dropFirst().first).replacing("&amp;", with: "&")
    #expect(address.hasPrefix("https://support.example.com/api/start_session?"))
    let query = String(address.split(separator: "?")[1])
    #expect(bench.session(query)?.record.startMethod == .repList)
  }

  @Test("get_support_teams shows teams, their issues and how many sessions wait")
  func teams() throws {
    let bench = APIBench()
    let answer = bench.command("action=get_support_teams")
    #expect(answer.texts("//r:support_team/@id") == ["1", "2", "3"])
    #expect(answer.texts("//r:support_team/r:name") == ["First <Line>", "Night", "Empty"])
    #expect(answer.texts("//r:support_team[@id='1']/r:issues/r:issue/@id") == ["1", "12"])
    #expect(answer.texts("//r:support_team[@id='1']//r:title") == ["Other & more", "Install"])
    #expect(answer.texts("//r:support_team[@id='3']/r:issues") == [""])
    #expect(answer.texts("//r:support_session_count") == ["1", "0", "0"])
    #expect(answer.texts("//r:members") == [])
    #expect(answer.texts("//r:embassy") == [])
    _ = try #require(bench.session("short_key=1234567"))
    #expect(bench.command("action=get_support_teams").texts("//r:support_session_count") == ["2", "0", "0"])
  }

  @Test(
    "showmembers=1 adds the members, 0 does not, and anything else is an error in the documented root",
    arguments: ["1", "0", "", "true"])
  func members(_ value: String) {
    let answer = APIBench().command("action=get_support_teams&showmembers=\(value)")
    #expect(answer.texts("//r:members").count == (value == "1" ? 3 : 0))
    let error = answer.texts("/r:support_teams/r:error")
    #expect(error == (value == "true" ? ["The parameter showmembers is \"true\"; it is 1 or 0."] : []))
    guard value == "1" else { return }
    #expect(answer.texts("//r:support_team[@id='1']//r:representative/@id") == ["1", "5"])
    #expect(answer.texts("//r:support_team[@id='2']//r:username") == ["twin", "twin"])
    #expect(answer.texts("//r:display_name") == answer.texts("//r:public_display_name"))
    #expect(answer.texts("//r:private_display_name").first == "Private Admin")
  }

  @Test("embassies follow the teams where the version has them", arguments: [APIVersion.v1_15_1, .v1_16_0])
  func embassies(_ version: APIVersion) {
    let answer = APIBench(version).command("action=get_support_teams&showmembers=1")
    #expect(answer.texts("//r:support_team/@id") == ["1", "2", "3", "1"])
    #expect(answer.texts("//r:support_team[r:embassy='1']/r:name") == ["Vendor"])
    #expect(answer.texts("//r:support_team[r:embassy]//r:representative/@id") == ["7"])
  }

  @Test(
    "the health probe needs no account, answers 200 and shows only a sentence",
    arguments: [.get, .head, .post] as [HTTPRequest.Method])
  func probe(_ method: HTTPRequest.Method) {
    let bench = APIBench(settings: { $0.xmlAPI = false })
    let answer = bench.send(bench.request(method, "/check_health"))
    #expect(answer.status == 200)
    #expect(answer.head.contains("Content-Type: text/plain; charset=UTF-8\r\n"))
    #expect(answer.text.split(separator: "\n").count == 1)
  }
}
