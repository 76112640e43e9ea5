import APIKit
import Changes
import Determinism
import Documents
import HTTPMessages
import HTTPTypes

/// The appliance's clock, and the way back to the start.
enum ClockRoutes {
  /// The longest way that one request can move the clock, in seconds: 400 days. Past it the request is refused; a
  /// leap takes real time for everything that happens in between, and several requests can follow each other.
  static let longestLeap: Int64 = 400 * 86_400

  static func all(_ desk: ControlDesk) -> [Route] {
    [
      Route(
        "/v1/clock",
        [
          (.get, { _, _ throws(Problem) in Answer.json { write(desk, &$0) } }),
          (.put, { request, _ throws(Problem) in try put(request, desk) }),
        ]),
      Route(
        "/v1/clock/advance", [(.post, { request, _ throws(Problem) in try advance(request, desk) })]),
      Route("/v1/reset", [(.post, { request, _ throws(Problem) in try reset(request, desk) })]),
    ]
  }

  private static func write(_ desk: ControlDesk, _ json: inout JSONWriter) {
    let rate = desk.appliance.clockRate
    let now = desk.appliance.now
    json.member("now", now.rfc3339WithMilliseconds)
    json.key("unix")
    json.number(now.seconds)
    json.key("rate")
    json.number(rate)
    json.member("frozen", rate == 0)
  }

  private static func advance(_ request: Request, _ desk: ControlDesk) throws(Problem) -> Response {
    let members = try Members(of: request, known: ["seconds"])
    let seconds = try members.required("seconds", members.integer("seconds"))
    guard (0...longestLeap).contains(seconds) else {
      throw .invalid("seconds", "\(seconds) is not from 0 to \(longestLeap) (400 days)")
    }
    try checkEnd(desk.appliance.now.milliseconds + seconds * 1000)
    return desk.onWorker {
      desk.appliance.advance(bySeconds: seconds, pause: desk.dependencies.pause)
    } then: {
      write(desk, &$0)
    }
  }

  private static func put(_ request: Request, _ desk: ControlDesk) throws(Problem) -> Response {
    let members = try Members(of: request, known: ["now", "rate"])
    let target = try time(members)
    let rate = try members.number("rate")
    if let rate, !(0...ApplianceClock.maximumRate).contains(rate) {
      throw .invalid("rate", "\(rate) is not from 0 to \(ApplianceClock.maximumRate)")
    }
    if let target {
      let now = desk.appliance.now
      guard target >= now else {
        throw Problem(
          "clock-goes-back", .conflict, "The clock does not go back",
          "now: \(target.rfc3339WithMilliseconds) is before the appliance's time, \(now.rfc3339WithMilliseconds); POST /v1/reset starts over"
        )
      }
      guard target.seconds - now.seconds <= longestLeap else {
        throw .invalid(
          "now",
          "\(target.rfc3339) is more than \(longestLeap) seconds (400 days) ahead; go there in several steps")
      }
    }
    return desk.onWorker {
      leap(to: target, rate: rate, desk)
    } then: {
      write(desk, &$0)
    }
  }

  /// Goes to a time in steps, with the clock standing in between, so that it shows exactly that time at the end.
  private static func leap(to target: Timestamp?, rate: Double?, _ desk: ControlDesk) {
    let appliance = desk.appliance
    guard let target else {
      _ = appliance.setClock(rate: rate)
      return
    }
    let rateAfter = rate ?? appliance.clockRate
    _ = appliance.setClock(rate: 0)
    let wholeSeconds = (target.milliseconds - appliance.now.milliseconds) / 1000
    if wholeSeconds > 0 { appliance.advance(bySeconds: wholeSeconds, pause: desk.dependencies.pause) }
    // Refused only where another request has moved the clock past the target since this one was checked.
    if !appliance.setClock(now: target, rate: rateAfter) { _ = appliance.setClock(rate: rateAfter) }
  }

  private static func time(_ members: Members) throws(Problem) -> Timestamp? {
    switch members["now"] {
    case nil: return nil
    case .string(let text)?:
      guard let time = Timestamp(rfc3339: text) else {
        throw .invalid("now", "\"\(text)\" is not a time like 2024-12-03T15:26:05Z (RFC 3339)")
      }
      try checkEnd(time.milliseconds)
      return time
    case .number?:
      guard let seconds = try members.number("now"), (0...253_402_300_799).contains(seconds) else {
        throw .invalid("now", "the UNIX timestamp is not from 0 to 253402300799")
      }
      return Timestamp(milliseconds: Int64((seconds * 1000).rounded()))
    case let value?: throw Members.wrongType("now", value, wanted: "an RFC 3339 time or a UNIX timestamp")
    }
  }

  /// The last millisecond that RFC 3339 can write.
  private static func checkEnd(_ milliseconds: Int64) throws(Problem) {
    guard milliseconds <= 253_402_300_799_999 else {
      throw .invalid("now", "the clock ends with the year 9999")
    }
  }

  private static func reset(_ request: Request, _ desk: ControlDesk) throws(Problem) -> Response {
    _ = try Members(of: request, known: [])
    return desk.onWorker {
      _ = desk.dependencies.reset()
    } then: {
      write(desk, &$0)
    }
  }
}

extension Timestamp {
  /// RFC 3339 in UTC, with three digits of a second where it is not a whole one.
  var rfc3339WithMilliseconds: String {
    let fraction = milliseconds - seconds * 1000
    guard fraction != 0 else { return rfc3339 }
    let digits = String(1000 + fraction).dropFirst()
    return "\(rfc3339.dropLast()).\(digits)Z"
  }
}
