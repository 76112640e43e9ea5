internal import HTTPMessages
internal import HTTPTypes

/// A request without its content, and how the content is framed.
struct RequestHead {
  var method: HTTPRequest.Method
  var target: RequestTarget
  var isHTTP11: Bool
  var fields: FieldLines
  var framing: BodyFraming
  var keepsAlive: Bool
  var expectsContinue: Bool
}

/// Reads a whole head (RFC 9112 sections 2 to 5), as found by ``HeadScanner``, in one pass.
struct HeadParser {
  let bytes: UnsafeRawBufferPointer
  private let limits: HTTPLimits
  var index = 0
  private var lines: [FieldLines.Line] = []
  private(set) var framing = FramingFields()

  /// Reads `head`, which ends with an empty line.
  static func parse(_ head: [UInt8], _ limits: HTTPLimits) throws(RequestRefusal) -> RequestHead {
    let result: Result<RequestHead, RequestRefusal> = head.withUnsafeBytes { bytes in
      var parser = HeadParser(bytes: bytes, limits: limits)
      do throws(RequestRefusal) {
        return .success(try parser.run(head))
      } catch { return .failure(error) }
    }
    return try result.get()
  }

  init(bytes: UnsafeRawBufferPointer, limits: HTTPLimits) {
    self.bytes = bytes
    self.limits = limits
  }

  private mutating func run(_ head: [UInt8]) throws(RequestRefusal) -> RequestHead {
    let method = try readMethod()
    let targetBytes = try readTarget()
    let isHTTP11 = try readVersion()
    let fields = try readFields(of: head)
    if method == .connect {
      // An appliance is no proxy; and there is no path that a responder could be asked for.
      throw RequestRefusal(.notImplemented, "CONNECT is not implemented.")
    }
    let target = try RequestTarget.parse(bytes, targetBytes, method: method, limits)
    try framing.checkHost(isHTTP11: isHTTP11)
    return RequestHead(
      method: method, target: target, isHTTP11: isHTTP11, fields: fields,
      framing: try framing.bodyFraming(isHTTP11: isHTTP11, limits),
      keepsAlive: framing.keepsAlive(isHTTP11: isHTTP11),
      expectsContinue: try framing.expectsContinue(isHTTP11: isHTTP11))
  }

  private mutating func readMethod() throws(RequestRefusal) -> HTTPRequest.Method {
    let start = index
    while ByteClass.of(bytes[index]).contains(.token) { index += 1 }
    guard bytes[index] == Ascii.space, index > start else {
      throw .malformed("The request line does not begin with a method and a space.")
    }
    let name = UnsafeRawBufferPointer(rebasing: bytes[start..<index])
    index += 1
    guard let method = HeadParser.method(name) else {
      throw RequestRefusal(.notImplemented, "The method is not one.")
    }
    return method
  }

  private static func method(_ name: UnsafeRawBufferPointer) -> HTTPRequest.Method? {
    // Methods are case-sensitive (RFC 9110 section 9.1).
    switch name.count {
    case 3 where matches(name, "GET"): .get
    case 3 where matches(name, "PUT"): .put
    case 4 where matches(name, "POST"): .post
    case 4 where matches(name, "HEAD"): .head
    default: HTTPRequest.Method(String(decoding: name, as: UTF8.self))
    }
  }

  private mutating func readTarget() throws(RequestRefusal) -> Range<Int> {
    let start = index
    while ByteClass.of(bytes[index]).contains(.target) { index += 1 }
    guard bytes[index] == Ascii.space, index > start else {
      throw .malformed("The request target is missing or holds a forbidden character.")
    }
    if index - start > limits.targetBytes {
      throw RequestRefusal(.uriTooLong, "The request target is too long.")
    }
    index += 1
    return start..<(index - 1)
  }

  /// `HTTP/1.0` is false; `HTTP/1.1` and any later 1.x, which must be compatible with it, is true.
  private mutating func readVersion() throws(RequestRefusal) -> Bool {
    let start = index
    while bytes[index] != Ascii.lineFeed { index += 1 }
    let line = UnsafeRawBufferPointer(rebasing: bytes[start..<(index - 1)])
    index += 1
    guard line.count == 8, matches(UnsafeRawBufferPointer(rebasing: line[..<5]), "HTTP/"),
      line[6] == UInt8(ascii: "."),
      ByteClass.of(line[5]).contains(.digit), ByteClass.of(line[7]).contains(.digit)
    else { throw .malformed("The request line does not end with an HTTP version.") }
    guard line[5] == UInt8(ascii: "1") else {
      throw RequestRefusal(.httpVersionNotSupported, "Only HTTP/1.1 and HTTP/1.0 are spoken here.")
    }
    return line[7] != UInt8(ascii: "0")
  }

  /// The fields up to the empty line, from behind the first line on; requests and responses have the same.
  mutating func readFields(of head: [UInt8]) throws(RequestRefusal) -> FieldLines {
    lines.reserveCapacity(16)
    while bytes[index] != Ascii.carriageReturn || bytes[index + 1] != Ascii.lineFeed { try readField() }
    return FieldLines(bytes: head, lines: lines)
  }

  private mutating func readField() throws(RequestRefusal) {
    guard lines.count < limits.fieldCount else {
      throw RequestRefusal(.requestHeaderFieldsTooLarge, "There are too many header fields.")
    }
    let nameStart = index
    while ByteClass.of(bytes[index]).contains(.token) { index += 1 }
    // White space before the colon or at the start (a folded line, RFC 9112 section 5.2) ends here, too.
    guard bytes[index] == Ascii.colon, index > nameStart else {
      throw .malformed("A header field's name is empty or holds a forbidden character.")
    }
    let name = nameStart..<index
    index += 1
    while bytes[index] == Ascii.space || bytes[index] == Ascii.tab { index += 1 }
    let valueStart = index
    while ByteClass.of(bytes[index]).contains(.fieldValue) { index += 1 }
    var valueEnd = index
    guard bytes[index] == Ascii.carriageReturn, bytes[index + 1] == Ascii.lineFeed else {
      throw .malformed("A header field's value holds a forbidden character.")
    }
    while valueEnd > valueStart, bytes[valueEnd - 1] == Ascii.space || bytes[valueEnd - 1] == Ascii.tab {
      valueEnd -= 1
    }
    index += 2
    lines.append(FieldLines.Line(name: name, value: valueStart..<valueEnd))
    try framing.note(
      UnsafeRawBufferPointer(rebasing: bytes[name]),
      UnsafeRawBufferPointer(rebasing: bytes[valueStart..<valueEnd]))
  }
}
