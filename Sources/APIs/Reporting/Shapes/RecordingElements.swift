import ApplianceDomain
import Documents
import History

/// The links of a session to its chat and its recordings.
enum RecordingElements {
  /// What the guide asks of the caller besides, the permission to view recordings, goes with that for the report.
  static func write(_ session: borrowing SessionRow, _ links: SessionLinks, to xml: inout XMLWriter) {
    let recordings = session.recordings
    if session.hasEndedWell {
      links.write("session_chat_view_url", .chat, view: true, to: &xml)
      links.write("session_chat_download_url", .chat, view: false, to: &xml)
      if recordings.enabled.contains(.screenSharing) {
        links.write("session_recording_view_url", .recording, view: true, to: &xml)
      }
      if recordings.hasVideo {
        links.write("session_recording_download_url", .recording, view: false, to: &xml)
      }
    }
    write(
      recordings.showMyScreenRecordings, "show_my_screen_recordings", "show_my_screen_recording", links,
      to: &xml
    ) { .showMyScreen($0) }
    write(
      recordings.commandShellRecordings, "command_shell_recordings", "command_shell_recording", links,
      to: &xml
    ) { .commandShell($0) }
  }

  private static func write(
    _ count: Int, _ list: StaticString, _ item: StaticString, _ links: SessionLinks, to xml: inout XMLWriter,
    content: (_ instance: Int64) -> SessionDownloads.Content
  ) {
    guard count > 0 else { return }
    xml.begin(list)
    for instance in 0..<Int64(count) {
      xml.begin(item)
      xml.attribute("instance", instance)
      links.write("download_url", content(instance), view: false, to: &xml)
      links.write("view_url", content(instance), view: true, to: &xml)
      xml.end()
    }
    xml.end()
  }
}

extension SessionLinks {
  /// An element with a link.
  func write(_ name: StaticString, _ content: SessionDownloads.Content, view: Bool, to xml: inout XMLWriter) {
    xml.begin(name)
    parts(content, view: view) { xml.text(utf8: $0) }
    xml.end()
  }
}
