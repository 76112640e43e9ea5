import HTTPMessages

/// One extension that a client offers, with its parameters (RFC 6455 section 9.1).
public struct ExtensionOffer: Equatable, Sendable {
  /// A parameter; a quoted value is without its quotes.
  public struct Parameter: Equatable, Sendable {
    /// The name.
    public var name: String
    /// What stands behind `=`; nil where there is none.
    public var value: String?
  }

  /// The extension's name.
  public var name: String
  /// The parameters in their order, repeated ones too.
  public var parameters: [Parameter]

  /// The offers of all `Sec-WebSocket-Extensions` fields, the best first; nil where a field breaks the grammar, for
  /// which the connection must fail.
  static func all(of fields: FieldLines) -> [ExtensionOffer]? {
    var offers: [ExtensionOffer] = []
    var isOffering = false
    for line in fields.lines where fields.matches(line, "sec-websocket-extensions") {
      isOffering = true
      var reader = OfferReader(rest: fields.bytes[line.value])
      guard reader.read(into: &offers) else { return nil }
    }
    // The list has one member at least: a field that offers nothing breaks the grammar too.
    return isOffering && offers.isEmpty ? nil : offers
  }
}

/// Reads `1#extension`: what stands between tokens may be white space, and members may be empty
/// (RFC 2616 section 2.1, which RFC 6455 builds on).
private struct OfferReader {
  var rest: ArraySlice<UInt8>

  mutating func read(into offers: inout [ExtensionOffer]) -> Bool {
    while true {
      while take(0x2C) {}
      if rest.isEmpty { return true }
      guard let offer = extensionOffer() else { return false }
      offers.append(offer)
      guard rest.isEmpty || take(0x2C) else { return false }
    }
  }

  private mutating func extensionOffer() -> ExtensionOffer? {
    guard let name = token() else { return nil }
    var offer = ExtensionOffer(name: name, parameters: [])
    while take(0x3B) {
      guard let name = token() else { return nil }
      var parameter = ExtensionOffer.Parameter(name: name, value: nil)
      if take(0x3D) {
        guard let value = quoted() ?? token() else { return nil }
        parameter.value = value
      }
      offer.parameters.append(parameter)
    }
    return offer
  }

  /// Takes a delimiter and the white space around it.
  private mutating func take(_ delimiter: UInt8) -> Bool {
    skipSpace()
    guard rest.first == delimiter else { return false }
    rest.removeFirst()
    skipSpace()
    return true
  }

  private mutating func skipSpace() {
    while let byte = rest.first, byte == 0x20 || byte == 0x09 { rest.removeFirst() }
  }

  private mutating func token() -> String? {
    let token = rest.prefix(while: OfferReader.isTokenByte)
    guard !token.isEmpty else { return nil }
    rest = rest.dropFirst(token.count)
    return String(decoding: token, as: UTF8.self)
  }

  /// A quoted string whose content is a token, as it must be (RFC 6455 section 9.1).
  private mutating func quoted() -> String? {
    guard rest.first == 0x22 else { return nil }
    var content: [UInt8] = []
    var index = rest.startIndex + 1
    while index < rest.endIndex, rest[index] != 0x22 {
      if rest[index] == 0x5C { index += 1 }
      guard index < rest.endIndex, OfferReader.isTokenByte(rest[index]) else { return nil }
      content.append(rest[index])
      index += 1
    }
    guard index < rest.endIndex, !content.isEmpty else { return nil }
    rest = rest[(index + 1)...]
    return String(decoding: content, as: UTF8.self)
  }

  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    // ! # $ % & ' * + - . ^ _ ` | ~
    case 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2D, 0x2E, 0x5E...0x60, 0x7C, 0x7E: true
    default: false
    }
  }
}
