import APIKit
import ApplianceDomain
import Changes
import Documents
import HTTPMessages
import HTTPTypes

/// The Jump shortcuts, which no documented API shows.
enum JumpRoutes {
  static func all(_ desk: ControlDesk) -> [Route] {
    [
      Route(
        "/v1/jump-items",
        [
          (
            .get,
            { _, _ throws(Problem) in
              let items = desk.appliance.read { domain, _ in domain.jumpItems.items }
              return Answer.json { json in
                json.key("jump_items")
                json.beginArray()
                for item in items { json.object { write(item, &$0) } }
                json.endArray()
              }
            }
          )
        ])
    ]
  }

  /// The names are those of the seed data; what a kind does not have is left out.
  private static func write(_ item: JumpItem, _ json: inout JSONWriter) {
    json.member("id", item.id)
    json.member("method", item.method.rawValue)
    json.member("name", item.name)
    json.member("hostname", item.hostname)
    json.member("group", item.group)
    if let jumpoint = item.jumpoint { json.member("jumpoint", jumpoint) }
    json.member("tag", item.tag)
    json.member("comments", item.comments)
    json.member("jump_policy", item.jumpPolicy)
    if item.method != .remoteVNC, item.method != .localVNC {
      json.member("session_policy", item.sessionPolicy)
    }
    json.member("public_portal", item.publicPortal)
    if let port = item.port { json.member("port", port) }
    if let rdp = item.rdp {
      json.member("username", rdp.username)
      json.member("domain", rdp.domain)
      json.member("display_size", rdp.displaySize)
      json.member("quality", rdp.quality.rawValue)
      json.member("console", rdp.console)
      json.member("ignore_untrusted", rdp.ignoresUntrusted)
    }
    if let shell = item.shell {
      json.member("username", shell.username)
      json.member("protocol", shell.protocol.rawValue)
      json.member("terminal", shell.terminal.rawValue)
      json.member("keep_alive", shell.keepAlive)
    }
  }
}
