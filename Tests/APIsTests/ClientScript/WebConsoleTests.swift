import ApplianceDomain
import Changes
import Documents
import HTTPTypes
import Testing

@testable import APIs

@Suite("the web console")
struct WebConsoleTests {
  private let bench = APIBench(.v1_21_1)

  /// The page to which a call leads.
  private func page(_ answer: APIBench.Answer, _ bench: APIBench? = nil) throws -> String {
    #expect(answer.status == 302)
    let location = try #require(answer.field("Location"))
    #expect(location.hasPrefix("https://support.example.com/console?"))
    let bench = bench ?? self.bench
    let query = location.split(separator: "?", maxSplits: 1).last.map(String.init) ?? ""
    let page = bench.send(bench.request(.get, "/console", query: query))
    #expect(page.status == 200)
    #expect(page.field("Content-Type") == "text/html; charset=UTF-8")
    #expect(page.text.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
    return page.text
  }

  @Test("a session key is generated in the queue of whoever is logged in, and the page shows it")
  func sessionKey() throws {
    let answer = bench.execute("action=generate_session_key&session.custom.field1=A%26B")
    let key = try #require(bench.appliance.read { domain, _ in domain.keys.newest })
    #expect(key.queue == .representative(1))
    #expect(key.attributes == [AttributeValue(codeName: "field1", value: "A&B")])
    let page = try page(answer)
    #expect(page.contains("<dt>action</dt><dd>generate_session_key</dd>"))
    #expect(page.contains("<dt>session.custom.field1</dt><dd>A&amp;B</dd>"))
    #expect(page.contains("<dt>Session key</dt><dd>\(key.shortKey)</dd>"))
    #expect(page.contains("https://support.example.com/?ak=\(key.accessKey)"))
    #expect(page.contains("Private Admin is logged in."))
  }

  @Test("HEAD leads to the page, and generates nothing")
  func head() {
    let before = bench.appliance.log.last
    let query = "type=web_console&operation=execute&action=generate_session_key"
    #expect(bench.send(bench.request(.head, "/api/client_script", query: query)).status == 302)
    #expect(bench.appliance.log.last == before)
  }

  @Test("the public portal that was asked for is that of the URL, if there is one")
  func portal() throws {
    let known = bench.execute("action=generate_session_key&public_portal_hostname=remote.example.com")
    #expect(try page(known).contains("https://remote.example.com/?ak="))
    let unknown = bench.execute("action=generate_session_key&public_portal_hostname=elsewhere.example.com")
    #expect(try page(unknown).contains("https://support.example.com/?ak="))
  }

  @Test("loading the page again changes nothing, and a used key is told as such")
  func again() throws {
    let answer = bench.execute("action=generate_session_key")
    let number = bench.appliance.read { domain, _ in domain.keys.newest?.shortKey }
    let first = try page(answer)
    #expect(try page(answer) == first)
    #expect(bench.appliance.read { domain, _ in domain.keys.newest?.shortKey } == number)
    #expect(bench.start("short_key=\(number ?? "")").status == 200)
    #expect(try page(answer).contains("is not valid; it may have expired or been used."))
  }

