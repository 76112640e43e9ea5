import Determinism
import Testing

@testable import HTTPClient

@Suite("the latency histogram")
struct HistogramTests {
  @Test("quantiles are at most one part in 128 above the true ones, and never below", arguments: [1, 2, 3])
  func quantiles(seed: UInt64) {
    var generator = SeededGenerator(seed: seed, stream: "histogram")
    var histogram = LatencyHistogram()
    var values: [Int64] = []
    for _ in 0..<5000 {
      let value = Int64(generator.below(1 << generator.below(36)))
      values.append(value)
      histogram.record(value)
    }
    values.sort()
    for part in [0.0, 0.01, 0.5, 0.9, 0.99, 0.999, 1] {
      let rank = max(1, Int((part * 5000).rounded(.up)))
      let exact = values[rank - 1]
      let told = histogram.quantile(part)
      #expect(told >= exact && told - exact <= exact / 128, "quantile \(part): \(told), in truth \(exact)")
    }
    #expect(histogram.count == 5000 && histogram.max == values[4999])
  }

  @Test("values of every size have their bucket, and what is too great counts in the last one")
  func extremes() {
    for value: Int64 in [0, 1, 127, 128, 129, 255, 256, 257, (1 << 40) - 1, 1 << 40, Int64.max] {
      var histogram = LatencyHistogram()
      histogram.record(value)
      #expect(histogram.quantile(0.5) == value, "one value is all there is: \(value)")
    }
    var histogram = LatencyHistogram()
    histogram.record(-5)
    #expect(histogram.quantile(1) == 0 && histogram.count == 1)
    #expect(LatencyHistogram().quantile(0.99) == 0)
  }

  @Test("two histograms together are the histogram of all values")
  func sum() {
    var (left, right, all) = (LatencyHistogram(), LatencyHistogram(), LatencyHistogram())
    for value in stride(from: 1 as Int64, to: 1 << 30, by: 7_654_321) {
      if value.isMultiple(of: 3) { left.record(value) } else { right.record(value) }
      all.record(value)
    }
    left.add(right)
    #expect(left == all)
  }
}

@Suite("looking at lines without parsing them")
struct LineTests {
  private func rows(_ text: String) -> Int { Array(text.utf8).withUnsafeBytes(RowScan.rows) }

