/// The members of a backup, a tar archive that common programs unpack, in their order: the description, the database,
/// files of the file store, and the SHA-256 of everything before it.
enum BackupContents {
  static let manifest = "backup.json"
  static let database = "appliance.sqlite"
  static let files = "files/"
  static let checksum = "SHA256"

  /// 64 hexadecimal digits and the end of the line.
  static let checksumBytes = 65
  /// The zeros at the end of the archive.
  static let endBytes = 2 * TarHeader.blockBytes

  /// The name of a file of the file store; nil for another member's.
  static func file(_ member: String) -> String? {
    guard member.hasPrefix(files) else { return nil }
    let name = String(member.dropFirst(files.count))
    return FileStore.isName(name) ? name : nil
  }
}
