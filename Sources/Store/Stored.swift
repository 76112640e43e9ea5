import Foundation

/// Values in the form in which a column holds them.
enum Stored {
  /// A value as JSON, the same bytes for the same value.
  static func encode(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  /// The value that JSON stands for.
  static func decode<T: Decodable>(_ type: T.Type, _ text: String) throws -> T {
    try JSONDecoder().decode(type, from: Data(text.utf8))
  }

  /// Bytes as SQLite takes them.
  static func blob(_ bytes: [UInt8]) -> Data { Data(bytes) }

  /// Bytes as SQLite gives them.
  static func bytes(_ blob: Data) -> [UInt8] { Array(blob) }
}
