import ApplianceDomain

/// Reads seed data in the order of its references, so that each is checked where it is written.
struct SeedReader {
  let files: SeedFiles
  let problems: ProblemList
  let hashing: SeedData.Hashing
  /// What has been read so far, for references to it.
  var organization = Organization(company: Company(apiName: "", displayName: ""), publicSites: [])

  init(files: SeedFiles, problems: ProblemList, hashing: @escaping SeedData.Hashing) {
    self.files = files
    self.problems = problems
    self.hashing = hashing
  }

  func read() -> Organization {
    var reader = self
    reader.readCompany()
    reader.readSurveys()
    reader.readAppliances()
    reader.readRepresentatives()
    reader.readTeams()
    reader.readIssues()
    reader.readJump()
    reader.readAccounts()
    reader.readStartup()
    return reader.organization
  }

  /// A file's sections; nil where it is not there, or empty.
  func sections(of file: String) -> YAMLMapping? {
    let path = "\(files.name)/\(file)"
    guard let text = files.texts[file],
      let root = YAMLFile.root(of: text, file: path, problems: problems)
    else { return nil }
    return YAMLMapping(root, keys: SeedFiles.sections[file] ?? [])
  }

  private mutating func readCompany() {
    guard let file = sections(of: "company.yaml") else {
      if problems.isEmpty {
        problems.add("\(files.name)/company.yaml", "is missing or empty; write company and public_sites")
      }
      return
    }
    if let value = file.required("company") {
      let company = YAMLMapping(value, keys: ["api_name", "display_name", "licenses"])
      organization.company = Company(
        apiName: company.required("api_name", .company) ?? "", displayName: company.text("display_name"))
      organization.licenses = company["licenses"]?.read(.integer(0...1_000_000, example: 10))
    }
    var hostnames = UniqueValues<String>("host name")
    var ids = UniqueValues<Int>("ID")
    organization.publicSites = file.list("public_sites").map { value in
      let site = YAMLMapping(
        value, keys: ["id", "name", "hostnames", "list_representatives_as_issues", "click_to_chat"])
      let names: [String] = site.list("hostnames").compactMap { value in
        guard let name = value.read(.hostname) else { return nil }
        hostnames.add(name.lowercased(), at: value)
        return name
      }
      if names.isEmpty { value.fail("has no hostnames; write at least one") }
      return PublicSite(
        id: ids.id(of: site), name: site.text("name"), hostnames: names,
        listsRepresentativesAsIssues: site.boolean("list_representatives_as_issues", default: false),
        prefersChat: site.boolean("click_to_chat", default: false))
    }
    readLanguages(file)
    if !organization.publicSites.contains(where: { $0.id == 1 }) {
      let place = file["public_sites"]?.place ?? file.value.place
      problems.add(place, "has no public site with the ID 1, the default one; write it")
    }
  }

  /// The languages that are installed, the default one first; all of them where none is named.
  private mutating func readLanguages(_ file: YAMLMapping) {
    var codes = UniqueValues<String>("language")
    let languages: [String] = file.list("languages").compactMap { value in
      guard let code = value.text else { return nil }
      guard Language.available.contains(code) else {
        value.fail(
          "\(Misfit.quote(code)) is no language package; \(Suggestion.mend(code, among: Language.available))")
        return nil
      }
      codes.add(code, at: value)
      return code
    }
    if !languages.isEmpty { organization.languages = languages }
  }

  /// A section of code names with display names.
  func namedCodes(_ file: YAMLMapping, _ section: String) -> [NamedCode] {
    var codeNames = UniqueValues<String>("code name")
    return file.list(section).map { value in
      let code = YAMLMapping(value, keys: ["code_name", "name"])
      let codeName = code.required("code_name", .codeName) ?? ""
      if let value = code["code_name"] { codeNames.add(codeName.lowercased(), at: value) }
      return NamedCode(codeName: codeName, name: code.text("name", default: codeName))
    }
  }

  /// Code names of skills that are configured.
  func skills(_ mapping: YAMLMapping) -> [String] {
    let known = organization.skills.map(\.codeName)
    return mapping.list("skills").compactMap { value in
      guard let name = value.text else { return nil }
      if !known.contains(name) {
        value.fail("\(Misfit.quote(name)) is no skill's code name; \(Suggestion.mend(name, among: known))")
      }
      return name
    }
  }
}

/// Values of which none may be there twice.
struct UniqueValues<Value: Hashable & Sendable> {
  private let noun: String
  private var places: [Value: String] = [:]

  init(_ noun: String) { self.noun = noun }

  mutating func add(_ added: Value, at value: YAMLValue) {
    if let first = places[added] {
      value.fail(
        "\(Misfit.quote("\(added)")) is a second time the same \(noun), after \(first); write another one")
    } else {
      places[added] = value.place
    }
  }
}

extension UniqueValues<Int> {
  /// The `id` of something; 0 where it is wrong.
  mutating func id(of mapping: YAMLMapping) -> Int {
    guard let value = mapping.required("id"), let id = value.read(.id) else { return 0 }
    add(id, at: value)
    return id
  }
}
