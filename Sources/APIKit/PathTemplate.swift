/// A path with segments `{name}`, each of which stands for one segment that is not empty.
struct PathTemplate: Sendable {
  private enum Segment: Sendable {
    case fixed(String)
    case named(String)
  }

  private let segments: [Segment]

  init(_ path: String) {
    segments = path.split(separator: "/", omittingEmptySubsequences: false).map { segment in
      segment.hasPrefix("{") && segment.hasSuffix("}")
        ? .named(String(segment.dropFirst().dropLast())) : .fixed(String(segment))
    }
  }

  static func isTemplate(_ path: String) -> Bool { path.utf8.contains(0x7B) }

  /// What the named segments stand for in a path; nil where the path is another one.
  func match(_ path: String) -> PathParameters? {
    let pieces = path.split(separator: "/", omittingEmptySubsequences: false)
    guard pieces.count == segments.count else { return nil }
    var values: [(name: String, value: String)] = []
    for (segment, piece) in zip(segments, pieces) {
      switch segment {
      case .fixed(let text): guard piece == text else { return nil }
      case .named(let name):
        guard !piece.isEmpty else { return nil }
        values.append((name, String(piece)))
      }
    }
    return PathParameters(values)
  }
}

/// What the segments `{name}` of an endpoint's path stand for in a request.
public struct PathParameters: Sendable {
  private let values: [(name: String, value: String)]

  /// Nothing: the path has no such segments.
  public static let none = PathParameters([])

  init(_ values: [(name: String, value: String)]) { self.values = values }

  /// The segment that a name stands for; empty where the path has no such name.
  public subscript(name: String) -> String { values.first { $0.name == name }?.value ?? "" }
}
