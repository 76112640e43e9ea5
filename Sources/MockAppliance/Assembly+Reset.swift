import APIKit
import ApplianceDomain
import Changes
import Configuration
import Determinism
import Glibc
import Locking
import Logging
import Reactor

/// Starting over, and leaving nothing behind.
extension Assembly {
  /// `POST /v1/reset`: back to the seed data, as if just started on an empty directory. Tokens of accounts that still
  /// exist stay valid for as long as they had left.
  func reset() -> UInt64 {
    let start = configuration.clockStart ?? SystemTime.wallClock()
    let organization = seedOrganization()
    let settings = configuration.settings(configuredSettings.withLock { $0 }, for: organization)
    var memory = Memory(organization: organization, settings: settings)
    let (tokens, now) = appliance.read { domain, now in (domain.accounts.validTokens(at: now), now) }
    let survivors = Set(memory.accounts.map(\.clientID))
    memory.tokens = tokens.filter { survivors.contains($0.clientID) }.map { token in
      var moved = token
      let shift = start.milliseconds - now.milliseconds
      moved.issued = token.issued.advanced(byMilliseconds: shift)
      moved.expires = token.expires.advanced(byMilliseconds: shift)
      return moved
    }
    let domain = ApplianceDomain(memory: memory, capabilities: edition.capabilities, seed: configuration.seed)
    addresses.remember(memory.organization)
    logger.notice("the appliance is reset to its seed data")
    return appliance.reset(to: memory, domain: domain, clockStart: start, rate: configuration.clockRate)
  }

  /// The seed data as it is now; as it was at the start where it cannot be read any more.
  private func seedOrganization() -> Organization {
    do throws(StartFault) { return try Self.seedData(configuration) } catch {
      logger.error(
        "the seed data cannot be read again, so the reset uses what was read before: \(error.sentence)")
      return record.memory.organization
    }
  }

  /// Takes away what an ephemeral appliance has made: its record, and the certificates if they are of its making.
  func removeTraces() {
    if let directory = record.temporaryDirectory { Self.removeDirectory(directory) }
    guard certificates.madeAuthority else { return }
    Self.removeDirectory(certificates.directory)
    rmdir(configuration.data)  // Only where nothing else is in it.
  }

  /// Removes a directory with the files in it; directories inside it, which we never make, stop that.
  static func removeDirectory(_ path: String) {
    guard let directory = opendir(path) else { return }
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { unlink("\(path)/\(name)") }
    }
    closedir(directory)
    rmdir(path)
  }
}
