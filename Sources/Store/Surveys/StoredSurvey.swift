import ApplianceDomain
import Documents

/// How the answers of a survey stand in the database: a JSON array of triples of the question's ID, the place of the
/// option or null, and the text.
enum StoredSurvey {
  /// The text does not hold what it must.
  struct Damage: Error, CustomStringConvertible {
    var description: String { "the answers of a survey cannot be read" }
  }

  static func text(_ answers: [SurveyRecord.Answer]) -> String {
    var json = JSONWriter()
    json.beginArray()
    for answer in answers {
      json.beginArray()
      json.number(Int64(answer.question))
      if let option = answer.option { json.number(Int64(option)) } else { json.null() }
      json.string(answer.text)
      json.endArray()
    }
    json.endArray()
    return String(decoding: json.bytes, as: UTF8.self)
  }

  static func answers(_ text: String) throws -> [SurveyRecord.Answer] {
    guard let triples = try JSONValue(parsing: Array(text.utf8)).array else { throw Damage() }
    return try triples.map { triple in
      guard let parts = triple.array, parts.count == 3, let question = parts[0].integer,
        let text = parts[2].text
      else { throw Damage() }
      return SurveyRecord.Answer(
        question: Int(question), option: parts[1].integer.map { Int($0) }, text: text)
    }
  }
}
