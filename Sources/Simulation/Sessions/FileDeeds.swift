import ApplianceDomain
import Determinism

/// Files and the registry.
extension SupportCentre {
  /// The bytes of the largest file.
  private static let largestFile = 90_000_000

  mutating func handleFile(_ work: Case, _ lsid: String, by id: Int) {
    let name = dice.deeds.pick(Phrases.files)
    let size = Int64(dice.deeds.int(in: 200...Self.largestFile))
    let fails = dice.deeds.chance(scenario.faults.fileFailureProbability)
    let failure = fails ? dice.deeds.pick(Phrases.failures) : nil
    let directory = dice.deeds.pick(work.system.directories)
    let separator = work.system.separator
    switch dice.deeds.below(10) {
    case 0...2: upload(lsid, id, name, size, failure)
    case 3...5: download(lsid, id, name, size, failure)
    case 6: act(lsid, id, .fileDeleted(name: directory + separator + name, size: size, failure: failure))
    case 7:
      let folder = dice.deeds.pick(Phrases.sharedDirectories)
      act(lsid, id, .directoryCreated(path: directory + separator + folder, failure: failure))
    default:
      let target = dice.deeds.pick(work.system.directories)
      let newName = target == directory ? "old-" + name : name
      act(
        lsid, id,
        .fileMoved(
          from: directory + separator + name, to: target + separator + newName, failure: failure))
    }
  }

  private mutating func upload(_ lsid: String, _ id: Int, _ name: String, _ size: Int64, _ failure: String?) {
    guard let failure else { return act(lsid, id, .fileUpload(name: name, size: size)) }
    let bytes = Int64(Double(size) * dice.deeds.unit())
    act(lsid, id, .fileUploadIncomplete(name: name, bytesTransferred: bytes, failure: failure))
  }

  private mutating func download(
    _ lsid: String, _ id: Int, _ name: String, _ size: Int64, _ failure: String?
  ) {
    guard let failure else { return act(lsid, id, .fileDownload(name: name, size: size)) }
    let bytes = Int64(Double(size) * dice.deeds.unit())
    act(lsid, id, .fileDownloadIncomplete(name: name, bytesTransferred: bytes, failure: failure))
  }

  /// Files or directories that somebody drops into the chat.
  static func sharedFiles(_ generator: inout SeededGenerator) -> [SharedFile] {
    (0..<generator.int(in: 1...3)).map { _ in
      let isDirectory = generator.chance(0.2)
      let names = isDirectory ? Phrases.sharedDirectories : Phrases.files
      let size = isDirectory ? 0 : Int64(generator.int(in: 200...largestFile))
      return SharedFile(name: generator.pick(names), size: size, isDirectory: isDirectory)
    }
  }

  mutating func editRegistry(_ lsid: String, by id: Int) {
    let path = dice.deeds.pick(Phrases.registryPaths)
    let key = dice.deeds.pick(Phrases.registryKeys)
    let value = dice.deeds.pick(Phrases.registryValues)
    switch dice.deeds.below(9) {
    case 0: act(lsid, id, .registryExported(rootPath: path))
    case 1: act(lsid, id, .registryImported)
    case 2: act(lsid, id, .registryKeyAdded(key, path: path))
    case 3: act(lsid, id, .registryKeyDeleted(key, path: path))
    case 4: act(lsid, id, .registryKeyRenamed(from: key, to: key + "_old", path: path))
    case 5:
      act(
        lsid, id, .registryValueAdded(value.name, path: path, type: value.type, data: value.data[0]))
    case 6: act(lsid, id, .registryValueDeleted(value.name, path: path))
    case 7:
      act(
        lsid, id,
        .registryValueModified(
          value.name, path: path, type: value.type, from: value.data[0], to: value.data[1]))
    default: act(lsid, id, .registryValueRenamed(from: value.name, to: value.name + "2", path: path))
    }
  }
}
