import APIKit
import ApplianceDomain
import Changes
import Determinism
import Documents
import HTTPMessages
import HTTPTypes
import Locking

/// A request for a report, from a caller who may have it.
struct ReportCall: Sendable {
  let api: ReportingAPI
  let request: Request
  let parameters: FormParameters

  var context: APIContext { api.context }
  var edition: Edition { api.context.edition }
  private var namespace: String { edition.namespaces.reporting }

  /// A parameter's value; nil where it is missing or empty.
  func value(_ name: String) -> String? {
    parameters[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// What the report needs of the appliance, as of one moment.
  func view() -> ReportView { api.view() }

  /// A document that is there at once.
  func document(_ root: StaticString, _ write: (inout XMLWriter) -> Void) -> Response {
    Answers.xml(root, namespace: namespace, to: request, in: context, write)
  }

  /// A document that leaves in pieces: `begin` writes what comes first in the root, `writeNext` writes about one element
  /// and says whether more follow.
  func xmlStream(
    _ root: StaticString, begin: @escaping @Sendable (inout XMLWriter) -> Void = { _ in },
    writeNext: @escaping @Sendable (inout XMLWriter) throws -> Bool
  ) -> Response {
    let hasBegun = Lock(false)
    return xmlStream(
      xmlPages(root) { xml, _ in
        let isFirst = hasBegun.withLock { hasBegun in
          defer { hasBegun = true }
          return !hasBegun
        }
        if isFirst { begin(&xml) }
        return try writeNext(&xml)
      })
  }

  /// A document that leaves in pieces, to be begun before it is known whether it is the answer.
  func xmlPages(_ root: StaticString, writePage: @escaping XMLElementStream.WritePage) -> XMLElementStream {
    XMLElementStream(root: root, namespace: namespace, writePage: writePage)
  }

  /// A document that leaves in pieces.
  func xmlStream(_ stream: XMLElementStream) -> Response {
    Answers.answer(.xml, .stream(stream), to: request, in: context)
  }

  /// `<error>` as the root.
  func error(_ sentence: String) -> Response {
    Answers.xmlError(sentence, namespace: namespace, to: request, in: context)
  }

  /// `<error>` inside the documented root.
  func error(_ sentence: String, in root: StaticString) -> Response {
    document(root) { $0.element("error", sentence) }
  }

  /// An answer that is made on a worker thread.
  func deferred(_ make: @escaping @Sendable () -> Response) -> Response {
    Response(status: .ok, body: .deferred(WorkerAnswer(make: make)))
  }
}

extension ReportingAPI {
  /// What a report or a download needs of the appliance, as of one moment.
  func view() -> ReportView {
    let (now, settings, organization, index) = context.appliance.read { domain, now in
      (now, domain.settings, domain.organization, domain.index)
    }
    // Read after the moment, so that everything that had happened by then is contained.
    return ReportView(
      now: now, number: context.appliance.log.last, settings: settings, organization: organization,
      index: index)
  }
}

/// The appliance as a report sees it, at one moment.
struct ReportView: Sendable {
  let now: Timestamp
  /// The batch up to which the record must be written before it is read.
  let number: UInt64
  let settings: Settings
  let organization: Organization
  let index: OrganizationIndex

  /// Whether the recordings of a session or presentation have expired, which was over then; nil is not over.
  func hasExpired(_ end: Timestamp?) -> Bool {
    guard let end else { return false }
    // Compared with the age, and not added to the end, so that no time is too long.
    return Timestamp(milliseconds: now.milliseconds - end.milliseconds).seconds >= settings.recordingRetention
  }
}

/// Why a report cannot be made as asked; the sentence is what the caller reads.
struct ReportFault: Error {
  let sentence: String
}

struct WorkerAnswer: DeferredResponse {
  let make: @Sendable () -> Response

  func makeResponse() -> Response { make() }
}
