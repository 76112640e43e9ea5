import ApplianceDomain
import Documents
import History

/// Writes the sessions that it is shown, until a piece of the document is full.
struct SessionWriting: SessionVisitor, ~Copyable {
  var xml: XMLWriter
  private let element: SessionElement
  private let downloads: SessionDownloads
  private let base: String
  private let isOfTeams: Bool
  private let limit: Int
  private var links: SessionLinks
  private var recorded: RecordingKinds = []
  /// Whether the session has no team in the version, and is left out of a report on sessions of teams.
  private var isLeftOut = false
  /// Where the events of the session begin.
  private var events: XMLWriter.Place

  /// - Parameters:
  ///   - base: scheme and authority of links.
  ///   - isOfTeams: whether only sessions are written that have a primary team.
  ///   - limit: how many bytes fill a piece.
  init(
    _ xml: consuming XMLWriter, _ element: SessionElement, _ downloads: SessionDownloads, base: String,
    isOfTeams: Bool, limit: Int
  ) {
    self.xml = xml
    events = self.xml.place
    self.element = element
    self.downloads = downloads
    self.base = base
    self.isOfTeams = isOfTeams
    self.limit = limit
    links = SessionLinks()
  }

  mutating func begin(_ session: borrowing SessionRow) {
    isLeftOut = isOfTeams && element.teamNames.primary(session.teams) == nil
    guard !isLeftOut else { return }
    links = downloads.links(of: session.lsid.string, base: base)
    recorded = session.recordings.enabled
    element.begin(session, links, to: &xml)
    events = xml.place
  }

  mutating func beginEventsAgain() {
    if !isLeftOut { xml.goBack(to: events) }
  }

  mutating func event(_ event: borrowing EventRow) throws {
    guard !isLeftOut else { return }
    try element.events.write(event, links, recorded: recorded, to: &xml)
  }

  mutating func end() -> Bool {
    if !isLeftOut { element.end(&xml) }
    return xml.count < limit
  }
}
