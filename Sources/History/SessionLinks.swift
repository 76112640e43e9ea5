/// The links to what is kept of one session (see ``SessionDownloads``).
public struct SessionLinks: Sendable {
  /// What all of them begin with, up to the word for the content.
  private let prefix: [UInt8]

  /// Links of no session.
  public init() { prefix = [] }

  init(_ prefix: String) { self.prefix = Array(prefix.utf8) }

  /// The parts of a URL, one after the other.
  ///
  /// - Parameter view: whether it is to be shown in a browser and not downloaded.
  public func parts(
    _ content: SessionDownloads.Content, view: Bool, _ put: (UnsafeRawBufferPointer) -> Void
  ) {
    prefix.withUnsafeBytes { put($0) }
    var rest = content.word
    if let instance = content.instance { rest += "%3Bi%3D\(instance)" }
    rest += "&dl_action=\(content.word)"
    if view { rest += "&view=1" }
    rest.withUTF8 { put(UnsafeRawBufferPointer($0)) }
  }

  /// A URL.
  public func url(_ content: SessionDownloads.Content, view: Bool) -> String {
    var bytes: [UInt8] = []
    parts(content, view: view) { bytes += $0 }
    return String(decoding: bytes, as: UTF8.self)
  }
}