  @Test("only execute, and only two actions, are for the web console")
  func refusals() {
    func error(_ query: String) -> String? {
      bench.send(bench.request(.get, "/api/client_script", query: "type=web_console&\(query)")).error
    }
    #expect(
      error("operation=generate&action=generate_session_key")
        == "The parameter operation is \"generate\"; it is execute where type is web_console.")
    let allowed = "it is generate_session_key or start_jump_item_session where type is web_console."
    #expect(error("operation=execute") == "The required parameter action is missing; \(allowed)")
    for action in APIVersion.v1_21_1.scripts.keys
    where action != "generate_session_key" && action != "start_jump_item_session" {
      #expect(
        error("operation=execute&action=\(action)&target=A&hostname=A")
          == "The parameter action is \"\(action)\"; \(allowed)")
    }
    #expect(error("operation=execute&action=start_jump_item_session")?.hasPrefix("Nothing says") == true)
    #expect(
      error("operation=execute&action=generate_session_key&session.custom.nothing=1")?.contains("nothing")
        == true)
  }

  @Test("a search that finds no Jump Item says so")
  func noJumpItem() throws {
    let page = try page(bench.execute("action=start_jump_item_session&search_string=%3Cnowhere%3E"))
    #expect(page.contains("<dt>search_string</dt><dd>&lt;nowhere&gt;</dd>"))
    #expect(page.contains("No Jump Item matches."))
  }

  /// The session that a page tells of.
  private func session(_ page: String) -> SessionRecord? {
    guard let start = page.firstRange(of: "The session <code>") else { return nil }
    let lsid = String(page[start.upperBound...].prefix(32))
    return bench.appliance.read { domain, _ in domain.sessions[lsid]?.record }
  }

  @Test("the only Jump Item that matches is jumped to, with the custom fields")
  func jump() throws {
    let call = "action=start_jump_item_session&client.hostname=till-2&jump.method=pinned"
    let page = try page(bench.execute(call + "&session.custom.field1=7"))
    let record = try #require(session(page))
    #expect(record.startMethod == .localJump)
    #expect(record.customer.username == "TILL-2")
    #expect(record.customer.info == CustomerInfo(), "nobody has entered anything")
    #expect(record.attributes == [AttributeValue(codeName: "field1", value: "7")])
    #expect(record.primaryRepresentative?.id == 1)
  }

  @Test("a session with a Jump Client has the name and the addresses of its computer")
  func computer() throws {
    for (place, address) in [(1, "198.51.100.24"), (3, "[2001:db8::3]")] {
      let call = "action=start_jump_item_session&jump.method=pinned&client.private_ip=10.10.24.\(place)"
      let record = try #require(session(try page(bench.execute(call))))
      #expect(record.customer.username == "TILL-\(place)")
      #expect(record.customer.hostname == "TILL-\(place)")
      #expect(record.customer.privateIP == "10.10.24.\(place)")
      #expect(record.customer.publicIP.hasPrefix(address + ":"))
      #expect(!record.customer.operatingSystem.isEmpty)
      let client = bench.appliance.read { domain, _ in
        domain.sessions[record.lsid]?.customerRowID.flatMap { domain.model.customerClient[$0] }
      }
      #expect(client?.hostname == "TILL-\(place)")
      #expect(client?.privateIP == "10.10.24.\(place)")
    }
  }

  @Test("a session with a Jump Item belongs to the item's public site, wherever the representative came from")
  func publicPortal() throws {
    for (name, portal, site) in [("PP", "remote.example.com", 2), ("NP", nil, 1)] {
      let item = JumpItem(
        method: .localJump, name: name, hostname: "\(name)-host", group: "remote_access", publicPortal: portal
      )
      _ = try bench.appliance.perform(.importJumpItem(item))
      for host in ["support.example.com", "remote.example.com"] {
        let query =
          "type=web_console&operation=execute&action=start_jump_item_session&client.hostname=\(name)-host"
        let answer = bench.send(bench.request(.get, "/api/client_script", query: query, host: host))
        let lsid = try #require(answer.field("Location")?.split(separator: "lsid=").last.map(String.init))
        let record = bench.appliance.read { domain, _ in domain.sessions[lsid]?.record }
        #expect(record?.publicSite.id == site, "\(name) by \(host)")
      }
    }
  }

  @Test("of several Jump Items that match one is chosen in a dialog")
  func dialog() throws {
    let answer = bench.execute("action=start_jump_item_session&search_string=TILL")
    let page = try page(answer)
    #expect(page.contains("Several Jump Items match."))
    for place in 1...3 { #expect(page.contains("value=\"client-\(place)\"")) }
    let choice =
      "type=web_console&operation=execute&action=start_jump_item_session&search_string=TILL&jump_item=client-3"
    let chosen = bench.send(
      bench.request(.post, "/api/client_script", body: choice, type: "application/x-www-form-urlencoded"))
    #expect(session(try self.page(chosen))?.customer.username == "TILL-3")
  }

  @Test("shortcuts are found by method, tag and comments, and have no addresses")
  func shortcuts() throws {
    for (method, name) in [
      (JumpMethod.remoteRDP, "rdp"), (.localVNC, "vnc"), (.shellJump, "shelljump"), (.remoteJump, "push"),
      (.localJump, "local_push"),
    ] {
      let item = JumpItem(
        method: method, name: name, hostname: "H-\(name)", group: "remote_access",
        jumpoint: method.needsJumpoint ? "lab" : nil, tag: "tag-\(name)", comments: "All <\(name)>")
      _ = try bench.appliance.perform(.importJumpItem(item))
      let found = try page(bench.execute("action=start_jump_item_session&jump.method=\(name)&client.tag=TAG"))
      #expect(session(found)?.customer.username == "H-\(name)")
      #expect(session(found)?.customer.hostname == "H-\(name)")
      #expect(session(found)?.jumpoint?.id == (method.needsJumpoint ? 2 : nil))
    }
    let comments = try page(bench.execute("action=start_jump_item_session&client.comments=%3Cvnc"))
    #expect(session(comments)?.startMethod == .localVNC)
    for nothing in [
      "client.tag=tag-vnc&client.private_ip=1", "client.tag=tag-vnc&client.public_ip=1",
      "client.tag=tag-vnc&credential_id=1", "client.tag=tag-vnc&client.comments=rdp",
      "client.tag=tag-vnc&jump.method=pinned",
    ] {
      let page = try page(bench.execute("action=start_jump_item_session&\(nothing)"))
      #expect(page.contains("No Jump Item matches."), "\(nothing)")
    }
  }

  @Test("without anybody logged in nothing is done, and the page says why")
  func nobody() throws {
    let newest = bench.appliance.read { domain, _ in domain.keys.newest }
    for id in [1, 5, 7] {
      _ = try bench.appliance.perform(.logOut(representative: id))
    }
    let page = try page(bench.execute("action=generate_session_key"))
    #expect(page.contains("No representative is logged in"))
    #expect(bench.appliance.read { domain, _ in domain.keys.newest } == newest)
    let one = try self.page(bench.execute("action=start_jump_item_session&search_string=TILL-2"))
    #expect(one.contains("No representative is logged in"))
    #expect(one.contains("<legend>One Jump Item matches.</legend>"))
    let several = try self.page(bench.execute("action=start_jump_item_session&search_string=TILL"))
    #expect(several.contains("<legend>Several Jump Items match. Choose one.</legend>"))
  }

  @Test("the page by itself says that nothing was asked of it")
  func bare() {
    let page = bench.send(bench.request(.get, "/console"))
    #expect(page.status == 200)
    #expect(page.text.contains("Nothing was asked of this console."))
  }
}
