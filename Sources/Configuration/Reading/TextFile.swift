import Glibc

/// Reads what users wrote from the file system.
package enum TextFile {
  /// The text of a file. Throws half a sentence that names the file and the mend.
  package static func read(_ path: String) throws(Misfit) -> String {
    guard let file = fopen(path, "re") else { throw failure(path, "check the path and its permissions") }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 16_384)
    // What is longer than a YAML file may be is refused later, by its length.
    while bytes.count <= YAMLFile.maximumBytes {
      let count = fread(&chunk, 1, chunk.count, file)
      guard count > 0 else { break }
      bytes += chunk[..<count]
    }
    guard ferror(file) == 0 else { throw failure(path, "write the path of a readable file") }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Misfit("\(path) is not UTF-8; write it in UTF-8")
    }
    return text
  }

  /// The names of a directory's files, sorted.
  package static func names(in directory: String) throws(Misfit) -> [String] {
    guard let stream = opendir(directory) else {
      throw failure(directory, "write the path of a directory of YAML files")
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  package static func isDirectory(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether there is anything at a path.
  package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// The directory in which a file lies.
  package static func directory(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func failure(_ path: String, _ mend: String) -> Misfit {
    Misfit("cannot read \(path): \(String(cString: strerror(errno))); \(mend)")
  }
}
