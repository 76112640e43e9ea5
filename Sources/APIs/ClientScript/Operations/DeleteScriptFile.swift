extension ScriptCommand {
  /// `delete_script_file` (guide: "The … Client Scripting API", the list of actions): it has no parameters, and every
  /// script ends with it. Asked for by itself it gives a script that logs in and does nothing more.
  static let deleteScriptFile = ScriptCommand("delete_script_file", [], takesCustomFields: false)
}
