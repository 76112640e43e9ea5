import Documents
import HTTPMessages
import HTTPTypes

/// Why a request is not carried out: a problem document of RFC 9457.
struct Problem: Error, Sendable, Equatable {
  /// The stable end of the `type`, for programs.
  var slug: String
  /// The status.
  var status: HTTPResponse.Status
  /// The kind of problem in a few words, the same each time.
  var title: String
  /// What is wrong this time, with the offending value and the mend.
  var detail: String

  init(_ slug: String, _ status: HTTPResponse.Status, _ title: String, _ detail: String) {
    self.slug = slug
    self.status = status
    self.title = title
    self.detail = detail
  }

  /// What stands before the slug in every `type`.
  static let typePrefix = "urn:mock-appliance:problem:"

  private static let block = FieldBlock([
    "Content-Type": "application/problem+json",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
  ])

  /// The answer that says it.
  var response: Response {
    var json = JSONWriter()
    json.beginObject()
    json.key("type")
    json.string(Self.typePrefix + slug)
    json.key("title")
    json.string(title)
    json.key("status")
    json.number(Int64(status.code))
    json.key("detail")
    json.string(detail)
    json.endObject()
    return Response(status: status, preset: Self.block, body: .bytes(json.bytes))
  }

  /// A value that has the right type but cannot be used.
  static func invalid(_ name: String, _ detail: String) -> Problem {
    Problem("invalid-value", .unprocessableContent, "A value cannot be used", "\(name): \(detail)")
  }

  /// The value of a member or parameter that is not one of the words it may be.
  static func unknownWord(_ name: String, _ word: String, of words: [String]) -> Problem {
    let list = words.map { "\"\($0)\"" }.joined(separator: ", ")
    return invalid(name, "\"\(word)\" is not known\(nearest(to: word, of: words)); it is one of \(list)")
  }

  /// A path that leads nowhere.
  static func notFound(_ path: String) -> Problem {
    Problem(
      "not-found", .notFound, "There is nothing at this path",
      "The control API has no \(path); GET / names the places to begin")
  }

  /// `; did you mean "…"?`, where one of the words is much like the one that was given.
  static func nearest(to word: String, of words: [String]) -> String {
    let ranked = words.map { ($0, Spelling.distance(word, $0)) }.min { $0.1 < $1.1 }
    guard let (best, distance) = ranked, distance <= max(2, best.count / 3) else { return "" }
    return "; did you mean \"\(best)\"?"
  }
}

/// How alike two words are.
enum Spelling {
  /// Words longer than this are not compared: the work grows with the product of the lengths.
  private static let longest = 64

  /// How many letters must be added, dropped or exchanged to get from one word to the other (Levenshtein).
  static func distance(_ left: String, _ right: String) -> Int {
    let left = Array(left.utf8)
    let right = Array(right.utf8)
    guard left.count <= longest, right.count <= longest else { return Int.max }
    var row = Array(0...right.count)
    for (i, a) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, b) in right.enumerated() {
        let exchanged = diagonal + (a == b ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(exchanged, row[j] + 1, diagonal + 1)
      }
    }
    return row[right.count]
  }
}
