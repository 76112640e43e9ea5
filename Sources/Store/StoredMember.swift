import ApplianceDomain

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
