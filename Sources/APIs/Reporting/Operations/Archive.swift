import APIKit
import Archives
import Determinism
import HTTPMessages
import HTTPTypes

/// Guide: "Download Reports with Archive".
///
/// One archive as a gzip file. What does not exist, or cannot be had yet, is an XML error with the text that clients
/// look for.
extension ReportCall {
  func archive() -> Response {
    let kind: ArchiveKind
    let date: CivilDate
    let index: Int
    do throws(ReportFault) {
      kind = try archiveKind()
      date = try archiveDate()
      index = try archiveIndex()
    } catch {
      return self.error(error.sentence)
    }
    let view = view()
    return deferred {
      do {
        let entries = try api.archives.archives(on: date, upTo: view.number)
        guard let entry = entries.first(where: { $0.kind == kind && $0.index == index }), view.offers(entry),
          let file = try api.archives.archive(kind, on: date, index: index, upTo: view.number)
        else { return self.error(ArchiveTexts.none) }
        return self.file(file, name: "\(kind.rawValue)-archive-\(date.text)-\(index).json.gz")
      } catch {
        return self.error("The archive could not be read: \(error).")
      }
    }
  }

  private func file(_ file: any ArchiveFile, name: String) -> Response {
    var response = Answers.answer(.gzip, .stream(ArchiveBody(file)), to: request, in: context)
    response.fields.append("Content-Disposition", "attachment; filename=\"\(name)\"")
    return response
  }

  private func archiveKind() throws(ReportFault) -> ArchiveKind {
    guard let text = value("type") else {
      throw ReportFault(sentence: "type is missing: give state or event.")
    }
    guard let kind = ArchiveKind(rawValue: text) else {
      throw ReportFault(sentence: "type is \"\(text)\"; it may be state or event.")
    }
    return kind
  }

  private func archiveIndex() throws(ReportFault) -> Int {
    guard let text = value("index") else {
      throw ReportFault(sentence: "index is missing: give a number that ArchiveListing shows.")
    }
    guard let index = WholeNumber.parse(text), index >= 1, let index = Int(exactly: index) else {
      throw ReportFault(sentence: "index is \"\(text)\"; it must be a whole number, 1 or more.")
    }
    return index
  }
}

/// An archive's file as a body: a piece at a time, as fast as the client reads.
private final class ArchiveBody: BodySource {
  private let file: any ArchiveFile

  init(_ file: any ArchiveFile) { self.file = file }

  func next(into buffer: inout [UInt8], limit: Int) throws -> Bool {
    guard let piece = try file.next() else { return false }
    buffer.append(contentsOf: piece)
    return true
  }
}
