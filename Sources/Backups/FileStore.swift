import Glibc

/// The appliance's file store: the files of one directory, which the public site serves under `/files/`.
///
/// Whoever runs the appliance puts them there, at any time. Directories in it, and files whose names would need to be
/// escaped somewhere, are no part of it.
public struct FileStore: Sendable {
  /// Files of this size and larger are left out of backups (guide: "Backup API", less than 200 KB).
  public static let backupBytes = 200 * 1024
  /// The most files of a backup; the others are left out, in the order of their names.
  public static let backupFiles = 50
  /// The longest name, in bytes: with `files/` before it, it fits into the header of an archive.
  public static let nameBytes = 90

  /// The directory; it need not exist.
  public let directory: String

  /// The store of a data directory.
  public init(inData data: String) { directory = data + "/files" }

  /// Whether a file may have this name: letters, digits, dots, dashes and underscores, with no dot before them.
  public static func isName(_ name: String) -> Bool {
    let bytes = name.utf8
    return (1...nameBytes).contains(bytes.count) && bytes.first != 0x2E
      && bytes.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
          || byte == 0x2D || byte == 0x2E || byte == 0x5F
      }
  }

  /// The names of all files, in the order of their bytes.
  public var names: [String] {
    guard let listing = opendir(directory) else { return [] }
    defer { closedir(listing) }
    var names: [String] = []
    while let entry = readdir(listing) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if Self.isName(name), size(of: name) != nil { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The names of the files that belong into a backup.
  public var namesForBackup: [String] {
    let small = names.lazy.filter { name in size(of: name).map { $0 < Int64(Self.backupBytes) } ?? false }
    return Array(small.prefix(Self.backupFiles))
  }

  /// Opens a file for reading; nil where there is none. A link is none: it could lead anywhere.
  public func open(_ name: String) -> OpenFile? {
    guard Self.isName(name) else { return nil }
    let descriptor = Glibc.open("\(directory)/\(name)", O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    let file = OpenFile(owning: descriptor, path: "\(directory)/\(name)")
    return file.isRegular ? file : nil
  }

  private func size(of name: String) -> Int64? {
    var status = stat()
    guard lstat("\(directory)/\(name)", &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int64(status.st_size)
  }
}
