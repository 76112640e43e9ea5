/// One thing that is wrong with what the user wrote: where, what, and what to write instead.
public struct ConfigurationProblem: Sendable, Equatable, CustomStringConvertible {
  /// Where it was written: `file.yaml:12: settings.licenses`, `--port`, `MOCK_APPLIANCE_PORT`.
  public let place: String
  /// The offending value and the mend, as half a sentence.
  public let message: String

  /// A problem at a place.
  public init(place: String, message: String) {
    self.place = place
    self.message = message
  }

  /// Place and message, on one line.
  public var description: String { "\(place): \(message)" }
}

/// What the user wrote cannot be used. It tells of every problem that was found, in the order of reading.
public struct ConfigurationFault: Error, Sendable, Equatable, CustomStringConvertible {
  /// The problems; at least one.
  public let problems: [ConfigurationProblem]

  /// A fault that consists of these problems.
  public init(problems: [ConfigurationProblem]) { self.problems = problems }

  /// A problem for each line.
  public var description: String { problems.map(\.description).joined(separator: "\n") }
}

/// Collects the problems of one reading, so that the user hears of all of them at once.
final class ProblemList {
  /// More problems than this are counted and not listed: a wrong file would otherwise fill the screen.
  static let limit = 100

  private var listed: [ConfigurationProblem] = []
  private var unlisted = 0

  func add(_ place: String, _ message: String) {
    guard listed.count < ProblemList.limit else {
      unlisted += 1
      return
    }
    listed.append(ConfigurationProblem(place: place, message: message))
  }

  var isEmpty: Bool { listed.isEmpty }

  /// Throws if there was any problem.
  func check() throws(ConfigurationFault) {
    guard !listed.isEmpty else { return }
    guard unlisted > 0, let last = listed.last else { throw ConfigurationFault(problems: listed) }
    let more = ConfigurationProblem(place: last.place, message: "\(unlisted) more problems follow")
    throw ConfigurationFault(problems: listed + [more])
  }
}
