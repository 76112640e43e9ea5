public import ApplianceDomain

/// What the control API needs from rooms that it may not know, given by the assembly.
public struct ControlDependencies: Sendable {
  /// What is known of the program at this moment.
  public var info: @Sendable () -> ControlInfo
  /// Whether the program is about to end: health says so then.
  public var isStopping: @Sendable () -> Bool
  /// Waits, between two steps of an advance, for readers of the stream that keep reading; bounded in real time.
  /// Called on a worker thread, which it may block.
  public var pause: @Sendable () -> Void
  /// Starts over with the seed data, and answers the number of the last batch. Called on a worker thread.
  public var reset: @Sendable () -> UInt64
  /// Blocks the calling worker thread until everything up to a batch is durable; false where it cannot become so.
  public var waitUntilDurable: @Sendable (UInt64) -> Bool
  /// The tables and fields that the stream shows.
  public var streamView: StreamView
  /// The simulation's switch, profile and rates.
  public var simulation: SimulationControl

  /// Dependencies with all their parts.
  public init(
    info: @escaping @Sendable () -> ControlInfo, isStopping: @escaping @Sendable () -> Bool = { false },
    pause: @escaping @Sendable () -> Void, reset: @escaping @Sendable () -> UInt64,
    waitUntilDurable: @escaping @Sendable (UInt64) -> Bool, streamView: StreamView,
    simulation: SimulationControl
  ) {
    self.info = info
    self.isStopping = isStopping
    self.pause = pause
    self.reset = reset
    self.waitUntilDurable = waitUntilDurable
    self.streamView = streamView
    self.simulation = simulation
  }
}

/// What the program says of itself: `GET /v1/info`.
public struct ControlInfo: Sendable {
  /// The version of this program.
  public var version: String
  /// The appliance's primary host name.
  public var hostname: String
  /// The seed of all randomness.
  public var seed: UInt64
  /// The ports that are open; nil is off.
  public var httpsPort: Int?
  /// The port of the appliance over plain HTTP; nil is off.
  public var httpPort: Int?
  /// The port of the control API.
  public var controlPort: Int?
  /// The process.
  public var processID: Int
  /// Real seconds since the start.
  public var uptimeSeconds: Double

  /// What is known of the program.
  public init(
    version: String, hostname: String, seed: UInt64, httpsPort: Int?, httpPort: Int?, controlPort: Int?,
    processID: Int, uptimeSeconds: Double
  ) {
    self.version = version
    self.hostname = hostname
    self.seed = seed
    self.httpsPort = httpsPort
    self.httpPort = httpPort
    self.controlPort = controlPort
    self.processID = processID
    self.uptimeSeconds = uptimeSeconds
  }
}

/// The state model as the stream shows it: row by row, because the stream knows no more of a row either.
public struct StreamView: Sendable {
  /// The tables that it shows, in its order.
  public var tables: [TableName]
  /// The fields of a row by their names on the stream, in its order; nil where it does not show the row.
  public var fields: @Sendable (TableRow) -> [(name: String, value: FieldValue)]?

  /// A view with its parts.
  public init(
    tables: [TableName], fields: @escaping @Sendable (TableRow) -> [(name: String, value: FieldValue)]?
  ) {
    self.tables = tables
    self.fields = fields
  }
}

/// The simulation, as the control API shows, switches and changes it.
public struct SimulationControl: Sendable {
  /// A rate with its documented name.
  public struct Rate: Sendable, Equatable {
    /// The name, in words joined by underscores.
    public var name: String
    /// The value.
    public var value: Double

    /// A rate.
    public init(name: String, value: Double) {
      self.name = name
      self.value = value
    }
  }

  /// What shall be different.
  public struct Change: Sendable, Equatable {
    /// Whether it acts; nil leaves that.
    public var isRunning: Bool?
    /// The profile that is simulated from now on; nil leaves that.
    public var profile: String?
    /// The rates that are replaced, on top of the profile's.
    public var rates: [Rate]

    /// A change.
    public init(isRunning: Bool? = nil, profile: String? = nil, rates: [Rate] = []) {
      self.isRunning = isRunning
      self.profile = profile
      self.rates = rates
    }
  }

  /// Whether it acts.
  public var isRunning: @Sendable () -> Bool
  /// The name of the profile that was chosen last, if any.
  public var profile: @Sendable () -> String?
  /// All rates, in a fixed order.
  public var rates: @Sendable () -> [Rate]
  /// Makes a change, all or nothing. Answers a sentence for each thing that cannot be used.
  public var change: @Sendable (Change) -> [String]

  /// A simulation behind four functions.
  public init(
    isRunning: @escaping @Sendable () -> Bool, profile: @escaping @Sendable () -> String? = { nil },
    rates: @escaping @Sendable () -> [Rate], change: @escaping @Sendable (Change) -> [String]
  ) {
    self.isRunning = isRunning
    self.profile = profile
    self.rates = rates
    self.change = change
  }
}
