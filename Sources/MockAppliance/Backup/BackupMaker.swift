import ApplianceDomain
import Backups
import Changes
import Configuration
import Determinism
import Glibc
import Locking
import Store

/// Makes the backups of the running appliance: a copy of the database beside it, and the files of the file store.
final class BackupMaker: BackupMaking {
  /// How many backups may be in the making; each has a copy of the database on the disk until it is done. Past it
  /// whoever asks is told to try again.
  static let atOnce = 2

  private let store: Store
  private let appliance: Appliance
  private let files: FileStore
  private let place: CopyPlace
  /// How many are in the making.
  private let running = Lock(0)

  /// - Parameters:
  ///   - directory: the directory of the database.
  ///   - data: the data directory, whose file store it is.
  init(_ store: Store, _ appliance: Appliance, directory: String, data: String) {
    self.store = store
    self.appliance = appliance
    files = FileStore(inData: data)
    place = CopyPlace(directory: directory)
    place.removeLeftovers()
  }

  func makeBackup(upTo number: UInt64) throws -> BackupInTheMaking {
    let isTaken = running.withLock { running in
      guard running < Self.atOnce else { return false }
      running += 1
      return true
    }
    guard isTaken else { throw BackupFault.busy }
    do {
      let manifest = manifest
      let path = place.next()
      defer { unlink(path) }
      try store.copy(to: path, upTo: number)
      // Nobody else needs the name: the copy goes when the last one who reads it lets go, however the process ends.
      let database = try OpenFile.reading(path)
      return BackupInTheMaking(manifest, BackupWriter(manifest, database: database, store: files)) { [self] in
        running.withLock { $0 -= 1 }
      }
    } catch {
      running.withLock { $0 -= 1 }
      throw error
    }
  }

  private var manifest: BackupManifest {
    let (company, hostname, now) = appliance.read { domain, now in
      (
        domain.organization.company.apiName, domain.index.site(hostname: nil).hostnames.first ?? "appliance",
        now
      )
    }
    return BackupManifest(release: ProductVersion.text, company: company, hostname: hostname, made: now)
  }
}

/// Where copies of a database stand while they are made. Their names tell whose process makes them, so that what a
/// crash has left can be told from what another process is making.
final class CopyPlace: Sendable {
  private static let prefix = "backup-copy-"
  private let directory: String
  private let count = Lock(0)

  init(directory: String) { self.directory = directory }

  /// A path that nobody else uses.
  func next() -> String {
    let number = count.withLock { count in
      count += 1
      return count
    }
    return "\(directory)/\(Self.prefix)\(getpid())-\(number)"
  }

  /// Removes the copies of processes that are gone.
  func removeLeftovers() {
    guard let listing = opendir(directory) else { return }
    defer { closedir(listing) }
    while let entry = readdir(listing) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard name.hasPrefix(Self.prefix) else { continue }
      let owner = name.dropFirst(Self.prefix.count).prefix { $0.isNumber }
      if let process = pid_t(owner), process != getpid(), kill(process, 0) == 0 { continue }
      unlink("\(directory)/\(name)")
    }
  }
}
