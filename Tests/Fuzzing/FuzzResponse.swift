import HTTPCodec
import HTTPMessages

/// Responses of one connection (RFC 9112), the first byte choosing what was asked. However the bytes are cut, the same
/// responses and the same fault come out, and nothing passes the limits.
public func fuzzResponse(_ bytes: UnsafeRawBufferPointer) {
  guard let choice = bytes.first else { return }
  let questions: [ResponseDecoder.Question] = [.usual, .head, .upgrade]
  let question = questions[Int(choice) % questions.count]
  let rest = UnsafeRawBufferPointer(rebasing: bytes.dropFirst())
  for limits in [HTTPLimits(), narrowLimits] {
    let reading = alike(rest, "responses") { pieces in
      var reader = ResponseReader(question, limits)
      for piece in pieces { reader.take(piece) }
      reader.end()
      return reader.reading
    }
    for response in reading.responses {
      check((100...999).contains(response.status), "a status of \(response.status)")
      check(response.status >= 200 || response.status == 101, "an interim response comes out")
      check(
        response.body.count <= limits.bodyBytes, "a content of \(response.body.count) bytes passes the limit")
      check(response.fields.count <= 2 * limits.fieldCount, "more fields than the limit come out")
      check(
        ![101, 204, 304].contains(response.status) || response.body.isEmpty,
        "a status without content has one: \(response.status)")
    }
  }
}

private let narrowLimits: HTTPLimits = {
  var limits = HTTPLimits()
  limits.headBytes = 96
  limits.fieldCount = 3
  limits.bodyBytes = 32
  limits.chunkExtensionBytes = 8
  limits.trailerBytes = 16
  limits.interimResponses = 1
  return limits
}()

private struct SeenResponse: Equatable {
  var status: Int
  /// The names and values in turn.
  var fields: [ArraySlice<UInt8>]
  var body: [UInt8]
  var keepsAlive: Bool
}

private struct ResponseReading: Equatable {
  var responses: [SeenResponse] = []
  var fault: String?
}

private struct ResponseReader {
  private var decoder: ResponseDecoder
  private var isOver = false
  private(set) var reading = ResponseReading()

  init(_ question: ResponseDecoder.Question, _ limits: HTTPLimits) {
    decoder = ResponseDecoder(limits: limits)
    decoder.expect(question)
  }

  mutating func take(_ piece: [UInt8]) {
    piece.withUnsafeBytes { bytes in
      var index = 0
      while index < bytes.count, !isOver {
        let before = index
        let outcome = decoder.decode(bytes, from: &index)
        check(index >= before && index <= bytes.count, "the decoder's place leaves its bytes")
        if case .incomplete = outcome {
          check(index == bytes.count, "bytes are left, and more are asked for")
        }
        note(outcome)
      }
    }
  }

  mutating func end() { if !isOver { note(decoder.end()) } }

  private mutating func note(_ outcome: ResponseDecoder.Outcome) {
    switch outcome {
    case .incomplete: break
    case .response(let response):
      let fields = response.fields
      reading.responses.append(
        SeenResponse(
          status: response.status,
          fields: fields.lines.flatMap { [fields.bytes[$0.name], fields.bytes[$0.value]] },
          body: response.body, keepsAlive: response.keepsAlive))
      isOver = response.status == 101
    case .refused(let fault):
      reading.fault = fault.reason
      isOver = true
    }
  }
}
