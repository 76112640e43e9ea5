import Foundation
import Locking

/// The right of one process to use a data directory. The system takes it back when the process dies, however it dies.
final class DirectoryLock: Sendable {
  static let fileName = "appliance.lock"

  /// The open file that holds the lock; nil when it has been given back.
  private let descriptor: Lock<Int32?>
  private let path: String
  /// Whether the lock's file was made for this lock.
  private let isNew: Bool

  /// Makes the directory where there is none, and takes the lock.
  init(directory: String) throws(StoreError) {
    do {
      try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    } catch {
      if FileManager.default.fileExists(atPath: directory) { throw .noDirectory(path: directory) }
      throw .directory(path: directory, reason: Self.reason(error))
    }
    path = directory + "/" + Self.fileName
    let descriptor: Int32
    (descriptor, isNew) = try Self.take(path, of: directory)
    // Only for the message of the next one who comes: a failure to write it harms nobody.
    let pid = Array("\(getpid())\n".utf8)
    if ftruncate(descriptor, 0) == 0 { _ = pwrite(descriptor, pid, pid.count, 0) }
    self.descriptor = Lock(descriptor)
  }

  private static func take(_ path: String, of directory: String) throws(StoreError) -> (Int32, isNew: Bool) {
    while true {
      var descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
      let isNew = descriptor >= 0
      if !isNew, errno == EEXIST { descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644) }
      guard descriptor >= 0 else {
        throw .directory(path: directory, reason: String(cString: strerror(errno)))
      }
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
        let holder = text(of: descriptor)
        close(descriptor)
        throw .inUse(path: directory, pid: holder)
      }
      var (opened, named) = (stat(), stat())
      if fstat(descriptor, &opened) == 0, stat(path, &named) == 0, opened.st_ino == named.st_ino {
        return (descriptor, isNew)
      }
      close(descriptor)  // Another process has removed the file since it was opened.
    }
  }

  /// What the system said; Foundation's own sentence hides it for some causes.
  private static func reason(_ error: any Error) -> String {
    guard let code = (error as? CocoaError)?.underlying as? POSIXError else {
      return error.localizedDescription
    }
    return String(cString: strerror(code.code.rawValue))
  }

  deinit { release() }

  /// Gives the directory back.
  func release() {
    descriptor.withLock { descriptor in
      if let open = descriptor { close(open) }
      descriptor = nil
    }
  }

  /// Gives the directory back, without the lock's file where that is new.
  func giveUp() {
    if isNew { descriptor.withLock { if $0 != nil { unlink(path) } } }
    release()
  }

  private static func text(of descriptor: Int32) -> String {
    var bytes = [UInt8](repeating: 0, count: 20)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    let digits = bytes.prefix(max(0, count)).prefix { (0x30...0x39).contains($0) }
    return digits.isEmpty ? "(unknown)" : String(decoding: digits, as: UTF8.self)
  }
}
