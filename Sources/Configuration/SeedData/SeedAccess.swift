import ApplianceDomain

/// Issues, custom fields and API accounts.
extension SeedReader {
  mutating func readIssues() {
    guard let file = sections(of: "issues.yaml") else { return }
    organization.customFields = namedCodes(file, "custom_fields")
    if organization.customFields.contains(where: { $0.codeName == AttributeValue.externalKey }) {
      file["custom_fields"]?.fail("has external_key, which every session has anyway; leave it out")
    }
    var ids = UniqueValues<Int>("ID")
    var codeNames = UniqueValues<String>("code name")
    organization.issues = file.list("issues").map { value in
      let issue = YAMLMapping(value, keys: ["id", "code_name", "title", "team", "priority", "skills"])
      if let value = issue["code_name"], let text = value.text { codeNames.add(text.lowercased(), at: value) }
      return Issue(
        id: ids.id(of: issue), codeName: issue.required("code_name", .codeName) ?? "",
        title: issue.text("title", maximum: 255),
        team: issue.required("team").flatMap { team(at: $0) } ?? 0,
        priority: issue.optional("priority", .integer(1...3, example: 2), default: 2), skills: skills(issue))
    }
  }

  private func team(at value: YAMLValue) -> Int? {
    guard let id = value.read(.id) else { return nil }
    if !organization.teams.contains(where: { $0.id == id }) {
      value.fail("no team has the ID \(id); write one of \(files.name)/teams.yaml")
    }
    return id
  }

  mutating func readAccounts() {
    guard let file = sections(of: "accounts.yaml") else { return }
    var ids = UniqueValues<String>("client ID")
    organization.apiAccounts = file.list("api_accounts").map { account($0, &ids) }
  }

  private func account(_ value: YAMLValue, _ ids: inout UniqueValues<String>) -> APIAccount {
    let mapping = YAMLMapping(
      value, keys: ["client_id", "client_secret", "client_secret_plain", "name", "enabled", "permissions"])
    let example = "e52a9aa6fc0508ddf3a40601a736b230a1bebcd1"
    let clientID = mapping.required("client_id", .hex(40...40, example: example)) ?? ""
    if let value = mapping["client_id"], !clientID.isEmpty { ids.add(clientID, at: value) }
    if mapping["client_secret"] == nil, mapping["client_secret_plain"] == nil {
      value.fail("has no secret; write client_secret with salt and digest, or client_secret_plain")
    }
    return APIAccount(
      clientID: clientID, name: mapping.text("name"),
      secret: secret("client_secret", of: mapping) ?? SecretHash(salt: "", digest: ""),
      isEnabled: mapping.boolean("enabled", default: true), permissions: permissions(mapping))
  }

  /// `permissions: all`, or the names of `get_api_info`; what is not named is denied.
  private func permissions(_ account: YAMLMapping) -> Permissions {
    guard let value = account["permissions"] else { return Permissions() }
    if value.isScalar("all") { return .all }
    let mapping = YAMLMapping(value, keys: ["perm_command"] + Permission.allCases.map(\.rawValue))
    let granted = Permission.allCases.filter { mapping.optional($0.rawValue, .oneOrZero, default: false) }
    return Permissions(
      command: mapping.optional("perm_command", .choice, default: CommandAccess.deny),
      granted: PermissionSet(granted))
  }
}

extension Form where Value == Bool {
  /// A permission, as `get_api_info` writes it or as a truth value.
  static var oneOrZero: Form {
    Form { text throws(Misfit) in
      switch text {
      case "1", "true": return true
      case "0", "false": return false
      default: throw Misfit(text, "is no permission's value; write 1 or 0")
      }
    }
  }
}
