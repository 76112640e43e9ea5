import ApplianceDomain
import Changes
import Reactor

/// Changes custom attributes of sessions at a rate, by the same door as an API call.
///
/// Each change is an intent, a batch, a transaction's part and an update message of about 1 KiB. Its value carries its
/// number and the machine's monotonic time at the change, as ``value(_:at:)`` lays them out; the subscribers of the
/// bench read them there.
struct Driver {
  /// The sessions whose attribute changes by turns.
  private static let sessionCount = 8
  /// A custom field of the built-in seed data.
  private static let field = "custom_field1"
  /// So many characters that the message around them has 1 KiB.
  private static let valueLength = 929

  private let appliance: Appliance
  private let lsids: [String]
  /// A pause for a thread: nobody ever changes it.
  private let pause = Monitor(())

  /// Starts the sessions.
  init(_ appliance: Appliance) {
    self.appliance = appliance
    lsids = (0..<Self.sessionCount).map { _ in
      let request = SessionRequest(
        method: .queue(.general, as: .sessionKey),
        attributes: [AttributeValue(codeName: Self.field, value: "waiting")])
      guard case .session(let lsid) = Self.perform(.startSession(request), appliance).outcome else {
        preconditionFailure("A session is started, or refused")
      }
      return lsid
    }
  }

  /// Makes `messages` changes, `burst` at a time, so that there are `perSecond` of them in a second. What comes
  /// late is made up for. Returns when the record has them all.
  func drive(messages: Int, perSecond: Int, burst: Int) {
    let clock = SystemTime()
    let interval = Int64(burst) * 1_000_000_000 / Int64(perSecond)
    var next = clock.nanoseconds()
    var number = 0
    var last: UInt64 = 0
    while number < messages {
      let left = next - clock.nanoseconds()
      if left > 0 { pause.wait(seconds: Double(left) / 1e9) { _ in nil as Void? } }
      next += interval
      for _ in 0..<min(burst, messages - number) {
        number += 1
        let value = Self.value(number, at: clock.nanoseconds())
        let attributes = [AttributeValue(codeName: Self.field, value: value)]
        last =
          Self.perform(
            .setSessionAttributes(lsid: lsids[number % lsids.count], attributes), appliance
          ).number
      }
    }
    let isWritten = Monitor(false)
    appliance.whenDurable(last) { _ in isWritten.change { $0 = true } }
    isWritten.wait { $0 ? true : nil }
  }

  /// Ten digits of the number, a space, twenty digits of the time in nanoseconds, a space, and filling.
  private static func value(_ number: Int, at time: Int64) -> String {
    let text = "\(padded(number, 10)) \(padded(Int(time), 20)) "
    return text + String(repeating: "x", count: valueLength - text.utf8.count)
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: width - digits.utf8.count) + digits
  }

  private static func perform(_ intent: Intent, _ appliance: Appliance) -> Appliance.Performed {
    do throws(Refusal) { return try appliance.perform(intent) } catch {
      preconditionFailure("The bench's own intent is refused: \(error)")
    }
  }
}
