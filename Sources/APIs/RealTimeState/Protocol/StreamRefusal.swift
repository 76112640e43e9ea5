/// Status codes of a close (RFC 6455 section 7.4.1, and IANA's registry for 1013).
enum CloseCode {
  /// The peer broke a rule that no other code is about: whatever it was, the same will not do a second time.
  static let policyViolation: UInt16 = 1008
  /// The server cannot serve the peer just now; it may come again.
  static let tryAgainLater: UInt16 = 1013

  /// The longest reason that fits into a Close frame, in bytes (RFC 6455 section 5.5).
  static let reasonLimit = 123
}

/// Why an integration is turned away. It is told so in the answer that it waits for, and the connection is closed.
struct StreamRefusal: Error, Equatable {
  /// The sentence for the integration.
  let reason: String
  /// The status of the close.
  var closeCode = CloseCode.policyViolation

  init(_ reason: String, closeCode: UInt16 = CloseCode.policyViolation) {
    self.reason = reason
    self.closeCode = closeCode
  }

  /// The reason as far as it fits into a Close frame.
  var closeReason: String {
    var text = ""
    var count = 0
    for scalar in reason.unicodeScalars {
      count += UTF8.width(scalar)
      if count > CloseCode.reasonLimit { break }
      text.unicodeScalars.append(scalar)
    }
    return text
  }
}
