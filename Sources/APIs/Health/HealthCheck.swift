public import APIKit
import ApplianceDomain
import Changes
import HTTPMessages
import HTTPTypes

/// The plain health probe: `/check_health` (guide: "Alternative Method - HTTP Status Check").
///
/// It needs no account, answers 200 while the appliance is well and 500 while `check_health` has something to report,
/// and shows nothing but a sentence for people.
public struct HealthCheck: Sendable {
  private let context: APIContext

  /// The probe of an appliance.
  public init(context: APIContext) { self.context = context }

  /// What answers.
  public var endpoints: [Endpoint] {
    [
      Endpoint("/check_health", [.get, .post]) { [context] request in
        let isWell = context.appliance.read { domain, _ in domain.healthProblem == nil }
        return isWell
          ? Answers.plain(.ok, "The health check was successful.", to: request, in: context)
          : Answers.plain(.internalServerError, "The health check has failed.", to: request, in: context)
      }
    ]
  }
}
