import Glibc

/// Where a backup is written.
enum BackupTarget: Equatable {
  /// A file, under its own path where links lead to it. One that is there is replaced when the backup is whole.
  case file(String)
  /// What is no file, such as a pipe or a device: the bytes go into it as they come.
  case stream(String)

  /// Looks what is at a path.
  ///
  /// - Throws: ``BackupFault`` for what nothing can be written to.
  init(_ path: String) throws(BackupFault) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      guard lstat(path, &status) != 0 else {
        throw .file(operation: "Writing \(path)", reason: "it is a link that leads nowhere")
      }
      self = .file(path)
      return
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG:
      guard let real = realpath(path, nil) else { throw .last("Writing \(path)") }
      defer { free(real) }
      self = .file(String(cString: real))
    case S_IFDIR: throw .file(operation: "Writing \(path)", reason: "it is a directory")
    default: self = .stream(path)
    }
  }

  /// The directory of a path.
  static func directory(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
