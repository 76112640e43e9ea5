import ApplianceDomain
import Foundation

/// How the kinds of session events stand in the database: a word, and a text whose meaning the word decides.
enum EventColumns {
  static func columns(of detail: SessionEvent.Detail) throws -> (kind: String, body: String?) {
    switch detail {
    case .sessionStart: ("session_start", nil)
    case .sessionEnd: ("session_end", nil)
    case .conferenceOwnerChanged(let owner): ("conference_owner_changed", owner)
    case .conferenceMemberAdded(let member):
      ("conference_member_added", try Stored.encode(StoredMember(member)))
    case .conferenceMemberDeparted(let name): ("conference_member_departed", name)
    case .externalKey(let key): ("external_key", key)
    case .chatMessage(let body): ("chat_message", body)
    case .activity(let activity): (activity.kind.rawValue, StoredActivity.text(of: activity))
    }
  }

  /// What the columns say; nil where this release does not know the word.
  static func detail(kind: String, body: String?) throws -> SessionEvent.Detail? {
    let body = body ?? ""
    return switch kind {
    case "session_start": .sessionStart
    case "session_end": .sessionEnd
    case "conference_owner_changed": .conferenceOwnerChanged(owner: body)
    case "conference_member_added": .conferenceMemberAdded(try StoredMember(text: body).details)
    case "conference_member_departed": .conferenceMemberDeparted(name: body)
    case "external_key": .externalKey(body)
    case "chat_message": .chatMessage(body: body)
    default: try StoredActivity.activity(kind, body).map { .activity($0) }
    }
  }
}

/// A member's description as JSON, with names of its own: the database outlives the domain's types.
struct StoredMember: Codable, Equatable {
  var name: String
  var privateName: String?
  var username: String?
  var userID: Int?
  var privateIP: String
  var publicIP: String
  var hostname: String
  var operatingSystem: String
  var teams: [String]

  enum CodingKeys: String, CodingKey {
    case name
    case privateName = "private_name"
    case username
    case userID = "user_id"
    case privateIP = "private_ip"
    case publicIP = "public_ip"
    case hostname
    case operatingSystem = "operating_system"
    case teams
  }

  init(_ details: SessionEvent.MemberDetails) {
    name = details.name
    privateName = details.privateName
    username = details.username
    userID = details.userID
    privateIP = details.privateIP
    publicIP = details.publicIP
    hostname = details.hostname
    operatingSystem = details.operatingSystem
    teams = details.supportTeams
  }

  init(text: String) throws { self = try Stored.decode(StoredMember.self, text) }

  var details: SessionEvent.MemberDetails {
    SessionEvent.MemberDetails(
      name: name, privateName: privateName, username: username, userID: userID, privateIP: privateIP,
      publicIP: publicIP, hostname: hostname, operatingSystem: operatingSystem, supportTeams: teams)
  }
}
