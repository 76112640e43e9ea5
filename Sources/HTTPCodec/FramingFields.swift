internal import HTTPTypes

/// How a message's content ends (RFC 9112 section 6.3).
enum BodyFraming: Equatable {
  /// After so many bytes; none is the usual case.
  case length(Int)
  /// After the last chunk.
  case chunked
}

/// What the codec itself must know of the fields, gathered while they are read.
struct FramingFields {
  private var hosts = 0
  private var hostIsValid = false
  private var contentLength: Int?
  private var transferCodings = 0
  private var hasOtherCoding = false
  private var endsChunked = false
  private var chunkedCount = 0
  private var saysClose = false
  private var saysKeepAlive = false
  private var expectation: Bool?

  /// Looks at one field; the name's length decides quickly that most are of no interest.
  @inline(__always)
  mutating func note(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) throws(RequestRefusal) {
    switch name.count {
    case 4 where equals(name, "host"):
      hosts += 1
      hostIsValid = Authority.isValid(value)
    case 6 where equals(name, "expect"):
      FramingFields.eachMember(value) { member in
        expectation = (expectation ?? true) && equals(member, "100-continue")
      }
    case 10 where equals(name, "connection"):
      FramingFields.eachMember(value) { member in
        if equals(member, "close") { saysClose = true }
        if equals(member, "keep-alive") { saysKeepAlive = true }
      }
    case 14 where equals(name, "content-length"): try noteLength(value)
    case 17 where equals(name, "transfer-encoding"): noteCodings(value)
    default: break
    }
  }

  private mutating func noteLength(_ value: UnsafeRawBufferPointer) throws(RequestRefusal) {
    guard !value.isEmpty else { throw .malformed("Content-Length is empty.") }
    var length = 0
    for byte in value {
      guard ByteClass.of(byte).contains(.digit) else { throw .malformed("Content-Length is not a number.") }
      // Past every limit already: the number only needs to stay too large.
      length = length > Int.max / 20 ? length : length * 10 + Int(byte - 0x30)
    }
    // RFC 9110 section 8.6 lets a recipient take equal values for one. Recipients that differ in what is equal (`03`
    // and `3`, the first or the last) are how requests are smuggled; no client has a reason to say it twice.
    guard contentLength == nil else { throw .malformed("Content-Length stands twice.") }
    contentLength = length
  }

  private mutating func noteCodings(_ value: UnsafeRawBufferPointer) {
    transferCodings += 1
    endsChunked = false
    FramingFields.eachMember(value) { member in
      endsChunked = equals(member, "chunked")
      if endsChunked { chunkedCount += 1 } else { hasOtherCoding = true }
    }
  }

  /// A request of HTTP/1.1 has exactly one valid Host; any request at most one (RFC 9112 section 3.2).
  func checkHost(isHTTP11: Bool) throws(RequestRefusal) {
    if hosts == 0 && isHTTP11 { throw .malformed("The request has no Host field.") }
    if hosts > 1 { throw .malformed("The request has more than one Host field.") }
    if hosts == 1 && !hostIsValid { throw .malformed("The Host field is not a valid authority.") }
  }

  /// Whether a field says where the content ends; that of a response may end with the connection instead.
  var areGiven: Bool { transferCodings > 0 || contentLength != nil }

  /// How the content ends, or why nobody can tell (RFC 9112 sections 6.1 and 6.3).
  func bodyFraming(isHTTP11: Bool, _ limits: HTTPLimits) throws(RequestRefusal) -> BodyFraming {
    if transferCodings > 0 {
      if contentLength != nil {
        throw .malformed("Both Transfer-Encoding and Content-Length are given.")
      }
      guard isHTTP11 else { throw .malformed("HTTP/1.0 has no Transfer-Encoding.") }
      // Where chunked is not the last coding, nobody can tell where the content ends: 400 comes before the 501 for a
      // coding that is only unknown.
      guard chunkedCount == 1, endsChunked else {
        throw .malformed("Transfer-Encoding must end with chunked, once.")
      }
      if hasOtherCoding {
        throw RequestRefusal(.notImplemented, "The only transfer coding here is chunked.")
      }
      return .chunked
    }
    let length = contentLength ?? 0
    if length > limits.bodyBytes {
      throw RequestRefusal(.contentTooLarge, "The content is too long.")
    }
    return .length(length)
  }

  /// Whether another request may follow on the connection (RFC 9112 section 9.3).
  func keepsAlive(isHTTP11: Bool) -> Bool { !saysClose && (isHTTP11 || saysKeepAlive) }

  /// Whether the client waits for 100 before it sends the content; 417 where it expects anything else
  /// (RFC 9110 section 10.1.1). HTTP/1.0 has no expectations: they are ignored.
  func expectsContinue(isHTTP11: Bool) throws(RequestRefusal) -> Bool {
    guard isHTTP11, let expectation else { return false }
    guard expectation else {
      throw RequestRefusal(.expectationFailed, "The only expectation met here is 100-continue.")
    }
    return true
  }

  /// The members of a comma-separated list, without their white space (RFC 9110 section 5.6.1).
  private static func eachMember(_ value: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) -> Void) {
    var start = 0
    while start <= value.count {
      var end = start
      while end < value.count && value[end] != Ascii.comma { end += 1 }
      var low = start
      var high = end
      while low < high && (value[low] == Ascii.space || value[low] == Ascii.tab) { low += 1 }
      while high > low && (value[high - 1] == Ascii.space || value[high - 1] == Ascii.tab) { high -= 1 }
      if high > low { body(UnsafeRawBufferPointer(rebasing: value[low..<high])) }
      start = end + 1
    }
  }
}
