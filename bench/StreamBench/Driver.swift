import ApplianceDomain
import Changes
import Reactor

/// Changes custom attributes of sessions at a rate, by the same door as an API call.
///
/// Each change is an intent, a batch, a transaction's part and an update message. Its value carries its
/// number and the machine's monotonic time at the change, as ``value(_:at:)`` lays them out; the subscribers of the
/// bench read them there.
struct Driver {
  /// A custom field of the built-in seed data.
  private static let field = "custom_field1"
  /// The bytes of the message around a value.
  private static let envelope = 95

  private let appliance: Appliance
  private let lsids: [String]
  /// A pause for a thread: nobody ever changes it.
  private let pause = Monitor(())

  /// Gives the sessions of the seed data, which no simulation touches, the attribute.
  init(_ appliance: Appliance) {
    self.appliance = appliance
    lsids = appliance.read { domain, _ in domain.organization.startup.activeSessions.map(\.lsid) }
    precondition(!lsids.isEmpty, "The example data has active sessions")
    let waiting = [AttributeValue(codeName: Self.field, value: "waiting")]
    for lsid in lsids { _ = Self.perform(.setSessionAttributes(lsid: lsid, waiting), appliance) }
  }

  /// Makes `messages` changes, `burst` at a time, so that there are `perSecond` of them in a second, each a message of
  /// so many bytes. What comes late is made up for. Returns when the record has them all.
  func drive(messages: Int, perSecond: Int, burst: Int, bytes: Int) {
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
        let value = Self.value(number, at: clock.nanoseconds(), length: bytes - Self.envelope)
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
  private static func value(_ number: Int, at time: Int64, length: Int) -> String {
    let text = "\(padded(number, 10)) \(padded(Int(time), 20)) "
    return text + String(repeating: "x", count: max(0, length - text.utf8.count))
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
