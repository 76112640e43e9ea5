public import Determinism

/// What a recording of a screen has to show: who took part in what, and what happened when. The same facts always make
/// the same video.
public struct ScreenRecording: Hashable, Sendable {
  /// The longest that a video becomes, in seconds: 31 days. What happens later is not in it.
  public static let longestSeconds: Int64 = 31 * 86_400
  /// The most happenings that a video shows; of what follows, its last line says how much it is.
  public static let mostHappenings = 300
  /// The most characters of a happening's words, which fill three lines; what follows is left out.
  static let mostCharacters = LogLine.most * LogLine.width

  /// The company's name.
  public var company: String
  /// What kind of recording it is.
  public var title: String
  /// The session's or presentation's LSID.
  public var lsid: String
  /// When the recording begins.
  public var start: Timestamp
  /// How long it is; at least one second is shown.
  public var seconds: Int64
  /// Who took part.
  public var people: [Person]
  /// What happened, in its order, as far as it is shown.
  public let happenings: [Happening]
  /// How much more happened.
  public let omitted: Int

  /// Everything that a recording shows. Of what is too much to be shown nothing is kept.
  public init(
    company: String, title: String, lsid: String, start: Timestamp, seconds: Int64, people: [Person],
    happenings: [Happening]
  ) {
    self.company = company
    self.title = title
    self.lsid = lsid
    self.start = start
    self.seconds = seconds
    self.people = people
    self.happenings = happenings.prefix(Self.mostHappenings).map { happening in
      var shown = happening
      shown.words = String(happening.words.prefix(Self.mostCharacters + 1))
      shown.name = String(happening.name.prefix(Self.mostCharacters))
      return shown
    }
    omitted = max(0, happenings.count - Self.mostHappenings)
  }

  /// Somebody who took part.
  public struct Person: Hashable, Sendable {
    /// As what, for people to read.
    public var role: String
    /// The name.
    public var name: String

    /// Somebody.
    public init(role: String, name: String) {
      self.role = role
      self.name = name
    }
  }

  /// Something that happened.
  public struct Happening: Hashable, Sendable {
    /// Whose doing it is.
    public enum Side: Hashable, Sendable {
      /// A customer's or an attendee's.
      case customer
      /// A representative's.
      case representative
      /// Nobody's but the appliance's.
      case system
    }

    /// What kind of happening it is.
    public enum Kind: Hashable, Sendable {
      /// Somebody wrote the words into the chat.
      case said
      /// Somebody did what the words say.
      case done
      /// A window came to the front; the words are its title.
      case window
    }

    /// Seconds since the recording's beginning.
    public var second: Int64
    /// Whose doing it is.
    public var side: Side
    /// Their name.
    public var name: String
    /// What kind of happening it is.
    public var kind: Kind
    /// The words.
    public var words: String

    /// Something that happened.
    public init(second: Int64, side: Side, name: String, kind: Kind, words: String) {
      self.second = second
      self.side = side
      self.name = name
      self.kind = kind
      self.words = words
    }
  }

  /// The recording as an MP4 file.
  public func video() -> [UInt8] {
    var film = ScreenFilm(self)
    return film.video()
  }
}
