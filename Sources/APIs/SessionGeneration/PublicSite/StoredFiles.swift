public import APIKit
public import Backups
import HTTPMessages
import HTTPTypes

/// The files of the file store, which pages of the public site may use: `/files/NAME`.
///
/// `Undocumented:` the guides mention the file store only as a part of backups; on real appliances it holds pictures and
/// scripts for the public site.
public struct StoredFiles: Sendable {
  private let context: APIContext
  private let store: FileStore

  /// The files of a store.
  public init(context: APIContext, store: FileStore) {
    self.context = context
    self.store = store
  }

  /// Where they are served.
  public var endpoints: [Endpoint] {
    [Endpoint("/files/{name}", [.get]) { [self] in answer($0, name: $1["name"]) }]
  }

  private func answer(_ request: Request, name: String) -> Response {
    Response(
      status: .ok,
      body: .deferred(
        WorkerAnswer { [self] in
          guard let file = store.open(name) else {
            return Answers.plain(.notFound, "There is no such file.", to: request, in: context)
          }
          return Answers.file(Self.type(of: name), .stream(FileBody(file)), to: request, in: context)
        }))
  }

  /// The media type that the end of a name tells; bytes of no type for the rest.
  private static func type(of name: String) -> String {
    let ending = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
    return types[ending] ?? "application/octet-stream"
  }

  private static let types = [
    "css": "text/css; charset=UTF-8", "gif": "image/gif", "htm": "text/html; charset=UTF-8",
    "html": "text/html; charset=UTF-8", "ico": "image/vnd.microsoft.icon", "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "js": "text/javascript; charset=UTF-8", "json": "application/json", "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml", "txt": "text/plain; charset=UTF-8", "webp": "image/webp",
  ]
}

/// A file as a body: as fast as the client reads.
private final class FileBody: BodySource {
  private let file: OpenFile

  init(_ file: OpenFile) { self.file = file }

  func next(into buffer: inout [UInt8], limit: Int) throws -> Bool {
    try file.read(into: &buffer, limit: limit) > 0
  }
}
