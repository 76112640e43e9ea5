import HTTPMessages
import History

/// Guide: "Download Reports with ShowMyScreenRecording".
///
/// The video of a screen that a representative has shown, as a file. Instances count from 0.
extension ReportCall {
  func showMyScreenRecording() -> Response {
    do throws(ReportFault) { return recording(.showMyScreen(try recordingInstance())) } catch {
      return self.error(error.sentence)
    }
  }

  /// The parameter `instance` of both reports that have it.
  func recordingInstance() throws(ReportFault) -> Int64 {
    guard let text = value("instance") else {
      throw ReportFault(sentence: "instance is missing: give the recording's number, counted from 0.")
    }
    guard let instance = WholeNumber.parse(text) else {
      throw ReportFault(sentence: "instance is \"\(text)\"; it must be a whole number, 0 or more.")
    }
    return instance
  }
}
