/// The exit surveys: what is asked when a session is over.
public struct ExitSurveys: Codable, Equatable, Sendable {
  /// The questions that customers are asked, in their order.
  public var customer: [SurveyQuestion]
  /// The questions that representatives are asked, in their order.
  public var representative: [SurveyQuestion]

  /// Surveys with their questions.
  public init(customer: [SurveyQuestion] = [], representative: [SurveyQuestion] = []) {
    self.customer = customer
    self.representative = representative
  }

  /// The questions that are asked after a session of a public site.
  public func questions(_ kind: SurveyKind, site: Int) -> [SurveyQuestion] {
    let all = kind == .customer ? customer : representative
    return all.filter { $0.sites.isEmpty || $0.sites.contains(site) }
  }
}

/// Who answers a survey.
public enum SurveyKind: String, Codable, Sendable, CaseIterable {
  /// The customer.
  case customer
  /// A representative.
  case representative
}

/// A question of an exit survey (guide: `/exit_survey_list/exit_survey/question_list/question`).
public struct SurveyQuestion: Codable, Equatable, Sendable {
  /// The types of questions.
  public enum Form: String, Codable, Sendable, CaseIterable {
    /// One of several options.
    case radio
    /// Options to be ticked.
    case checkbox
    /// A list to choose from.
    case select
    /// A line of text.
    case text
    /// A text.
    case textarea

    /// Whether the answers are options, and not what somebody writes.
    public var hasOptions: Bool { self == .radio || self == .checkbox || self == .select }
  }

  /// An option of a question.
  public struct Option: Codable, Equatable, Sendable {
    /// What the person who is asked reads.
    public var label: String
    /// What is written down where it is chosen.
    public var loggedValue: String

    /// An option.
    public init(label: String, loggedValue: String) {
      self.label = label
      self.loggedValue = loggedValue
    }
  }

  /// The unique ID.
  public var id: Int
  /// The name by which administrators know it.
  public var name: String
  /// Its type.
  public var form: Form
  /// What the person who is asked reads.
  public var label: String
  /// What it is called in reports.
  public var reportHeader: String
  /// The options; none where the answer is a text.
  public var options: [Option]
  /// Whether several options may be chosen; only of checkboxes and lists.
  public var allowsSeveral: Bool
  /// The IDs of the public sites after whose sessions it is asked; empty is all.
  public var sites: [Int]

  /// A question with all its properties.
  public init(
    id: Int, name: String, form: Form, label: String, reportHeader: String, options: [Option] = [],
    allowsSeveral: Bool = false, sites: [Int] = []
  ) {
    self.id = id
    self.name = name
    self.form = form
    self.label = label
    self.reportHeader = reportHeader
    self.options = options
    self.allowsSeveral = allowsSeveral
    self.sites = sites
  }

  /// Whether somebody means this question: by its name, its label, its report header, or its ID.
  func isCalled(_ word: String) -> Bool {
    [name, label, reportHeader, "\(id)"].contains(word)
  }
}
