import Glibc

/// A file that is open for as long as somebody holds it.
public final class OpenFile: Sendable {
  let descriptor: Int32
  /// Its path, for messages.
  let path: String

  /// Takes over an open descriptor.
  init(owning descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  deinit { close(descriptor) }

  /// Opens a file for reading. A pipe that nobody writes into is opened too, and not waited for.
  public static func reading(_ path: String) throws(BackupFault) -> OpenFile {
    try opened(path, O_RDONLY | O_NONBLOCK, "Reading \(path)")
  }

  /// Opens what is there for writing, and leaves what it holds.
  static func writing(_ path: String) throws(BackupFault) -> OpenFile {
    try opened(path, O_WRONLY | O_NOCTTY, "Writing \(path)")
  }

  /// Makes a new file for writing, readable for this user alone; it must not be there yet.
  static func making(_ path: String) throws(BackupFault) -> OpenFile {
    try opened(path, O_WRONLY | O_CREAT | O_EXCL, "Making \(path)")
  }

  /// Makes a new file for writing in a directory, readable for this user alone, under a name that nothing else has.
  static func makingTemporary(in directory: String) throws(BackupFault) -> OpenFile {
    var template = Array("\(directory)/.mock-appliance-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw .last("Making a file in \(directory)") }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return OpenFile(owning: descriptor, path: path)
  }

  private static func opened(_ path: String, _ flags: Int32, _ operation: String) throws(BackupFault)
    -> OpenFile
  {
    let descriptor = open(path, flags | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .last(operation) }
    return OpenFile(owning: descriptor, path: path)
  }

  var isRegular: Bool { status.map { $0.st_mode & S_IFMT == S_IFREG } ?? false }

  /// The bytes that it has now.
  public var size: Int64 { status.map { Int64($0.st_size) } ?? 0 }

  private var status: stat? {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? status : nil
  }

  /// Appends what is read next, at most `limit` bytes; the answer is how many, 0 at the end.
  public func read(into buffer: inout [UInt8], limit: Int) throws(BackupFault) -> Int {
    let start = buffer.count
    buffer.append(contentsOf: repeatElement(0, count: limit))
    while true {
      let count = buffer.withUnsafeMutableBytes { bytes in
        Glibc.read(descriptor, bytes.baseAddress.map { $0 + start }, limit)
      }
      if count < 0 && errno == EINTR { continue }
      let number = errno
      buffer.removeLast(limit - max(0, count))
      guard count >= 0 else {
        throw .file(operation: "Reading \(path)", reason: String(cString: strerror(number)))
      }
      return count
    }
  }

  /// Goes back to the beginning.
  func rewind() { lseek(descriptor, 0, SEEK_SET) }

  func write(_ bytes: ArraySlice<UInt8>) throws(BackupFault) {
    var rest = bytes
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw .last("Writing \(path)") }
      rest = rest.dropFirst(count)
    }
  }

  /// Forces everything that was written to the disk.
  func sync() throws(BackupFault) {
    guard fsync(descriptor) == 0 else { throw .last("Writing \(path)") }
  }
}

extension BackupFault {
  /// What the last call of the system failed with.
  static func last(_ operation: String) -> BackupFault {
    .file(operation: operation, reason: String(cString: strerror(errno)))
  }
}
