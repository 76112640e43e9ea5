/// What kind of support centre is simulated: who comes and when, who works when, what they do, and what goes wrong.
///
/// All of it is plain values. ``validate()`` finds what cannot be used; a scenario that comes from a file or from a
/// caller has been through it. What is not said is that of a quiet day.
public struct Scenario: Codable, Equatable, Sendable {
  /// Whether anybody acts at all. Time passes either way.
  public var acting = true
  /// How busy it is.
  public var rates = SimulationRates()
  /// When customers come, and how.
  public var arrivals = Arrivals()
  /// How often sessions begin by which way.
  public var mix = Mix()
  /// How waiting sessions find somebody.
  public var routing = Routing()
  /// What happens in sessions.
  public var sessions = Sessions()
  /// How often which tool is taken.
  public var tools = Tools()
  /// What representatives do at their consoles.
  public var work = Work()
  /// What people and machines do wrong.
  public var faults = Faults()
  /// Presentations.
  public var presentations = Presentations()
  /// Who is added to the seed data when a data directory is filled.
  public var staff = Staff()
  /// Where and when representatives work; at least one.
  public var offices = [Office()]

  /// A quiet day.
  public init() {}

  /// A scenario with only its rates said.
  public init(rates: SimulationRates) { self.rates = rates }
}

extension Scenario {
  /// When customers come, and how.
  public struct Arrivals: Codable, Equatable, Sendable {
    /// Minutes by which the customers' clocks are ahead of UTC.
    public var utcOffset = 0
    /// The share of the peak rate at each hour of the customers' day, from midnight: 24 numbers of at most 1.
    public var hours = [
      0.45, 0.4, 0.4, 0.4, 0.4, 0.45, 0.55, 0.7, 0.9, 1, 1, 0.95, 0.8, 0.9, 1, 1, 0.95, 0.85, 0.75, 0.7, 0.65,
      0.6, 0.55, 0.5,
    ]
    /// The share of the peak rate on each day of the week, Monday first: 7 numbers of at most 1.
    public var days = [1, 1, 0.95, 0.95, 0.9, 0.7, 0.7]
    /// How many times a day something breaks that many customers need.
    public var burstsPerDay = 1.0
    /// Minutes that a burst lasts, on average.
    public var burstMinutes = 12.0
    /// How many times more customers come in a burst.
    public var burstFactor = 3.0
    /// Customers who come at once when the appliance starts, over ``openingSeconds``.
    public var openingSessions = 0.0
    /// Seconds over which they come.
    public var openingSeconds = 60.0
    /// The probability that a session waits for its customer's client before it enters a queue.
    public var prewaitProbability = 0.3
    /// Seconds that a customer needs to start the client, on average.
    public var clientStartSeconds = 12.0
    /// The probability that a customer never starts it.
    public var neverStartsProbability = 0.08
    /// The probability that a session has an external key.
    public var externalKeyProbability = 0.35
    /// The probability that a custom field has a value.
    public var attributeProbability = 0.3
    /// The probability that a session asks for a skill of its own.
    public var skillProbability = 0.1
    /// The probability that a session has a priority of its own.
    public var priorityProbability = 0.15

    /// A quiet day's.
    public init() {}
  }

  /// How often sessions begin by which way: weights, of which only the proportions count.
  public struct Mix: Codable, Equatable, Sendable {
    // Each is the documented start_method of its name.
    // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
    public var sessionKey = 34.0
    // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
    public var repList = 12.0, issueSubmission = 36.0
    // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
    public var jumpClient = 5.0, localJump = 3.0, remoteJump = 3.0, shellJump = 2.0
    // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
    public var localRDP = 2.0, remoteRDP = 2.0, localVNC = 1.0, remoteVNC = 1.0, vPro = 1.0
    /// The share of the sessions by key whose key a representative has just made.
    public var generatedKeyShare = 0.3
    /// The share of the sessions by key that go to an embassy, where the version has embassies.
    public var embassyShare = 0.1
    /// The share of the customers who come with a phone or tablet.
    public var mobileShare = 0.1
    /// The share of the customers who only chat, in their browser.
    public var webChatShare = 0.1

    /// A quiet day's.
    public init() {}
  }

