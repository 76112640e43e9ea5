import HTTPMessages
import History

/// Guide: "Download Reports with PresentationSessionRecording".
///
/// The video of the screens that were shown in a presentation, as a file. A support session may have the same LSID; it is
/// not looked at.
extension ReportCall {
  func presentationSessionRecording() -> Response { recording(.presentationRecording) }
}
