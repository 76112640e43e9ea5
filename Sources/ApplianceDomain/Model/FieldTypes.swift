/// The kinds of queue (guide: table `queue`, field `type`).
public enum QueueType: String, Sendable, Codable {
  /// Where a session is before it has reached its first queue.
  case prewait
  /// The queue of a support team, the general queue included.
  case team
  /// The queue of an embassy (API versions before 1.21).
  case embassy
  /// The queue of one representative.
  case personal
}

/// How a representative is connected (table `representative`, field `type`).
public enum RepresentativeType: String, Sendable, Codable {
  /// A representative of the company.
  case normal
  /// A user of an embassy (API versions before 1.21).
  case embassy
  /// Someone invited to a single session.
  case invited
}

/// The role of a representative in a team (table `representative_queue`, field `role`).
public enum TeamRole: String, Sendable, Codable, CaseIterable {
  /// An ordinary member.
  case member
  /// May see the members' personal queues.
  case lead
  /// May see the members' and leads' personal queues.
  case manager
}

/// How a session was started (table `support_session`, field `start_method`).
public enum StartMethod: String, Sendable, Codable, CaseIterable {
  /// By a session key's seven digits or its URL.
  case sessionKey = "session_key"
  /// From the list of representatives.
  case repList = "rep_list"
  /// By the issue submission form.
  case issueSubmission = "issue_submission"
  /// Through a Jump Client (API versions before 1.21).
  case jumpClient = "jump_client"
  /// By a local Jump.
  case localJump = "local_jump"
  /// By a Jump through a Jumpoint.
  case remoteJump = "remote_jump"
  /// By a Shell Jump.
  case shellJump = "shell_jump"
  /// By RDP in the local network.
  case localRDP = "local_rdp"
  /// By RDP through a Jumpoint.
  case remoteRDP = "remote_rdp"
  /// By VNC in the local network.
  case localVNC = "local_vnc"
  /// By VNC through a Jumpoint.
  case remoteVNC = "remote_vnc"
  /// By Intel vPro.
  case vPro = "vpro"
}

/// What runs on, or talks to, the customer's endpoint (table `customer_client`, field `client_type`).
public enum ClientType: String, Sendable, Codable, CaseIterable {
  /// The full customer client.
  case desktop
  /// The client of a phone or tablet.
  case mobile
  /// A Remote Desktop connection.
  case rdp
  /// A VNC connection.
  case vnc
  /// An Intel vPro connection.
  case vPro = "vpro"
  /// A command shell.
  case shell
  /// Click-to-chat in a browser.
  case webChat = "web_chat"
}

/// The tools of a session (tables `representative_support_session` and `representative_support_session_tool`).
public enum ServiceTool: String, Sendable, Codable, CaseIterable {
  /// Screen sharing.
  case screenSharing = "screen_sharing"
  /// Collaborative browsing.
  case cobrowse
  /// File transfer.
  case fileTransfer = "file_transfer"
  /// System information.
  case systemInformation = "system_information"
  /// The remote command shell.
  case remoteShell = "remote_shell"
  /// The registry editor.
  case registry
}
