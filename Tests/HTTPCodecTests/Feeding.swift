import HTTPCodec
import HTTPMessages
import HTTPTypes
import Testing

/// What a decoder made of some input, in a form to compare.
enum Decoded: Equatable, CustomStringConvertible {
  case request(String)
  case refused(Int, String)
  case incomplete

  var description: String {
    switch self {
    case .request(let text): text
    case .refused(let code, let reason): "\(code) \(reason)"
    case .incomplete: "incomplete"
    }
  }
}

/// A decoder and what it has said so far.
struct Feeder {
  private var decoder: RequestDecoder
  private(set) var results: [Decoded] = []
  private(set) var continues = 0
  private var isOver = false

  init(_ limits: HTTPLimits = HTTPLimits()) {
    decoder = RequestDecoder(limits: limits, connection: ConnectionInfo())
  }

  var stage: RequestDecoder.Stage { decoder.stage }

  mutating func feed(_ bytes: ArraySlice<UInt8>) {
    // A copy of its own: a read past the piece is a read past the allocation.
    let piece = Array(bytes)
    piece.withUnsafeBytes { bytes in
      var index = 0
      while index < bytes.count && !isOver {
        switch decoder.decode(bytes, from: &index) {
        case .incomplete: return
        case .continueExpected: continues += 1
        case .request(let decoded): results.append(.request(Feeder.describe(decoded)))
        case .refused(let refusal):
          results.append(.refused(refusal.status.code, refusal.reason))
          isOver = true
        }
      }
    }
  }

  static func describe(_ decoded: DecodedRequest) -> String {
    let request = decoded.request
    let fields = request.fields.lines.map { line in
      String(decoding: request.fields.bytes[line.name], as: UTF8.self) + "="
        + String(decoding: request.fields.bytes[line.value], as: UTF8.self)
    }
    return [
      request.method.rawValue, request.path, String(decoding: request.query, as: UTF8.self),
      request.isHTTP11 ? "1.1" : "1.0", request.authority ?? "-", fields.joined(separator: "&"),
      String(decoding: request.body, as: UTF8.self), decoded.keepsAlive ? "keep" : "close",
    ].joined(separator: "|")
  }
}

/// Decodes input whole, byte by byte and split in two at every index (long input: at some), expects the same of all,
/// and answers it.
func decode(
  _ input: [UInt8], _ limits: HTTPLimits = HTTPLimits(), _ location: SourceLocation = #_sourceLocation
)
  -> [Decoded]
{
  var whole = Feeder(limits)
  whole.feed(input[...])
  var single = Feeder(limits)
  for index in input.indices { single.feed(input[index...index]) }
  #expect(single.results == whole.results, "byte by byte", sourceLocation: location)
  for split in stride(from: 0, through: input.count, by: max(1, input.count / 500)) {
    var halves = Feeder(limits)
    halves.feed(input[..<split])
    halves.feed(input[split...])
    if halves.results != whole.results {
      #expect(halves.results == whole.results, "split at \(split)", sourceLocation: location)
    }
  }
  return whole.results.isEmpty ? [.incomplete] : whole.results
}

func decode(
  _ input: String, _ limits: HTTPLimits = HTTPLimits(), _ location: SourceLocation = #_sourceLocation
)
  -> [Decoded]
{
  decode(Array(input.utf8), limits, location)
}
