public import Determinism

/// What a recording of a command shell has to show. The same facts always make the same text and the same video.
public struct ShellRecording: Hashable, Sendable {
  /// The company's name.
  public var company: String
  /// The session's LSID.
  public var lsid: String
  /// Which of the session's shells it is, from 0.
  public var instance: Int64
  /// Who opened it.
  public var representative: String
  /// The name of the customer's computer.
  public var hostname: String
  /// The customer's operating system, as the session tells it.
  public var operatingSystem: String
  /// The computer's address.
  public var address: String
  /// When it was opened.
  public var start: Timestamp
  /// When the session ended; a shell that would be open longer is cut there, where that leaves some seconds of it.
  public var end: Timestamp?

  /// Everything that a recording shows.
  public init(
    company: String, lsid: String, instance: Int64, representative: String, hostname: String,
    operatingSystem: String, address: String, start: Timestamp, end: Timestamp? = nil
  ) {
    self.company = company
    self.lsid = lsid
    self.instance = instance
    self.representative = representative
    self.hostname = hostname
    self.operatingSystem = operatingSystem
    self.address = address
    self.start = start
    self.end = end
  }

  /// What is seen in the shell when it is over, line by line.
  public var transcript: [String] { ShellScript(self).text }

  /// The recording as an MP4 file.
  public func video() -> [UInt8] {
    var film = ShellFilm(self)
    return film.video()
  }
}
