/// Why the appliance does not start, in a sentence that names the cause and the mend.
struct StartFault: Error {
  /// What is to be told.
  let sentence: String
  /// 2 for wrong usage or configuration, 1 for everything else.
  let exitCode: Int32

  /// A signal has ended the start before the doors were open; a clean end of `serve`.
  static let interrupted = StartFault(sentence: "stopped before the start was over", exitCode: 0)

  static func configuration(_ sentence: String) -> StartFault { StartFault(sentence: sentence, exitCode: 2) }
  static func failure(_ sentence: String) -> StartFault { StartFault(sentence: sentence, exitCode: 1) }
}
