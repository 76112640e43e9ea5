import HTTPMessages
import History

/// Guide: "Download Reports with CommandShellRecording".
///
/// The video of a command shell, as a file. The guide says that SupportSession counts instances from 1 and this report
/// from 0; here both count from 0, as the guide's tables of SupportSession do.
extension ReportCall {
  func commandShellRecording() -> Response {
    do throws(ReportFault) { return recording(.commandShell(try recordingInstance())) } catch {
      return self.error(error.sentence)
    }
  }
}
