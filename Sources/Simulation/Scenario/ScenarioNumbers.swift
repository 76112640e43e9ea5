/// A number of something that can be configured: its name in files and for callers, and what it may be.
public struct ConfigurableNumber<Root>: Sendable {
  /// The name, in words joined by underscores.
  public let key: String
  /// Where it is.
  public let path: any WritableKeyPath<Root, Double> & Sendable
  /// The smallest and the largest value that it may have.
  public let range: ClosedRange<Double>

  init(
    _ key: String, _ path: any WritableKeyPath<Root, Double> & Sendable, _ range: ClosedRange<Double>
  ) {
    self.key = key
    self.path = path
    self.range = range
  }
}

/// The bounds of numbers. Past the upper ones a draw would leave the range of times, or ticks would crowd out callers.
private enum Bounds {
  static let probability = 0.0...1.0
  static let weight = 0.0...1_000_000.0
  static let time = 0.1...1_000_000.0
  static let timeOrNever = 0.0...1_000_000.0
}

extension Scenario {
  /// The sections that hold nothing but numbers, with their numbers, in the order of the documentation. `rates` is
  /// another such section, see ``SimulationRates/numbers``.
  public static let sections: [(name: String, numbers: [ConfigurableNumber<Scenario>])] = [
    ("arrivals", arrivalNumbers), ("mix", mixNumbers), ("routing", routingNumbers),
    ("sessions", sessionNumbers), ("tools", toolNumbers), ("work", workNumbers), ("faults", faultNumbers),
    ("presentations", presentationNumbers),
  ]

  private typealias Number = ConfigurableNumber<Scenario>

  private static let arrivalNumbers = [
    Number("bursts_per_day", \.arrivals.burstsPerDay, 0...1000),
    Number("burst_minutes", \.arrivals.burstMinutes, Bounds.time),
    Number("burst_factor", \.arrivals.burstFactor, 1...100),
    Number("opening_sessions", \.arrivals.openingSessions, 0...100_000),
    Number("opening_seconds", \.arrivals.openingSeconds, 1...86_400),
    Number("prewait_probability", \.arrivals.prewaitProbability, Bounds.probability),
    Number("client_start_seconds", \.arrivals.clientStartSeconds, Bounds.time),
    Number("never_starts_probability", \.arrivals.neverStartsProbability, Bounds.probability),
    Number("external_key_probability", \.arrivals.externalKeyProbability, Bounds.probability),
    Number("attribute_probability", \.arrivals.attributeProbability, Bounds.probability),
    Number("skill_probability", \.arrivals.skillProbability, Bounds.probability),
    Number("priority_probability", \.arrivals.priorityProbability, Bounds.probability),
  ]

  private static let mixNumbers = [
    Number("session_key", \.mix.sessionKey, Bounds.weight), Number("rep_list", \.mix.repList, Bounds.weight),
    Number("issue_submission", \.mix.issueSubmission, Bounds.weight),
    Number("jump_client", \.mix.jumpClient, Bounds.weight),
    Number("local_jump", \.mix.localJump, Bounds.weight),
    Number("remote_jump", \.mix.remoteJump, Bounds.weight),
    Number("shell_jump", \.mix.shellJump, Bounds.weight), Number("local_rdp", \.mix.localRDP, Bounds.weight),
    Number("remote_rdp", \.mix.remoteRDP, Bounds.weight), Number("local_vnc", \.mix.localVNC, Bounds.weight),
    Number("remote_vnc", \.mix.remoteVNC, Bounds.weight), Number("vpro", \.mix.vPro, Bounds.weight),
    Number("generated_key_share", \.mix.generatedKeyShare, Bounds.probability),
    Number("embassy_share", \.mix.embassyShare, Bounds.probability),
    Number("mobile_share", \.mix.mobileShare, Bounds.probability),
    Number("web_chat_share", \.mix.webChatShare, Bounds.probability),
  ]

  private static let routingNumbers = [
    Number("assignment_share", \.routing.assignmentShare, Bounds.probability),
    Number("answer_seconds", \.routing.answerSeconds, Bounds.time),
    Number("timeout_seconds", \.routing.timeoutSeconds, 1...86_400),
    Number("refusal_probability", \.routing.refusalProbability, Bounds.probability),
    Number("timeout_probability", \.routing.timeoutProbability, Bounds.probability),
    Number("requeue_probability", \.routing.requeueProbability, Bounds.probability),
  ]

  private static let sessionNumbers = [
    Number("deed_seconds", \.sessions.deedSeconds, Bounds.timeOrNever),
    Number("switch_probability", \.sessions.switchProbability, Bounds.probability),
    Number("conference_probability", \.sessions.conferenceProbability, Bounds.probability),
    Number("invited_share", \.sessions.invitedShare, Bounds.probability),
    Number("agreement_probability", \.sessions.agreementProbability, Bounds.probability),
    Number("disagreement_probability", \.sessions.disagreementProbability, 0...0.5),
    Number("customer_survey_probability", \.sessions.customerSurveyProbability, Bounds.probability),
    Number(
      "representative_survey_probability", \.sessions.representativeSurveyProbability, Bounds.probability),
    Number("elevation_probability", \.sessions.elevationProbability, Bounds.probability),
    Number("reboot_probability", \.sessions.rebootProbability, Bounds.probability),
  ]

  private static let toolNumbers = [
    Number("screen_sharing", \.tools.screenSharing, Bounds.weight),
    Number("cobrowse", \.tools.cobrowse, Bounds.weight),
    Number("file_transfer", \.tools.fileTransfer, Bounds.weight),
    Number("system_information", \.tools.systemInformation, Bounds.weight),
    Number("remote_shell", \.tools.remoteShell, Bounds.weight),
    Number("registry", \.tools.registry, Bounds.weight),
  ]

  private static let workNumbers = [
    Number("focus_seconds", \.work.focusSeconds, Bounds.timeOrNever),
    Number("break_minutes", \.work.breakMinutes, 0...480),
    Number("wind_down_minutes", \.work.windDownMinutes, 0...480),
    Number("overtime_minutes", \.work.overtimeMinutes, 0...480),
    Number("team_deed_minutes", \.work.teamDeedMinutes, Bounds.timeOrNever),
    Number(
      "extended_availability_probability", \.work.extendedAvailabilityProbability, Bounds.probability),
  ]

  private static let faultNumbers = [
    Number("console_loss_hours", \.faults.consoleLossHours, 0...100_000),
    Number("console_return_seconds", \.faults.consoleReturnSeconds, Bounds.time),
    Number("console_timeout_seconds", \.faults.consoleTimeoutSeconds, 1...86_400),
    Number("customer_loss_probability", \.faults.customerLossProbability, Bounds.probability),
    Number("customer_return_seconds", \.faults.customerReturnSeconds, Bounds.time),
    Number("customer_gone_probability", \.faults.customerGoneProbability, Bounds.probability),
    Number("file_failure_probability", \.faults.fileFailureProbability, Bounds.probability),
    Number("abrupt_leave_probability", \.faults.abruptLeaveProbability, Bounds.probability),
  ]

  private static let presentationNumbers = [
    Number("per_hour", \.presentations.perHour, 0...3600),
    Number("minutes", \.presentations.minutes, 0.5...10_000),
    Number("attendees", \.presentations.attendees, 0...1000),
    Number("hand_over_probability", \.presentations.handOverProbability, Bounds.probability),
  ]
}
