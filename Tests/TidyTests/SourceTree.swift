import Foundation

/// A text file of the repository, with the two views that the rules look at.
struct TextFile: Sendable {
  /// Relative to the root, with `/` between its parts.
  let path: String
  let text: String
  let size: Int

  var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

  /// The text with `//` comments blanked, so that prose may name what code may not use.
  var code: String { lines.map(Self.withoutComment).joined(separator: "\n") }

  /// `Reactor` for a file under `Sources/Reactor/`, nil elsewhere.
  var room: String? {
    let parts = path.split(separator: "/")
    return parts.count > 2 && parts[0] == "Sources" ? String(parts[1]) : nil
  }

  var isSwift: Bool { path.hasSuffix(".swift") }

  func isUnder(_ prefix: String) -> Bool { path.hasPrefix(prefix) }

  init(path: String, text: String, size: Int? = nil) {
    self.path = path
    self.text = text
    self.size = size ?? text.utf8.count
  }

  /// A comment opens with `//`, except after a colon, where it is part of a URL.
  private static func withoutComment(_ line: Substring) -> Substring {
    var previous: Character = " "
    for index in line.indices {
      if line[index...].hasPrefix("//"), previous != ":" { return line[..<index] }
      previous = line[index]
    }
    return line
  }
}

/// The repository as it lies on the disk, without what tools and running appliances leave in it.
enum SourceTree {
  /// The folder that holds Package.swift, found by walking up from this file.
  static let root: URL = {
    var folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    while !FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path) {
      precondition(folder.path != "/", "No Package.swift above the tidy tests.")
      folder.deleteLastPathComponent()
    }
    return folder
  }()

  static let files: [TextFile] = read(root, below: "")

  static var sources: [TextFile] { files.filter { $0.isUnder("Sources/") && $0.isSwift } }
  static var tests: [TextFile] { files.filter { $0.isUnder("Tests/") && $0.isSwift } }

  private static func isLeftOut(_ name: String) -> Bool {
    if name.hasPrefix(".") { return !keptDotNames.contains(name) }
    return ["var", "Package.resolved", "__pycache__"].contains(name)
      || name.hasSuffix(".pem") || name.hasSuffix(".key")
  }

  private static let keptDotNames: Set = [".ci", ".editorconfig", ".gitignore", ".swift-format"]

  private static func read(_ folder: URL, below prefix: String) -> [TextFile] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted().filter { !isLeftOut($0) }.flatMap { name -> [TextFile] in
      let url = folder.appending(path: name)
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
      if isFolder.boolValue { return read(url, below: prefix + name + "/") }
      guard let data = try? Data(contentsOf: url) else { return [] }
      // What is not UTF-8 is not text: only its size is looked at.
      return [
        TextFile(path: prefix + name, text: String(data: data, encoding: .utf8) ?? "", size: data.count)
      ]
    }
  }
}
