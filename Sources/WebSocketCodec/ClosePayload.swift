/// The content of a Close frame: nothing, or a status and a reason (RFC 6455 sections 5.5.1 and 7.4).
enum ClosePayload {
  /// The longest reason in bytes; ours are cut to it.
  static let reasonLimit = Frame.controlLimit - 2

  /// Whether an endpoint may send this status. 1004 is reserved; 1005, 1006 and 1015 never travel; below 1000, from
  /// 1016 and from 5000 on nothing is defined. 1012 to 1014 are not in the RFC but in IANA's registry, which the RFC
  /// made for such (section 11.7).
  static func mayBeSent(_ code: UInt16) -> Bool {
    switch code {
    case 1000...1003, 1007...1014, 3000...4999: true
    default: false
    }
  }

  static func read(_ payload: [UInt8]) throws(WebSocketFault) -> WebSocketEvent {
    guard !payload.isEmpty else { return .close(code: nil, reason: "") }
    guard payload.count >= 2 else { throw .protocolError("a close status is only one byte long") }
    let code = UInt16(payload[0]) << 8 | UInt16(payload[1])
    guard mayBeSent(code) else { throw .protocolError("close status \(code) must not be sent") }
    var check = UTF8Check()
    let isValid = payload.withUnsafeBytes { check.accept(.init(rebasing: $0[2...])) }
    guard isValid && check.isComplete else { throw .invalidText("a close reason is not UTF-8") }
    return .close(code: code, reason: String(decoding: payload[2...], as: UTF8.self))
  }
}
