import APIKit
import ApplianceDomain
import HTTPMessages

// Differences: observed-empty-results

/// What a report says that finds nothing: by the guides its root stays empty ("XML Response for SupportSession Query",
/// "XML Response for ArchiveListing Query"); on the wire clients have met an error with a text that they look for.
extension ReportCall {
  func emptyResult(root: StaticString, known text: String) -> Response {
    switch edition.fidelity {
    case .documented: document(root) { _ in }
    case .observed: error(text)
    }
  }
}
