import ArgumentParser
import HTTPClient
import Reactor
import TLS

/// What `watch` and `load` run on: loops, a client, and the wish to end.
final class ClientRun: Sendable {
  let loops: [ClientLoop]
  private let group: EventLoopGroup
  private let interrupted = Monitor(false)

  /// Loops of their own; from now on SIGINT and SIGTERM are wishes to end.
  init(threads: Int, trust: TLSClientContext.Trust) throws {
    do {
      let context = try ClientContext(trust: trust, entropy: SystemEntropy())
      group = try EventLoopGroup(count: threads)
      loops = group.loops.map { ClientLoop($0, context) }
      DescriptorLimit.raise()
      let signals = try Signals()
      let interrupted = interrupted
      try Thread.start(named: "signals") {
        while true {
          _ = signals.next()
          interrupted.change { $0 = true }
        }
      }
    } catch let fault as CertificateFault {
      StandardError.write(fault.description)
      throw ExitCode(UsageError.exitCode)
    } catch { throw ClientRun.failure("\(error)") }
  }

  /// Whether a signal asked for the end.
  var isInterrupted: Bool { interrupted.change { $0 } }

  /// Waits so long, or until a signal comes.
  func pause(seconds: Double) { interrupted.wait(seconds: seconds) { $0 ? true : nil } }

  /// Waits for a value that a loop leaves, or for a signal: nil.
  func wait<Value: Sendable>(for value: Monitor<Value?>) -> Value? {
    while !isInterrupted {
      if let value = value.wait(seconds: 0.05, { $0 }) { return value }
    }
    return nil
  }

  /// The bearer token or password to come with; fetches a token where an account was given.
  func credentials(_ identity: ClientFlags.Identity, at url: ClientURL) throws -> StreamPlan.Credentials {
    switch identity {
    case .token(let token): return .bearerToken(token)
    case .user(let name, let password): return .password(username: name, password: password)
    case .account(let id, let secret):
      let result = Monitor<Result<String, ClientFault>?>(nil)
      let client = loops[0]
      client.loop.execute {
        let connection = RequestConnection(to: url, on: client)
        connection.send(TokenRequest.request(clientID: id, secret: secret)) { answer in
          // The completion keeps the connection until it has come.
          connection.close()
          let token: Result<String, ClientFault>
          do throws(ClientFault) { token = .success(try TokenRequest.token(answer)) } catch {
            token = .failure(error)
          }
          result.change { $0 = token }
        }
      }
      guard let token = wait(for: result) else { throw ExitCode.success }
      do throws(ClientFault) { return .bearerToken(try token.get()) } catch {
        throw ClientRun.failure(error)
      }
    }
  }

  /// Says what went wrong and what mends it; the error to throw.
  static func failure(_ fault: ClientFault) -> ExitCode {
    let mend =
      fault.kind == .untrusted
      ? ". Give the CA that signed it with --ca FILE ('mock-appliance certificate' prints that of a mock-appliance), "
        + "ask for a name that the certificate covers, or go without the check with --insecure" : ""
    return failure(fault.description + mend)
  }

  static func failure(_ sentence: String) -> ExitCode {
    StandardError.write(sentence)
    return .failure
  }
}

/// A length of time on the command line, such as 500ms, 10s, 2m or 1h; a number alone is seconds.
struct TimeSpan: ExpressibleByArgument, Equatable {
  let seconds: Double

  init(seconds: Double) { self.seconds = seconds }

  init?(argument: String) {
    let units: [(String, Double)] = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600)]
    let unit = units.first { argument.hasSuffix($0.0) } ?? ("", 1)
    guard let number = Double(argument.dropLast(unit.0.count)), number >= 0, number.isFinite else {
      return nil
    }
    seconds = number * unit.1
  }

  var defaultValueDescription: String { "\(seconds)s" }
}

/// The form of what is printed.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json
}
