import HTTPMessages

/// Closes an integration that does not authenticate in time: it would hold a connection for as long as it answers
/// pings.
///
/// It may be sent to the connection's loop because it is touched there only.
final class AuthenticationDeadline: @unchecked Sendable {
  private weak var conversation: StreamConversation?
  private weak var peer: (any WebSocketPeer)?
  private var work: (any ScheduledWork)?

  /// Begins to wait, in real time whatever the appliance's clock does. On the connection's loop.
  init(_ conversation: StreamConversation, _ peer: any WebSocketPeer, seconds: Double) {
    self.conversation = conversation
    self.peer = peer
    work = peer.loop.schedule(afterNanoseconds: Int64(seconds * 1e9)) { [self] in expire() }
  }

  /// Credentials have been accepted, or the connection ends.
  func cancel() {
    work?.cancel()
    work = nil
  }

  private func expire() {
    work = nil
    guard let conversation, let peer else { return }
    conversation.authenticationIsLate(peer)
  }
}
