public import ApplianceDomain

extension SessionActivity {
  /// The recording that it tells of; nil where there is none.
  public var recording: SessionDownloads.Content? {
    switch kind {
    case .screenRecording: .recording
    case .commandShellSessionStarted: .commandShell(integer("instance") ?? 0)
    case .showMyScreenRecording: .showMyScreen(integer("instance") ?? 0)
    default: nil
    }
  }
}
