public import APIKit
import HTTPMessages
import HTTPTypes

/// The plain health probe: `/check_health` (guide: "Alternative Method - HTTP Status Check").
///
/// It needs no account, answers 200 while the appliance is well, and shows nothing but a sentence for people.
public struct HealthCheck: Sendable {
  private let context: APIContext

  /// The probe of an appliance.
  public init(context: APIContext) { self.context = context }

  /// What answers.
  public var endpoints: [Endpoint] {
    [
      Endpoint("/check_health", [.get, .post]) { [context] request in
        Answers.plain(.ok, "The health check was successful.", to: request, in: context)
      }
    ]
  }
}
