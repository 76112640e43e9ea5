import ApplianceDomain

/// The questions of the exit surveys, and what was answered in earlier sessions.
extension SeedReader {
  mutating func readSurveys() {
    guard let file = sections(of: "surveys.yaml") else { return }
    var ids = UniqueValues<Int>("ID")
    organization.exitSurveys = ExitSurveys(
      customer: questions(file, "customer_survey", &ids),
      representative: questions(file, "representative_survey", &ids))
  }

  /// Answers mean their questions by name, label or report header, so that no two questions of a survey share one.
  private func questions(_ file: YAMLMapping, _ section: String, _ ids: inout UniqueValues<Int>)
    -> [SurveyQuestion]
  {
    var words = UniqueValues<String>("question")
    return file.list(section).map { value in
      let mapping = YAMLMapping(
        value,
        keys: ["id", "name", "type", "label", "report_header", "options", "multiple", "public_sites"])
      let form = mapping.required("type", Form<SurveyQuestion.Form>.choice) ?? .text
      let label = mapping.text("label", maximum: 255)
      let question = SurveyQuestion(
        id: ids.id(of: mapping), name: mapping.text("name"), form: form, label: label,
        reportHeader: mapping.text("report_header", maximum: 255, default: label),
        options: options(mapping, form), allowsSeveral: mapping.boolean("multiple", default: false),
        sites: sites(mapping))
      for word in Set([question.name, question.label, question.reportHeader]).sorted() where !word.isEmpty {
        words.add(word, at: value)
      }
      if question.allowsSeveral, form != .checkbox, form != .select {
        mapping["multiple"]?.fail("is for checkbox and select only; leave it out")
      }
      return question
    }
  }

  private func options(_ mapping: YAMLMapping, _ form: SurveyQuestion.Form) -> [SurveyQuestion.Option] {
    var labels = UniqueValues<String>("option")
    var values = UniqueValues<String>("logged value")
    let options: [SurveyQuestion.Option] = mapping.list("options").map { value in
      let option = YAMLMapping(value, keys: ["label", "logged_value"])
      let label = option.text("label", maximum: 255)
      let logged = option.text("logged_value", maximum: 255, default: label)
      labels.add(label, at: value)
      values.add(logged, at: value)
      return SurveyQuestion.Option(label: label, loggedValue: logged)
    }
    if form.hasOptions, options.isEmpty {
      mapping.value.fail("has no options, and \(form.rawValue) needs some; write at least one")
    } else if !form.hasOptions {
      mapping["options"]?.fail("are for radio, checkbox and select only; leave them out")
    }
    return options
  }

  private func sites(_ mapping: YAMLMapping) -> [Int] {
    mapping.list("public_sites").compactMap { value in
      guard let id = value.read(.id) else { return nil }
      if !organization.publicSites.contains(where: { $0.id == id }) {
        value.fail("no public site has the ID \(id); write one of \(files.name)/company.yaml")
      }
      return id
    }
  }

  /// The surveys that were submitted in an earlier session.
  func submittedSurveys(_ session: YAMLMapping, hasRepresentative: Bool) -> [StartupSurvey] {
    var kinds = UniqueValues<String>("submitter of a survey")
    return session.list("surveys").compactMap { value in
      let mapping = YAMLMapping(value, keys: ["by", "answers"])
      guard let written = mapping.required("by"), let kind = written.read(Form<SurveyKind>.choice) else {
        return nil
      }
      kinds.add(kind.rawValue, at: written)
      if kind == .representative, !hasRepresentative {
        value.fail("is a representative's, and the session has none; name one, or let the customer answer")
      }
      let given = mapping["answers"].map(answers) ?? []
      check(given, kind, mapping)
      return StartupSurvey(kind: kind, answers: given)
    }
  }

  /// By question; where several options were chosen, their list.
  private func answers(_ value: YAMLValue) -> [SurveyAnswer] {
    value.pairs.flatMap { question, value in
      (value.isList ? value.elements : [value]).compactMap { answer in
        answer.read(.text(0...4096, control: true)).map { SurveyAnswer(question: question, answer: $0) }
      }
    }
  }

  private func check(_ given: [SurveyAnswer], _ kind: SurveyKind, _ mapping: YAMLMapping) {
    // Earlier sessions are of the default public site.
    let questions = organization.exitSurveys.questions(kind, site: 1)
    do throws(SurveyMisfit) { _ = try questions.resolve(given) } catch {
      switch error {
      case .unknownQuestion(let name):
        let known = questions.map(\.name)
        let mend =
          known.isEmpty
          ? "write questions into \(files.name)/surveys.yaml" : Suggestion.mend(name, among: known)
        mapping["answers"]?.fail("\(Misfit.quote(name)) is no question of the survey; \(mend)")
      case .unknownOption(let question, let option):
        let known = questions.first { $0.name == question }?.options.map(\.loggedValue) ?? []
        mapping["answers"]?.fail(
          "\(Misfit.quote(option)) is no option of \(question); \(Suggestion.mend(option, among: known))")
      case .severalAnswers(let question):
        mapping["answers"]?.fail("\(question) has several answers and takes one; write one of them")
      }
    }
  }
}