  @Test(
    "rows are counted in each kind of message",
    arguments: [
      (#"{"type":"model_update","insert":{"queue":{"1":{"a":"b"},"2":{"c":3,"d":null}}}}"#, 2),
      (#"{"type":"model_update","update":{"queue":{"1":{}},"x":{"9":{},"8":{}}}}"#, 3),
      (#"{"type":"model_update","delete":{"queue":["1","2","3"]}}"#, 3),
      (#"{ "type" : "model_update" , "delete" : { "queue" : [ "1" ] , "x" : [ ] } }"#, 1),
      (#"{"type":"truncate_model"}"#, 0),
      (#"{"type":"model_update","insert":{"q":{"1":{"a":"\\"},"2":{"b":"\\\""}}}}"#, 2),
      (#"{"type":"model_update","insert":{"queue":{"1":{"a":"{\"x\":[\\","b":"}]"}}}}"#, 1), ("", 0),
      ("\"", 0), ("\"\\", 0),
    ])
  func counting(line: String, expected: Int) { #expect(rows(line) == expected) }

  @Test("lines come out alike however messages cut them, and one past the limit ends it")
  func assembling() {
    let text = Array("a\n\nlong line\nb\r\n0123456789\nrest".utf8)
    func lines(_ pieces: [ArraySlice<UInt8>]) -> [String] {
      var assembler = LineAssembler(limit: 9)
      var lines: [String] = []
      for piece in pieces {
        let isShort = Array(piece).withUnsafeBytes { bytes in
          assembler.take(bytes) { lines.append(String(decoding: $0, as: UTF8.self)) }
        }
        if !isShort {
          lines.append("too long")
          break
        }
      }
      return lines
    }
    let whole = lines([text[...]])
    #expect(whole == ["a", "", "long line", "b\r", "too long"])
    #expect(lines(text.indices.map { text[$0...$0] }) == whole)
    for split in text.indices {
      #expect(lines([text[..<split], text[split...]]) == whole, "split at \(split)")
    }
  }

  @Test("marks are found in lines by their number")
  func marks() {
    let marks = Marks(run: [0x0A, 0xFF])
    #expect(marks.make(due: 7) == "~load-0aff-0" && marks.make(due: 9) == "~load-0aff-1")
    func number(_ text: String) -> Int? { Array(text.utf8).withUnsafeBytes { marks.number(in: $0) } }
    #expect(number(#"{"value":"~load-0aff-1"}"#) == 1)
    #expect(number(#"~~load-~load-0aff-12"#) == 12)
    #expect(number(#"{"value":"~load-0afe-1"}"#) == nil)
    #expect(number("~load-0aff") == nil && number("") == nil)
    #expect(marks.due(1) == 9 && marks.due(2) == nil)
  }

  @Test("the spread of a change is told for each integration but the first, once lines have told it apart")
  func spread() {
    let fanOut = FanOut(integrations: 2)
    var (first, second) = (LineChain(), LineChain())
    func key(_ text: String, _ chain: inout LineChain) -> UInt64? {
      Array(text.utf8).withUnsafeBytes { chain.add($0) }
    }
    var spreads: [Int64] = []
    for (index, line) in ["a", "b", "c", "d", "a", "b", "longer than a word"].enumerated() {
      let time = Int64(index * 100)
      if let key = key(line, &first) { #expect(fanOut.note(key, at: time) == nil) }
      if let key = key(line, &second), let spread = fanOut.note(key, at: time + 3) { spreads.append(spread) }
    }
    #expect(spreads == [3, 3, 3, 3])
    #expect(fanOut.counts == (4, 0))
  }

  @Test("changes that share a place do not drive out each other, until there are too many")
  func crowd() {
    let fanOut = FanOut(integrations: 2)
    for key in 0..<4 as Range<UInt64> { #expect(fanOut.note(key << 16, at: Int64(key) + 1) == nil) }
    for key in 0..<4 as Range<UInt64> { #expect(fanOut.note(key << 16, at: 10) == 9 - Int64(key)) }
    #expect(fanOut.counts == (4, 0))
    for key in 10..<16 as Range<UInt64> { #expect(fanOut.note(key << 16, at: Int64(key)) == nil) }
    #expect(fanOut.counts == (4, 2), "the two oldest are gone")
    #expect(fanOut.note(10 << 16, at: 20) == nil)
  }
}

@Suite("URLs of a client")
struct ClientURLTests {
  @Test(
    "what users write is understood",
    arguments: [
      ("support.example.com", "support.example.com|443|true|/|support.example.com"),
      ("localhost:8443", "localhost|8443|true|/|localhost:8443"),
      ("http://127.0.0.1:80/a?b=c#d", "127.0.0.1|80|false|/a?b=c|127.0.0.1"),
      ("WSS://h:443?x", "h|443|true|/?x|h"), ("ws://[::1]:8080/nw", "::1|8080|false|/nw|[::1]:8080"),
      ("[fe80::1]", "fe80::1|443|true|/|[fe80::1]"),
    ])
  func understood(text: String, expected: String) throws {
    let url = try ClientURL(text)
    #expect("\(url.host)|\(url.port)|\(url.isSecure)|\(url.target)|\(url.authority)" == expected)
  }

  @Test(
    "what is no place is refused",
    arguments: [
      "", "https://", "ftp://h", "h:0", "h:65536", "h:x", "https://user@h", "h h", "https://h/a b", "[::1]x",
      ":8443",
    ])
  func refused(text: String) { #expect(throws: ClientURL.Fault.self) { try ClientURL(text) } }
}
