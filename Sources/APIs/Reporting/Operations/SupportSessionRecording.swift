import HTTPMessages
import History

/// Guide: "Download Reports with SupportSessionRecording".
///
/// The video of a support session's screen, as a file.
extension ReportCall {
  func supportSessionRecording() -> Response { recording(.recording) }
}
