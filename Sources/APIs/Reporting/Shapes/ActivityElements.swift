import ApplianceDomain
import Determinism
import Documents
import History

/// What an event of SupportSession says of an activity. Values go to `data`, except those that the guide has elements
/// for.
extension EventElement {
  /// The elements before `data`.
  func writeElements(of activity: SessionActivity.Kind, _ body: RowText, to xml: inout XMLWriter) throws {
    guard activity.hasElements else { return }
    var fields = Fields(body)
    var size: Fields.Field?
    while let field = try fields.next() {
      switch field.kind {
      case .text where activity == .sessionNoteAdded && field.name == "body":
        Self.writeBody(field.value, to: &xml)
      case .text where activity.isAboutFile && field.name == "name":
        xml.element("filename", utf8: field.value.bytes)
      case .integer where activity.isAboutFile && field.name == "size": size = field
      case .files: try writeFiles(field, to: &xml)
      case .tables: try SystemInformationElement.write(field, to: &xml)
      default: break
      }
    }
    if let size { xml.element("filesize", try size.number()) }
  }

  func writeData(
    of activity: SessionActivity.Kind, _ kind: EventKind, _ body: RowText, _ links: SessionLinks,
    _ recorded: RecordingKinds, to xml: inout XMLWriter
  ) throws {
    var data = DataElement()
    var fields = Fields(body)
    var instance: Int64 = 0
    while let field = try fields.next() {
      switch field.kind {
      case .text where activity == .sessionNoteAdded && field.name == "body": break
      case .text: data.value(kind.shown(field.name), field.value, to: &xml)
      case .integer:
        if field.name == "instance" { instance = try field.number() }
        data.value(kind.shown(field.name), field.value, to: &xml)
      case .time:
        let time = Timestamp(milliseconds: try field.number())
        data.value(kind.shown(field.name), time.seconds, to: &xml)
      // `Undocumented:` the guide does not say how the survey stands among the events.
      case .answers:
        var texts = field.texts
        while !texts.isAtEnd { data.value(try texts.text(), try texts.text(), to: &xml) }
      case .files, .tables, .texts: break
      }
    }
    if let recording = activity.recording, recorded.contains(recording),
      let content = SessionDownloads.Content(recording, instance: instance)
    {
      data.value("download_url", links.url(content, view: false), to: &xml)
      data.value("view_url", links.url(content, view: true), to: &xml)
    }
    data.end(&xml)
  }

  /// What a `file` holds is printed with the report SupportTeam ("Download Reports with SupportTeam"), and is taken for
  /// every report.
  private func writeFiles(_ field: Fields.Field, to xml: inout XMLWriter) throws {
    var texts = field.texts
    xml.begin("files")
    while !texts.isAtEnd {
      xml.begin("file")
      xml.attribute("name", utf8: try texts.text().bytes)
      xml.attribute("size", utf8: try texts.text().bytes)
      xml.end()
      _ = try texts.text()
    }
    xml.end()
  }

  static func writeBody(_ body: RowText, to xml: inout XMLWriter) {
    if XMLWriter.isRepresentable(utf8: body.bytes) {
      xml.element("body", utf8: body.bytes)
    } else {
      xml.element("encoded_body", base64Lines(body))
    }
  }

  /// RFC 2045 section 6.8, which the guide names: lines of at most 76 characters. XML's line break is the line feed.
  private static func base64Lines(_ text: RowText) -> String {
    var lines = Base64.encode(Array(text.bytes))[...]
    var broken = ""
    while lines.utf8.count > 76 {
      broken += lines.prefix(76) + "\n"
      lines = lines.dropFirst(76)
    }
    return broken + lines
  }
}

extension EventKind {
  /// Whether the report has it. Guide: "Command Shell Session Started" only where the session's command shells are
  /// recorded. The other events of recordings are told of what was recorded alone.
  func isShown(recorded: RecordingKinds) -> Bool {
    guard case .activity(.commandShellSessionStarted) = content else { return true }
    return recorded.contains(.commandShell)
  }

  /// The name under which clients know a value.
  func shown(_ name: RowText) -> RowText {
    for pair in names where name == pair.stored {
      return RowText(UnsafeRawBufferPointer(start: pair.shown.utf8Start, count: pair.shown.utf8CodeUnitCount))
    }
    return name
  }
}
