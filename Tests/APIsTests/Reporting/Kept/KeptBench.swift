import HTTPMessages
import HTTPTypes
import History

@testable import APIs

extension ReportingBench {
  /// The query of a link, as reports print it.
  static func query(_ content: SessionDownloads.Content, of lsid: String, view: Bool = false) -> String {
    let url = SessionDownloads(seed: 1).url(content, of: lsid, base: "", view: view)
    return String(url.split(separator: "?")[1])
  }

  /// Follows a link, with further header fields.
  func kept(
    _ content: SessionDownloads.Content, of lsid: String, view: Bool = false, fields: [(String, String)] = []
  ) throws -> Answer {
    let request = Request(
      method: .get, path: "/session_download",
      query: Array(Self.query(content, of: lsid, view: view).utf8)[...],
      fields: FieldLines([("host", "support.example.com")] + fields),
      connection: ConnectionInfo(isSecure: true))
    return try send(request)
  }
}
