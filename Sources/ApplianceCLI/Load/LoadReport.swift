import Documents
import HTTPClient

/// A load's result, for people and for machines.
enum LoadReport {
  private static let quantiles: [(name: StaticString, part: Double)] = [
    ("p50", 0.5), ("p90", 0.9), ("p99", 0.99), ("p99_9", 0.999),
  ]

  /// A few lines; each number has its unit.
  static func text(_ result: LoadResult) -> String {
    var text = "measured for \(rounded(result.seconds, 2)) s\n"
    if let (integrations, figures) = result.stream {
      text += "stream, \(integrations) integrations:\n"
      text += "  messages  \(rate(figures.messages, result))/s (\(figures.messages))\n"
      text += "  rows      \(rate(figures.rows, result))/s (\(figures.rows))\n"
      text += "  bytes     \(rate(figures.bytes, result))/s (\(figures.bytes))\n"
      text += "  spread    \(summary(figures.spread))\n"
      text += "            \(figures.changes.complete) changes reached all integrations, "
      text += "\(figures.changes.incomplete) were lost sight of\n"
      if figures.marks.made > 0 || figures.failedMarks > 0 {
        text += "  delivery  \(summary(figures.delivery))\n"
        text +=
          "            \(figures.marks.made) marked changes, \(figures.marks.undelivered) deliveries missing, "
        text += "\(figures.failedMarks) marks failed\n"
      }
      if figures.lost > 0 { text += "  lost      \(figures.lost) integrations\n" }
    }
    if let (connections, figures) = result.requests {
      text += "requests, \(connections) connections (\(figures.connections) opened):\n"
      text += "  responses \(rate(figures.responses, result))/s (\(figures.responses))\n"
      for (status, count) in figures.statuses.sorted(by: { $0.key < $1.key }) {
        text += "  status    \(status): \(count)\n"
      }
      if figures.failures > 0 {
        text += "  failed    \(figures.failures), the first: \(figures.fault?.description ?? "")\n"
      }
      text += "  latency   \(summary(figures.latency))\n"
    }
    return text
  }

  /// One object on one line. Times are in milliseconds.
  static func json(_ result: LoadResult) -> String {
    var json = JSONWriter()
    json.beginObject()
    member("seconds", rounded(result.seconds, 3), &json)
    if let (integrations, figures) = result.stream {
      json.key("stream")
      json.beginObject()
      member("integrations", integrations, &json)
      member("lost", figures.lost, &json)
      for (name, count) in [("messages", figures.messages), ("rows", figures.rows), ("bytes", figures.bytes)]
      {
        member(name, count, &json)
        member(name + "_per_second", rounded(Double(count) / result.seconds, 1), &json)
      }
      write("spread_ms", figures.spread, &json)
      member("changes_complete", figures.changes.complete, &json)
      member("changes_incomplete", figures.changes.incomplete, &json)
      write("delivery_ms", figures.delivery, &json)
      member("marks", figures.marks.made, &json)
      member("deliveries_missing", figures.marks.undelivered, &json)
      member("marks_failed", figures.failedMarks, &json)
      json.endObject()
    }
    if let (connections, figures) = result.requests {
      json.key("requests")
      json.beginObject()
      member("connections", connections, &json)
      member("connections_opened", figures.connections, &json)
      member("responses", figures.responses, &json)
      member("responses_per_second", rounded(Double(figures.responses) / result.seconds, 1), &json)
      member("failures", figures.failures, &json)
      member("bytes", figures.bytes, &json)
      json.key("statuses")
      json.beginObject()
      for (status, count) in figures.statuses.sorted(by: { $0.key < $1.key }) {
        member(String(status), count, &json)
      }
      json.endObject()
      write("latency_ms", figures.latency, &json)
      json.endObject()
    }
    json.endObject()
    return String(decoding: json.bytes, as: UTF8.self)
  }

  private static func write(_ name: String, _ histogram: LatencyHistogram, _ json: inout JSONWriter) {
    json.key(name)
    json.beginObject()
    member("count", Int(histogram.count), &json)
    for (name, part) in quantiles { member("\(name)", milliseconds(histogram.quantile(part)), &json) }
    member("max", milliseconds(histogram.max), &json)
    json.endObject()
  }

  private static func member(_ name: String, _ value: Int, _ json: inout JSONWriter) {
    json.key(name)
    json.number(Int64(value))
  }

  private static func member(_ name: String, _ value: Double, _ json: inout JSONWriter) {
    json.key(name)
    json.number(value)
  }

  private static func summary(_ histogram: LatencyHistogram) -> String {
    guard histogram.count > 0 else { return "nothing to measure" }
    let parts = quantiles.map { "\($0.name) \(milliseconds(histogram.quantile($0.part)))" }
    return parts.joined(separator: ", ") + ", max \(milliseconds(histogram.max)) ms (\(histogram.count))"
  }

  private static func rate(_ count: Int, _ result: LoadResult) -> Double {
    rounded(Double(count) / result.seconds, 1)
  }

  private static func milliseconds(_ nanoseconds: Int64) -> Double { rounded(Double(nanoseconds) / 1e6, 3) }

  private static func rounded(_ value: Double, _ digits: Int) -> Double {
    let scale = (0..<digits).reduce(1.0) { scale, _ in scale * 10 }
    return (value * scale).rounded() / scale
  }
}