  /// How waiting sessions find somebody.
  public struct Routing: Codable, Equatable, Sendable {
    /// The share of the sessions that the appliance assigns; the others are picked up by hand.
    public var assignmentShare = 0.5
    /// Seconds after which somebody answers an alert, on average.
    public var answerSeconds = 5.0
    /// Seconds after which an alert times out.
    public var timeoutSeconds = 30.0
    /// The probability that an alert is declined.
    public var refusalProbability = 0.08
    /// The probability that nobody answers it.
    public var timeoutProbability = 0.05
    /// The probability that a session which still waits is moved to another queue.
    public var requeueProbability = 0.05

    /// A quiet day's.
    public init() {}
  }

  /// What happens in sessions.
  public struct Sessions: Codable, Equatable, Sendable {
    /// Seconds between two things that a representative does in a session besides talking, on average; 0 is never.
    public var deedSeconds = 25.0
    /// The probability that it is taking another tool rather than going on with one that is at hand.
    public var switchProbability = 0.35
    /// The probability that somebody else comes into a session.
    public var conferenceProbability = 0.12
    /// The share of those who come from outside, by invitation.
    public var invitedShare = 0.3
    /// The probability that a customer is asked for a legal agreement.
    public var agreementProbability = 0.5
    /// The probability that an agreement is declined, and again that it times out.
    public var disagreementProbability = 0.02
    /// The probability that the customer answers the exit survey.
    public var customerSurveyProbability = 0.35
    /// The probability that the representative answers the exit survey.
    public var representativeSurveyProbability = 0.5
    /// The probability that the customer's client is elevated, where it can be.
    public var elevationProbability = 0.3
    /// The probability that the customer's computer is rebooted, where there is one.
    public var rebootProbability = 0.08

    /// A quiet day's.
    public init() {}
  }

  /// How often which tool is taken, where the customer's client has it: weights.
  public struct Tools: Codable, Equatable, Sendable {
    // Each is the documented service tab of its name.
    // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
    public var screenSharing = 40.0, cobrowse = 4.0, fileTransfer = 20.0
    // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
    public var systemInformation = 12.0, remoteShell = 12.0, registry = 12.0

    /// A quiet day's.
    public init() {}
  }

  /// What representatives do at their consoles.
  public struct Work: Codable, Equatable, Sendable {
    /// Seconds between two times that somebody looks elsewhere, or at another session, on average; 0 is never.
    public var focusSeconds = 60.0
    /// Minutes of the break in the middle of a shift; 0 is none.
    public var breakMinutes = 30.0
    /// Minutes before the end of a shift from which nobody takes new sessions.
    public var windDownMinutes = 10.0
    /// Minutes after the end of a shift after which open sessions go back to their team.
    public var overtimeMinutes = 10.0
    /// Minutes between two things that happen in a team besides sessions, on average; 0 is never.
    public var teamDeedMinutes = 15.0
    /// The probability that who logs out stays in extended availability mode.
    public var extendedAvailabilityProbability = 0.3

    /// A quiet day's.
    public init() {}
  }

  /// What people and machines do wrong.
  public struct Faults: Codable, Equatable, Sendable {
    /// Hours between two times that a console loses its connection, on average; 0 is never.
    public var consoleLossHours = 6.0
    /// Seconds after which a console is connected again, on average.
    public var consoleReturnSeconds = 20.0
    /// Seconds after which a console that is not connected again counts as logged out.
    public var consoleTimeoutSeconds = 60.0
    /// The probability that a customer's client loses its connection in a session.
    public var customerLossProbability = 0.1
    /// Seconds after which a customer is connected again, on average.
    public var customerReturnSeconds = 15.0
    /// The probability that a customer who lost the connection never comes back.
    public var customerGoneProbability = 0.2
    /// The probability that a file operation fails.
    public var fileFailureProbability = 0.12
    /// The probability that a representative leaves while sessions are open.
    public var abruptLeaveProbability = 0.05

    /// A quiet day's.
    public init() {}
  }

  /// Presentations.
  public struct Presentations: Codable, Equatable, Sendable {
    /// Presentations that begin in an hour, on average; 0 is none.
    public var perHour = 0.5
    /// Minutes of a presentation, on average.
    public var minutes = 15.0
    /// Attendees of a presentation, on average.
    public var attendees = 5.0
    /// The probability that a second representative takes over the screen.
    public var handOverProbability = 0.4

    /// A quiet day's.
    public init() {}
  }
}
