public import Determinism

/// An exit survey that somebody has submitted. It says what was answered, and not what was asked: that is shown as it is
/// configured when somebody looks.
public struct SurveyRecord: Codable, Equatable, Sendable {
  /// An answer to a question; of a question with several, each is one.
  public struct Answer: Codable, Equatable, Sendable {
    /// The question's ID.
    public var question: Int
    /// The place of the option that was chosen, from 0; nil where a text was written.
    public var option: Int?
    /// What was written down then.
    public var text: String

    /// An answer.
    public init(question: Int, option: Int?, text: String) {
      self.question = question
      self.option = option
      self.text = text
    }
  }

  /// The session.
  public var lsid: String
  /// The number of the event of the session that tells of it: the place among the session's surveys goes by it.
  public var place: Int
  /// Who answered it.
  public var kind: SurveyKind
  /// The customer's name, or the private display name of the representative.
  public var submitter: String
  /// When it was submitted.
  public var time: Timestamp
  /// The answers, in the order of the questions; none to what was left unanswered.
  public var answers: [Answer]

  /// A survey with all its parts.
  public init(
    lsid: String, place: Int, kind: SurveyKind, submitter: String, time: Timestamp, answers: [Answer]
  ) {
    self.lsid = lsid
    self.place = place
    self.kind = kind
    self.submitter = submitter
    self.time = time
    self.answers = answers
  }

  /// The answers to a question as it is configured now: the logged values that its options have today, or the text.
  public func answers(to question: SurveyQuestion) -> [String] {
    answers.filter { $0.question == question.id }.map { answer in
      guard let place = answer.option, question.options.indices.contains(place) else { return answer.text }
      return question.options[place].loggedValue
    }
  }
}

/// Why an answer cannot be one to a configured question.
public enum SurveyMisfit: Error, Sendable, Equatable {
  /// No question of the survey has this name, label, report header or ID.
  case unknownQuestion(String)
  /// The question, by its name, has no such option.
  case unknownOption(question: String, String)
  /// The question, by its name, takes one answer.
  case severalAnswers(question: String)

  /// What is wrong, without an end.
  public var sentence: String {
    switch self {
    case .unknownQuestion(let question): "\"\(question)\" is no question of the exit survey"
    case .unknownOption(let question, let option):
      "\"\(option)\" is no option of the question \"\(question)\""
    case .severalAnswers(let question): "the question \"\(question)\" takes one answer"
    }
  }
}

extension [SurveyQuestion] {
  /// What somebody's answers come to. Questions are meant by name, label, report header or ID, options by label or
  /// logged value; an empty answer is none.
  ///
  /// - Returns: the answers as they are kept, and the pairs of label and logged value that events tell.
  public func resolve(_ given: [SurveyAnswer]) throws(SurveyMisfit) -> (
    answers: [SurveyRecord.Answer], pairs: [SurveyAnswer]
  ) {
    for answer in given where !contains(where: { $0.isCalled(answer.question) }) {
      throw .unknownQuestion(answer.question)
    }
    var (answers, pairs): ([SurveyRecord.Answer], [SurveyAnswer]) = ([], [])
    for question in self {
      let texts = given.filter { question.isCalled($0.question) }.map(\.answer)
      let filled = texts.filter { !$0.isEmpty }
      guard filled.count <= 1 || question.allowsSeveral else {
        throw .severalAnswers(question: question.name)
      }
      if filled.isEmpty, !texts.isEmpty { pairs.append(SurveyAnswer(question: question.label, answer: "")) }
      for text in filled {
        let answer = try question.answer(text)
        answers.append(answer)
        pairs.append(SurveyAnswer(question: question.label, answer: answer.text))
      }
    }
    return (answers, pairs)
  }
}

extension SurveyQuestion {
  fileprivate func answer(_ text: String) throws(SurveyMisfit) -> SurveyRecord.Answer {
    guard form.hasOptions else { return SurveyRecord.Answer(question: id, option: nil, text: text) }
    guard let place = options.firstIndex(where: { $0.label == text || $0.loggedValue == text }) else {
      throw .unknownOption(question: name, text)
    }
    return SurveyRecord.Answer(question: id, option: place, text: options[place].loggedValue)
  }
}
