public import Determinism
import Documents

/// What a backup says of itself: its first member, `backup.json`.
public struct BackupManifest: Sendable, Equatable {
  /// The form that this release writes and reads. It changes when an older release could not restore the file; what a
  /// newer release has added to the database alone is told by the database.
  public static let currentFormat: Int64 = 1
  /// The most bytes that it may have; more is damage.
  static let bytesLimit = 64 * 1024
  private static let product = "mock-appliance"

  /// The form of the file.
  public var format = Self.currentFormat
  /// The release that made it.
  public var release: String
  /// The Company API Name.
  public var company: String
  /// The primary host name.
  public var hostname: String
  /// The appliance's time of which it is.
  public var made: Timestamp

  /// What a backup says of itself.
  public init(release: String, company: String, hostname: String, made: Timestamp) {
    self.release = release
    self.company = company
    self.hostname = hostname
    self.made = made
  }

  /// A name for the file: the host's, and the time.
  public var fileName: String {
    let time = made.rfc3339.filter { $0 != "-" && $0 != ":" }
    return "\(hostname)-backup-\(time).nsb"
  }

  private static func isPrintable(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
  }

  var bytes: [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.key("product")
    json.string(Self.product)
    json.key("format")
    json.number(format)
    json.key("release")
    json.string(release)
    json.key("company")
    json.string(company)
    json.key("hostname")
    json.string(hostname)
    json.key("made")
    json.string(made.rfc3339)
    json.endObject()
    json.newline()
    return json.bytes
  }

  /// - Parameter path: the backup's path, for the message.
  init(parsing bytes: [UInt8], path: String) throws(BackupFault) {
    guard let json = try? JSONValue(parsing: bytes), json["product"]?.text == Self.product,
      let format = json["format"]?.integer
    else { throw .foreign(path: path) }
    guard format <= Self.currentFormat else { throw .newer(path: path, format: format) }
    guard format == Self.currentFormat, let release = json["release"]?.text,
      let company = json["company"]?.text,
      let hostname = json["hostname"]?.text, let made = json["made"]?.text.flatMap({ Timestamp(rfc3339: $0) })
    else { throw .damaged(path: path, reason: "its description is not complete") }
    // These are printed as they are.
    guard [release, company, hostname].allSatisfy(Self.isPrintable) else {
      throw .damaged(path: path, reason: "there are control characters in its description")
    }
    self.init(release: release, company: company, hostname: hostname, made: made)
  }
}
