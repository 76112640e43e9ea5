public import APIKit
import ApplianceDomain
public import Backups
import Changes
import Documents
import HTTPMessages
import HTTPTypes

/// The Backup API (guide: "Backup API"): the appliance's configuration and logged data in one file, without recordings.
///
/// It takes no parameters. `Undocumented:` the guides say neither how the file is called nor what its form is; its name
/// ends as those of real appliances do. Whoever asks for one more than may be made at once gets 503.
public struct BackupAPI: Sendable {
  /// `Quirk:` a failed login is told in other words here than elsewhere.
  private static let loginFailure = "Invalid credentials"

  private let context: APIContext
  private let backups: any BackupMaking

  /// The API of an appliance.
  public init(context: APIContext, backups: any BackupMaking) {
    self.context = context
    self.backups = backups
  }

  /// The documented path, and the deprecated one.
  public var endpoints: [Endpoint] {
    ["/api/backup", "/api/backup.ns"].map { Endpoint($0, [.get, .post], handle: respond) }
  }

  private func respond(to request: Request) -> Response {
    let parameters: FormParameters
    do throws(ParameterFault) { parameters = try FormParameters(of: request, in: context) } catch {
      return Answers.plain(
        .unsupportedMediaType, "Send the parameters as application/x-www-form-urlencoded.", to: request,
        in: context)
    }
    switch context.authenticate(request, parameters, loginFailure: Self.loginFailure) {
    case .failure(let instead): return instead.response
    case .success(let caller):
      let (isOn, sync) = context.appliance.read { domain, _ in (domain.settings.xmlAPI, domain.runningSync) }
      guard isOn else { return Answers.accessDenied(.forbidden, to: request, in: context) }
      guard Requirement.permission(.backup).isMet(by: caller.permissions) else {
        return Answers.accessDenied(.forbidden, because: .insufficientScope, to: request, in: context)
      }
      if let sync {
        return Answers.xmlError(
          RefusalText.sentence(.synchronising(until: sync.ends)),
          namespace: context.edition.namespaces.command, to: request, in: context)
      }
      return backup(request)
    }
  }

  private func backup(_ request: Request) -> Response {
    let number = context.appliance.log.last
    return Response(
      status: .ok,
      body: .deferred(
        WorkerAnswer {
          do {
            let backup = try backups.makeBackup(upTo: number)
            var response = Answers.answer(.octets, .stream(BackupBody(backup)), to: request, in: context)
            response.fields.append(
              "Content-Disposition", "attachment; filename=\"\(backup.manifest.fileName)\"")
            return response
          } catch BackupFault.busy {
            var response = Answers.plain(
              .serviceUnavailable, "\(BackupFault.busy).", to: request, in: context)
            response.fields.append("Retry-After", "10")
            return response
          } catch {
            return Answers.plain(
              .internalServerError, "The backup could not be made: \(error).", to: request, in: context)
          }
        }))
  }
}

/// A backup as a body: as fast as the client reads.
private final class BackupBody: BodySource {
  private let backup: BackupInTheMaking

  init(_ backup: BackupInTheMaking) { self.backup = backup }

  func next(into buffer: inout [UInt8], limit: Int) throws -> Bool {
    try backup.next(into: &buffer, limit: limit)
  }
}
