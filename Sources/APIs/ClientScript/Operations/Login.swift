import Documents

extension ScriptCommand {
  /// `login` (guide: "API Script Command: login").
  ///
  /// Every script begins with it; asked for by itself it takes the credentials, all three of its parameters or none.
  static let login = ScriptCommand(
    "login",
    [
      ScriptParameter("mechanism", .choice(["username_password"])), ScriptParameter("username"),
      ScriptParameter("password"),
    ], takesCustomFields: false
  ) { given throws(CallFault) in
    guard !given.isEmpty, given.count < 3 else { return }
    let missing = ["mechanism", "username", "password"].filter { name in !given.contains { $0.name == name } }
    throw CallFault(
      "The parameter \(given[0].name) of login is given, and \(missing.joined(separator: " and ")) is missing; "
        + "send mechanism, username and password together, or none of them.")
  }
}
