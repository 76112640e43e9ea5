/// The links to what is kept of one session (see ``SessionDownloads``).
public struct SessionLinks: Sendable {
  private let downloads: SessionDownloads
  private let lsid: String
  private let isInPresentation: Bool
  /// What all of them begin with, up to the hash.
  private let prefix: [UInt8]

  /// Links of no session.
  public init() { self.init(SessionDownloads { _ in "" }, of: "", base: "", inPresentation: false) }

  init(_ downloads: SessionDownloads, of lsid: String, base: String, inPresentation: Bool) {
    self.downloads = downloads
    self.lsid = lsid
    isInPresentation = inPresentation
    prefix = Array("\(base)\(SessionDownloads.path)?lsid=l%3D\(lsid)%3Bh%3D".utf8)
  }

  /// The parts of a URL, one after the other.
  ///
  /// - Parameter view: whether it is to be shown in a browser and not downloaded.
  public func parts(
    _ content: SessionDownloads.Content, view: Bool, _ put: (UnsafeRawBufferPointer) -> Void
  ) {
    let content = isInPresentation ? content.inPresentation : content
    prefix.withUnsafeBytes { put($0) }
    var rest = downloads.hash(content, of: lsid)
    rest += "%3Bt%3D\(content.type)%3Bm%3D\(content.word)"
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
