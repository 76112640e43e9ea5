import HTTPCodec
import HTTPMessages
import HTTPTypes
import WebSocketCodec

/// Requests of one connection (RFC 9112). However the bytes are cut, the same requests and the same refusal come out;
/// and where a request ends is where its own fields say so.
public func fuzzHTTP(_ bytes: UnsafeRawBufferPointer) {
  for limits in [HTTPLimits(), narrowLimits] {
    let reading = alike(bytes, "requests") { pieces in
      var reader = RequestReader(limits)
      for piece in pieces { reader.take(piece) }
      return reader.reading
    }
    check(
      reading.isOver || reading.ends.last ?? 0 <= bytes.count, "requests end behind the last byte")
    var start = 0
    for (request, end) in zip(reading.requests, reading.ends) {
      checkFraming(Array(bytes[start..<end]), request, limits)
      start = end
    }
  }
}

/// Limits that a short input can pass, all of them.
private let narrowLimits: HTTPLimits = {
  var limits = HTTPLimits()
  limits.headBytes = 256
  limits.targetBytes = 48
  limits.methodBytes = 8
  limits.fieldCount = 6
  limits.leadingEmptyLines = 1
  limits.bodyBytes = 64
  limits.chunkExtensionBytes = 16
  limits.trailerBytes = 32
  return limits
}()

/// What a decoder made of some bytes.
private struct RequestReading: Equatable {
  /// The requests that came out.
  var requests: [SeenRequest] = []
  /// Where each ends, counted from the first byte.
  var ends: [Int] = []
  /// What came instead of another one.
  var refusal: RequestRefusal?

  var isOver: Bool { refusal != nil }
}

/// Everything of a request that a responder sees, to compare.
private struct SeenRequest: Equatable {
  var method: String
  var path: String
  var query: [UInt8]
  var isHTTP11: Bool
  var authority: String?
  /// The names and values in turn.
  var fields: [ArraySlice<UInt8>]
  var body: [UInt8]
  var keepsAlive: Bool

  init(_ decoded: DecodedRequest) {
    let request = decoded.request
    method = request.method.rawValue
    path = request.path
    query = Array(request.query)
    isHTTP11 = request.isHTTP11
    authority = request.authority
    fields = request.fields.lines.flatMap { [request.fields.bytes[$0.name], request.fields.bytes[$0.value]] }
    body = request.body
    keepsAlive = decoded.keepsAlive
  }
}

/// A decoder and what it has said so far.
private struct RequestReader {
  private var decoder: RequestDecoder
  private var taken = 0
  private(set) var last: Request?
  private(set) var reading = RequestReading()

  init(_ limits: HTTPLimits) { decoder = RequestDecoder(limits: limits, connection: ConnectionInfo()) }

  mutating func take(_ piece: [UInt8]) {
    piece.withUnsafeBytes { bytes in
      var index = 0
      while index < bytes.count, !reading.isOver {
        let before = index
        let outcome = decoder.decode(bytes, from: &index)
        check(index >= before && index <= bytes.count, "the decoder's place leaves its bytes")
        switch outcome {
        case .incomplete: check(index == bytes.count, "bytes are left, and more are asked for")
        case .continueExpected: check(decoder.stage == .body, "100 is expected before the body's stage")
        case .request(let decoded):
          last = decoded.request
          judgeHandshake(decoded.request)
          reading.requests.append(SeenRequest(decoded))
          reading.ends.append(taken + index)
        case .refused(let refusal): reading.refusal = refusal
        }
      }
      taken += bytes.count
    }
  }

  /// No request may trap what looks for a WebSocket's handshake in it (RFC 6455 section 4.2).
  private func judgeHandshake(_ request: Request) {
    _ = WebSocketHandshake.offeredSubprotocols(request)
    guard case .accept(let key, let offers) = WebSocketHandshake.check(request) else { return }
    check(key.utf8.count == 24, "a key of \(key.utf8.count) characters is accepted")
    guard let agreement = DeflateNegotiation.accept(offers, policy: PerMessageDeflate()) else { return }
    check(
      PerMessageDeflate.serverWindowBits.contains(agreement.parameters.serverMaxWindowBits)
        && PerMessageDeflate.clientWindowBits.contains(agreement.parameters.clientMaxWindowBits),
      "a window that is none is agreed: \(agreement.fieldValue)")
  }
}

/// One request's own bytes: alone they give the same request, without their last one they give none, and head, framing
/// fields and content agree (RFC 9112 section 6).
private func checkFraming(_ bytes: [UInt8], _ expected: SeenRequest, _ limits: HTTPLimits) {
  var alone = RequestReader(limits)
  alone.take(bytes)
  check(
    alone.reading.requests == [expected] && alone.reading.ends == [bytes.count],
    "a request alone is not what it was among others: \(alone.reading)")
  var short = RequestReader(limits)
  short.take(bytes.dropLast())
  check(short.reading == RequestReading(), "a request is whole before its last byte")

  guard let request = alone.last else { return }
  let lengths = request.fields.all("content-length")
  let codings = request.fields.all("transfer-encoding")
  check(lengths.isEmpty || codings.isEmpty, "Content-Length and Transfer-Encoding are both believed")
  check(codings.isEmpty || request.isHTTP11, "an HTTP/1.0 request has a transfer coding")
  if codings.isEmpty {
    let head = bytes.count - request.body.count
    check(bytes[head...].elementsEqual(request.body), "the content is not what follows the head")
    check(bytes[..<head].last == 0x0A, "the head does not end with a line's end")
    let announced = Set(
      lengths.flatMap { $0.split(separator: ",") }.map { Int($0.filter { $0 != " " && $0 != "\t" }) })
    check(
      announced == (lengths.isEmpty ? [] : [request.body.count]),
      "\(request.body.count) bytes of content under Content-Length \(lengths)")
  }
  // As bytes: to Swift's strings a slash before a combining mark is another character.
  let path = Array(request.path.utf8)
  check(path == [0x2A] || path.first == 0x2F, "the path \(request.path) begins nowhere")
  let climbs = path.split(separator: 0x2F).contains { $0 == [0x2E] || $0 == [0x2E, 0x2E] }
  check(!climbs, "the path \(request.path) climbs")
}
