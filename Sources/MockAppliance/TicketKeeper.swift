import Configuration
import Determinism
import HTTPMessages
import Locking
import Logging
import Reactor
import TLS

/// Holds the keys of the session tickets: over restarts in the data directory, and none for long.
///
/// Nothing that goes wrong with the file stops the appliance; clients then shake hands in full after a restart.
final class TicketKeeper: Sendable {
  /// The pause before a rotation is tried again that found no room among the workers, in seconds.
  private static let retrySeconds: Int64 = 60

  let keys: TicketKeys
  /// Nil where nothing is to be kept.
  private let file: TicketKeyFile?
  private let logger: Logger
  private let next = Lock<(any ScheduledWork)?>(nil)

  init(_ configuration: ServeConfiguration, _ logger: Logger) {
    self.logger = logger
    file = configuration.isEphemeral ? nil : TicketKeyFile(dataDirectory: configuration.data)
    var kept: [TicketKey] = []
    do throws(CertificateFault) { kept = try file?.read() ?? [] } catch { logger.warning("\(error)") }
    keys = TicketKeys(kept: kept, entropy: SystemEntropy(), now: SystemTime.wallClock())
    if keys.all != kept { write() }
  }

  /// Rotates the keys from now on. A loop waits, since its clock is monotonic; a worker writes, since disks block.
  func begin(on loop: EventLoop, _ workers: WorkerPool) {
    schedule(after: keys.secondsToRotation(now: SystemTime.wallClock()), loop, workers)
  }

  /// Rotates no more.
  func stop() { next.withLock { $0?.cancel() } }

  private func schedule(after seconds: Int64, _ loop: EventLoop, _ workers: WorkerPool) {
    let scheduled = loop.schedule(afterNanoseconds: seconds * 1_000_000_000) { [self] in
      let isTaken = workers.submit { [self] in rotate() }
      schedule(after: isTaken ? TicketKeys.rotationSeconds : Self.retrySeconds, loop, workers)
    }
    next.withLock { $0 = scheduled }
  }

  private func rotate() {
    keys.rotate(entropy: SystemEntropy(), now: SystemTime.wallClock())
    write()
  }

  private func write() {
    do throws(CertificateFault) { try file?.write(keys.all) } catch { logger.warning("\(error)") }
  }
}
