public import ApplianceDomain

/// How an event stands in the record: a word for its kind, and a body whose meaning the word decides. The words and the
/// names in bodies are the record's own, because it outlives the domain's types.
///
/// Events with one text have it as it is. All others have ``Fields``: a report copies them into its elements without
/// making anything of them.
public enum EventBody: Equatable, Sendable {
  /// Nothing goes with the kind.
  case none
  /// A text.
  case text(String)
  /// The bytes of ``Fields``.
  case fields([UInt8])

  /// A body does not hold what it must.
  public struct Damage: RecordDamage, CustomStringConvertible {
    let kind: String
    /// What is wrong.
    public var description: String { "the values of an event \(kind) cannot be read" }
  }

  /// What stands in the record for what happened.
  public static func of(_ detail: SessionEvent.Detail) -> (kind: String, body: EventBody) {
    switch detail {
    case .sessionStart: ("session_start", .none)
    case .sessionEnd: ("session_end", .none)
    case .conferenceOwnerChanged(let owner): ("conference_owner_changed", .text(owner))
    case .conferenceMemberAdded(let member):
      ("conference_member_added", .fields(MemberFields.bytes(of: member)))
    case .conferenceMemberDeparted(let name): ("conference_member_departed", .text(name))
    case .externalKey(let key): ("external_key", .text(key))
    case .chatMessage(let body): ("chat_message", .text(body))
    case .activity(let activity): (activity.kind.rawValue, .fields(ActivityFields.bytes(of: activity)))
    }
  }

  /// What happened; nil where this release does not know the word.
  public static func detail(kind: RowText, body: RowText) throws -> SessionEvent.Detail? {
    let word = kind.string
    switch word {
    case "session_start": return .sessionStart
    case "session_end": return .sessionEnd
    case "conference_owner_changed": return .conferenceOwnerChanged(owner: body.string)
    case "conference_member_departed": return .conferenceMemberDeparted(name: body.string)
    case "external_key": return .externalKey(body.string)
    case "chat_message": return .chatMessage(body: body.string)
    default:
      do throws(Fields.Damage) {
        if word == "conference_member_added" { return .conferenceMemberAdded(try MemberFields.member(body)) }
        guard SessionActivity.Kind(rawValue: word) != nil else { return nil }
        return SessionActivity(kind: word, values: try ActivityFields.values(body)).map { .activity($0) }
      } catch {
        throw Damage(kind: word)
      }
    }
  }
}

/// The fields of a member who was added, by the names and in the order that reports have them.
enum MemberFields {
  static func bytes(of member: SessionEvent.MemberDetails) -> [UInt8] {
    var fields = FieldsWriter()
    if let name = member.privateName { fields.text("private_name", name) }
    fields.text("public_name", member.name)
    if let name = member.username { fields.text("username", name) }
    fields.text("private_ip", member.privateIP)
    fields.text("public_ip", member.publicIP)
    fields.text("hostname", member.hostname)
    fields.text("os", member.operatingSystem)
    if let id = member.userID {
      fields.texts("support_teams", .texts, member.supportTeams)
      fields.integer("user_id", Int64(id))
    }
    fields.text("name", member.name)
    return fields.bytes
  }

  static func member(_ body: RowText) throws(Fields.Damage) -> SessionEvent.MemberDetails {
    var member = SessionEvent.MemberDetails(
      name: "", privateIP: "", publicIP: "", hostname: "", operatingSystem: "")
    var fields = Fields(body)
    while let field = try fields.next() {
      if field.name == "private_name" {
        member.privateName = field.value.string
      } else if field.name == "username" {
        member.username = field.value.string
      } else if field.name == "private_ip" {
        member.privateIP = field.value.string
      } else if field.name == "public_ip" {
        member.publicIP = field.value.string
      } else if field.name == "hostname" {
        member.hostname = field.value.string
      } else if field.name == "os" {
        member.operatingSystem = field.value.string
      } else if field.name == "support_teams" {
        member.supportTeams = try field.strings()
      } else if field.name == "user_id" {
        member.userID = Int(try field.number())
      } else if field.name == "name" {
        member.name = field.value.string
      }
    }
    return member
  }
}
