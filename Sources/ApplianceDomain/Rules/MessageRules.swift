import Determinism

/// Chat messages that API accounts send (guide: "API Command: send_chat_message").
///
/// `Undocumented:` a message may have been sent before its session began, since a chat bot talks with people first and
/// starts their session then; reports show it before the beginning.
extension ApplianceDomain {
  mutating func send(_ message: AccountMessage, at now: Timestamp) throws(Refusal) {
    let sent = message.sent ?? now
    guard sent <= now else { throw .notInPast(sent, now: now) }
    switch message.chat {
    case .session(let lsid, let sender):
      guard let session = sessions[lsid] else { throw .unknownSession(lsid) }
      let party = try speaker(sender, in: session)
      if sender == .customer { sessions.update(lsid) { $0.counters.customerMessages += 1 } }
      log(
        .chatMessage(body: message.body), in: lsid, by: party, to: .everyone, account: message.account,
        at: sent)
    case .team(let id, let sender, let recipient):
      guard let team = index.team(id) else { throw .unknownTeam(id) }
      let from = try sender.map { (id) throws(Refusal) in try member(id, of: team) } ?? .system
      let to = try recipient.map { (id) throws(Refusal) in try member(id, of: team) }
      tell(
        .chatMessage, in: TeamIdentity(team.id), by: from, to: [to].compactMap { $0 }, at: sent
      ) { event in
        event.body = message.body
        event.account = message.account
      }
    }
  }

  private func speaker(_ sender: Actor, in session: ActiveSession) throws(Refusal) -> Party {
    let lsid = session.record.lsid
    switch sender {
    case .system: return .system
    case .customer:
      guard session.prewait == nil else { throw .notPrewaiting(lsid) }
      guard session.customerRowID != nil else { throw .customerGone(lsid) }
      return session.customerParty
    case .representative(let id):
      guard account(id) != nil else { throw .unknownRepresentative(id) }
      guard session.participantRows[id] != nil, let console = console[id], let account = account(id) else {
        throw .notInSession(lsid: lsid, representative: id)
      }
      return party(account, console)
    }
  }
}
