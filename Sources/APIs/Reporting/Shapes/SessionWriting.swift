import ApplianceDomain
import Documents
import History

/// Writes the sessions that it is shown, until a piece of the document is full.
struct SessionWriting: SessionVisitor, ~Copyable {
  var xml: XMLWriter
  private let element: SessionElement
  private let downloads: SessionDownloads
  private let base: String
  private let limit: Int
  private var links: SessionLinks
  private var recorded: RecordingKinds = []
  /// Where the events of the session begin.
  private var events: XMLWriter.Place

  /// - Parameters:
  ///   - base: scheme and authority of links.
  ///   - limit: how many bytes fill a piece.
  init(
    _ xml: consuming XMLWriter, _ element: SessionElement, _ downloads: SessionDownloads, base: String,
    limit: Int
  ) {
    self.xml = xml
    events = self.xml.place
    self.element = element
    self.downloads = downloads
    self.base = base
    self.limit = limit
    links = SessionLinks()
  }

  mutating func begin(_ session: borrowing SessionRow) {
    links = downloads.links(of: session.lsid.string, base: base)
    recorded = session.recordings.enabled
    element.begin(session, links, to: &xml)
    events = xml.place
  }

  mutating func beginEventsAgain() { xml.goBack(to: events) }

  mutating func event(_ event: borrowing EventRow) throws {
    try element.events.write(event, links, recorded: recorded, to: &xml)
  }

  mutating func end() -> Bool {
    element.end(&xml)
    return xml.count < limit
  }
}
