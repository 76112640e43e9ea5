import ApplianceDomain
import Changes
import Documents

/// An active session, copied out of the appliance so that it can be written without the lock.
struct SessionView: Sendable {
  private let session: ActiveSession
  private let row: SupportSessionRow
  private let queue: String
  private let clientType: ClientType?
  private let skills: [String]

  /// The active session with an LSID; nil where there is none.
  static func find(_ lsid: String, _ desk: ControlDesk) -> SessionView? {
    desk.appliance.read { domain, _ in
      guard let session = domain.sessions[lsid], let row = domain.model.supportSession[session.rowID] else {
        return nil
      }
      var skills: [String] = []
      domain.model.supportSessionSkill.forEach { _, skill in
        if skill.supportSessionID == session.rowID { skills.append(skill.codeName) }
      }
      return SessionView(session, row, skills, domain)
    }
  }

  /// All active sessions, the oldest row first.
  static func all(_ desk: ControlDesk) -> [SessionView] {
    desk.appliance.read { domain, _ in
      var skills: [RowID: [String]] = [:]
      domain.model.supportSessionSkill.forEach { _, skill in
        skills[skill.supportSessionID, default: []].append(skill.codeName)
      }
      var views: [SessionView] = []
      for id in domain.model.supportSession.ids() {
        guard let row = domain.model.supportSession[id], let session = domain.sessions[row: id] else {
          continue
        }
        views.append(SessionView(session, row, skills[id] ?? [], domain))
      }
      return views
    }
  }

  private init(
    _ session: ActiveSession, _ row: SupportSessionRow, _ skills: [String],
    _ domain: borrowing ApplianceDomain
  ) {
    self.session = session
    self.row = row
    self.skills = skills
    clientType = session.customerRowID.flatMap { domain.model.customerClient[$0]?.clientType }
    let place = domain.model.queue[row.queueID]
    switch place?.type {
    case .personal?:
      let id = place?.representativeID.flatMap { domain.console.userID(row: $0) }
      queue = id.map { QueueReference.representative($0).text } ?? ""
    case .team? where row.queueID == domain.console.generalQueue: queue = QueueReference.general.text
    case .team?: queue = "team:\(place?.supportTeamID ?? "")"
    case .embassy?: queue = "embassy:\(place?.supportTeamID ?? "")"
    case .prewait?: queue = "prewait"
    case nil: queue = ""
    }
  }

  /// Writes its members.
  func write(_ json: inout JSONWriter) {
    let record = session.record
    json.member("lsid", record.lsid)
    json.member("active", true)
    json.member("lseq", Int(record.lseq))
    json.member("started", record.start.rfc3339WithMilliseconds)
    json.member("start_method", row.startMethod.rawValue)
    json.member("queue", queue)
    json.member("representative", session.owner)
    json.member("assigned", session.assigned)
    json.key("participants")
    json.beginArray()
    for id in session.participantRows.keys.sorted() { json.number(Int64(id)) }
    json.endArray()
    json.key("customer")
    json.object { writeCustomer(record.customer, &$0) }
    json.key("attributes")
    json.object { json in
      for attribute in record.attributes where attribute.codeName != AttributeValue.externalKey {
        json.key(attribute.codeName)
        json.string(attribute.value)
      }
    }
    json.member("external_key", record.externalKey)
    json.member("priority", row.priority)
    json.member("skills", skills)
    json.member("issue", row.issueCodeName.isEmpty ? nil : row.issueCodeName)
    json.member("client_type", clientType?.rawValue)
    json.key("public_site")
    json.object { json in
      json.member("id", record.publicSite.id)
      json.member("name", record.publicSite.name)
    }
  }

  private func writeCustomer(_ customer: CustomerRecord, _ json: inout JSONWriter) {
    json.member("name", customer.username)
    json.member("company", customer.info.company)
    json.member("company_code", customer.info.companyCode)
    json.member("details", customer.info.details)
    json.member("hostname", customer.hostname)
    json.member("operating_system", customer.operatingSystem)
    json.member("connected", session.customerRowID != nil)
  }
}
