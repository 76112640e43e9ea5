import Glibc

/// A file operation that failed.
struct FileFault: Error {
  /// What was tried, with the path.
  var operation: String
  /// The system's reason, such as `No such file or directory`.
  var reason: String

  init(_ operation: String, number: Int32) {
    self.operation = operation
    reason = String(cString: strerror(number))
  }
}

/// Small files that must be there whole or not at all, and secret ones from their first byte.
enum KeptFile {
  /// More than any certificate or key; a longer file is certainly none and is refused.
  private static let limit = 1 << 20

  static func read(_ path: String) throws(FileFault) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileFault("reading \(path)", number: errno) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 16 * 1024)
    while true {
      let count = Glibc.read(descriptor, &piece, piece.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw FileFault("reading \(path)", number: errno) }
      if count == 0 { return bytes }
      bytes += piece[..<count]
      guard bytes.count <= limit else { throw FileFault("reading \(path)", number: EFBIG) }
    }
  }

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Makes a directory, and those above it, for this user only; one that exists stays as it is.
  static func makeDirectory(_ path: String) throws(FileFault) {
    if mkdir(path, 0o700) == 0 || errno == EEXIST { return }
    let number = errno
    guard number == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
      throw FileFault("making the directory \(path)", number: number)
    }
    try makeDirectory(String(path[..<slash]))
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
      throw FileFault("making the directory \(path)", number: errno)
    }
  }

  /// Writes beside the file, makes it durable and puts it in place, so that a crash leaves the old or the new one.
  static func write(_ bytes: [UInt8], directory: String, name: String, mode: mode_t) throws(FileFault) {
    let path = "\(directory)/\(name)"
    let temporary = "\(directory)/.\(name).new"
    // What a crash left; O_EXCL below makes sure that nobody else's file, mode or link is reused.
    unlink(temporary)
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw FileFault("making \(temporary)", number: errno) }
    do throws(FileFault) {
      try writeAll(bytes, descriptor, temporary)
      guard fsync(descriptor) == 0 else { throw FileFault("keeping \(temporary)", number: errno) }
      guard rename(temporary, path) == 0 else { throw FileFault("renaming to \(path)", number: errno) }
      close(descriptor)
    } catch {
      close(descriptor)
      unlink(temporary)
      throw error
    }
    try sync(directory)
  }

  private static func writeAll(_ bytes: [UInt8], _ descriptor: Int32, _ path: String) throws(FileFault) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw FileFault("writing \(path)", number: errno) }
      rest = rest.dropFirst(count)
    }
  }

  private static func sync(_ directory: String) throws(FileFault) {
    let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileFault("keeping \(directory)", number: errno) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw FileFault("keeping \(directory)", number: errno) }
  }
}
