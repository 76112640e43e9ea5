import ApplianceDomain
import Documents

/// What `start_jump_item_session` can start a session with: a Jump Client, or a Jump shortcut.
struct JumpTarget: Sendable {
  /// What tells it from the others while they stay: its place among the Jump Clients, or the shortcut's ID.
  let reference: String
  let name: String
  let hostname: String
  /// The value of `jump.method` that it has; nil where the guide has none, as for vPro.
  let method: String?
  let comments: String
  let tag: String
  /// The addresses, which only Jump Clients have.
  var privateIP = ""
  var publicIP = ""
  /// What is known of its computer.
  let computer: KnownComputer
  let startMethod: StartMethod
  let clientType: ClientType
  var jumpoint: Int?
  /// The host name of the public site through which it connects; nil means the default one.
  var publicPortal: String?

  /// All that an appliance has. `Undocumented:` the 21.3 guide has no start method for Jump Clients, so a session with
  /// one starts there as a local Jump does.
  static func all(_ domain: borrowing ApplianceDomain, _ capabilities: Capabilities) -> [JumpTarget] {
    let organization = domain.organization
    let clients = organization.jumpClients.enumerated().map { place, client in
      JumpTarget(
        reference: "client-\(place + 1)", name: client.name, hostname: client.hostname, method: "pinned",
        comments: client.comments, tag: client.tag, privateIP: client.privateIP, publicIP: client.publicIP,
        computer: client.computer,
        startMethod: capabilities.jumpClientStartMethod ? .jumpClient : .localJump, clientType: .desktop)
    }
    let items = domain.jumpItems.items.map { item in
      var target = JumpTarget(item)
      target.jumpoint = organization.jumpoints.first { $0.codeName == item.jumpoint }?.id
      return target
    }
    return clients + items
  }
}

extension JumpTarget {
  /// A shortcut. Its Jumpoint is not looked up here.
  fileprivate init(_ item: JumpItem) {
    let kind: (method: String?, start: StartMethod, client: ClientType) =
      switch item.method {
      case .localJump: ("local_push", .localJump, .desktop)
      case .remoteJump: ("push", .remoteJump, .desktop)
      case .localRDP: ("rdp", .localRDP, .rdp)
      case .remoteRDP: ("rdp", .remoteRDP, .rdp)
      case .localVNC: ("vnc", .localVNC, .vnc)
      case .remoteVNC: ("vnc", .remoteVNC, .vnc)
      case .shellJump: ("shelljump", .shellJump, .shell)
      case .vPro: (nil, .vPro, .vPro)
      }
    self.init(
      reference: "item-\(item.id)", name: item.name, hostname: item.hostname, method: kind.method,
      comments: item.comments, tag: item.tag, computer: item.computer, startMethod: kind.start,
      clientType: kind.client, publicPortal: item.publicPortal)
  }

  /// Whether it meets every parameter of a search. Texts are looked for anywhere in a field, without regard to case;
  /// `search_string` is looked for in each of the fields that have a parameter of their own.
  ///
  /// `Undocumented:` no Jump Item of this appliance has a credential, so none has the one that `credential_id` names.
  func matches(_ criteria: [ConsoleScript.Parameter]) -> Bool {
    criteria.allSatisfy { criterion in
      func isIn(_ field: String) -> Bool { field.lowercased().contains(criterion.value.lowercased()) }
      return switch criterion.name {
      case "jump.method": method == criterion.value
      case "search_string": [comments, hostname, privateIP, publicIP, tag].contains(where: isIn)
      case "client.comments": isIn(comments)
      case "client.hostname": isIn(hostname)
      case "client.private_ip": isIn(privateIP)
      case "client.public_ip": isIn(publicIP)
      case "client.tag": isIn(tag)
      default: false
      }
    }
  }
}
