/// File transfers and the registry editor.
extension SessionActivity {
  /// A directory was created on the customer's system, or could not be.
  public static func directoryCreated(path: String, failure: String? = nil) -> Self {
    Self(.directoryCreated, ["failure_reason": failure.map { .text($0) }, "path": .text(path)])
  }

  /// A file of the customer's system was deleted, or could not be.
  public static func fileDeleted(name: String, size: Int64, failure: String? = nil) -> Self {
    Self(
      .fileDeleted,
      ["failure_reason": failure.map { .text($0) }, "name": .text(name), "size": .integer(size)])
  }

  /// A file came from the customer's system to the representative's.
  public static func fileDownload(name: String, size: Int64) -> Self {
    Self(.fileDownload, ["name": .text(name), "size": .integer(size)])
  }

  /// A file did not come whole from the customer's system to the representative's.
  public static func fileDownloadIncomplete(name: String, bytesTransferred: Int64, failure: String) -> Self {
    Self(
      .fileDownloadIncomplete,
      [
        "bytes_transferred": .integer(bytesTransferred), "failure_reason": .text(failure),
        "name": .text(name),
      ])
  }

  /// A file of the customer's system was moved or renamed, or could not be.
  public static func fileMoved(from oldPath: String, to newPath: String, failure: String? = nil) -> Self {
    Self(
      .fileMoved,
      [
        "failure_reason": failure.map { .text($0) }, "new_path": .text(newPath), "old_path": .text(oldPath),
      ])
  }

  /// A file came from the representative's system to the customer's.
  public static func fileUpload(name: String, size: Int64) -> Self {
    Self(.fileUpload, ["name": .text(name), "size": .integer(size)])
  }

  /// A file did not come whole from the representative's system to the customer's.
  public static func fileUploadIncomplete(name: String, bytesTransferred: Int64, failure: String) -> Self {
    Self(
      .fileUploadIncomplete,
      [
        "bytes_transferred": .integer(bytesTransferred), "failure_reason": .text(failure),
        "name": .text(name),
      ])
  }

  /// Somebody shared files through the chat.
  public static func filesShared(_ files: [SharedFile]) -> Self {
    Self(.filesShared, ["files": .files(files)])
  }

  /// A tree of the registry was exported.
  public static func registryExported(rootPath: String) -> Self {
    Self(.registryExported, ["root_path": .text(rootPath)])
  }

  /// A file was imported into the registry.
  public static var registryImported: Self { Self(.registryImported) }

  /// A registry key was added.
  public static func registryKeyAdded(_ key: String, path: String) -> Self {
    Self(.registryKeyAdded, ["key": .text(key), "path": .text(path)])
  }

  /// A registry key was deleted.
  public static func registryKeyDeleted(_ key: String, path: String) -> Self {
    Self(.registryKeyDeleted, ["key": .text(key), "path": .text(path)])
  }

  /// A registry key was renamed.
  public static func registryKeyRenamed(from oldKey: String, to newKey: String, path: String) -> Self {
    Self(
      .registryKeyRenamed, ["new_key": .text(newKey), "old_key": .text(oldKey), "path": .text(path)])
  }

  /// A registry value was added.
  public static func registryValueAdded(_ name: String, path: String, type: String, data: String) -> Self {
    Self(
      .registryValueAdded,
      ["data": .text(data), "name": .text(name), "path": .text(path), "type": .text(type)])
  }

  /// A registry value was deleted.
  public static func registryValueDeleted(_ name: String, path: String) -> Self {
    Self(.registryValueDeleted, ["name": .text(name), "path": .text(path)])
  }

  /// A registry value was modified.
  public static func registryValueModified(
    _ name: String, path: String, type: String, from oldData: String, to newData: String
  ) -> Self {
    Self(
      .registryValueModified,
      [
        "name": .text(name), "new_data": .text(newData), "old_data": .text(oldData), "path": .text(path),
        "type": .text(type),
      ])
  }

  /// A registry value was renamed.
  public static func registryValueRenamed(from oldName: String, to newName: String, path: String) -> Self {
    Self(
      .registryValueRenamed,
      ["new_name": .text(newName), "old_name": .text(oldName), "path": .text(path)])
  }
}
