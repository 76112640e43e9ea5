import ApplianceDomain
import Determinism
import Documents
import History

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

  /// The survey of a row with its place, kind, submitter, time and answers.
  static func survey(_ row: RawStatement, of lsid: String) throws -> SurveyRecord {
    guard let kind = SurveyKind(rawValue: row.text(1).string) else { throw Damage() }
    return SurveyRecord(
      lsid: lsid, place: Int(row.integer(0)), kind: kind, submitter: row.text(2).string,
      time: Timestamp(milliseconds: row.integer(3)), answers: try answers(row.text(4).string))
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
