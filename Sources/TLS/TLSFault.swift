import COpenSSL

/// A failure of TLS: what was tried, and what OpenSSL says about it.
public struct TLSFault: Error, Equatable, Sendable, CustomStringConvertible {
  /// What was tried, such as `TLS handshake`.
  public var operation: String
  /// The causes, in OpenSSL's words or ours.
  public var cause: String
  /// Whether the peer spoke HTTP without TLS, so that it would understand an answer in plain text.
  public var isPlainHTTP: Bool
  /// Whether what the peer said is no TLS at all.
  public var isNoTLS = false
  /// Why the server's certificate was not believed, in OpenSSL's words, where that was the cause.
  public var certificateComplaint: String?

  /// A failure with its cause.
  public init(operation: String, cause: String, isPlainHTTP: Bool = false) {
    self.operation = operation
    self.cause = cause
    self.isPlainHTTP = isPlainHTTP
  }

  /// One sentence for the log.
  public var description: String { "\(operation) failed: \(cause)" }

  /// A failure with all that stands in OpenSSL's error queue of this thread, which is empty afterwards.
  static func fromQueue(_ operation: String) -> TLSFault {
    let reason = ERR_GET_REASON(ERR_peek_error())
    var fault = TLSFault(
      operation: operation, cause: ErrorQueue.drain() ?? "OpenSSL gave no reason",
      isPlainHTTP: reason == SSL_R_HTTP_REQUEST)
    // Text where a record should begin has no version there.
    fault.isNoTLS = reason == SSL_R_WRONG_VERSION_NUMBER
    return fault
  }
}

/// OpenSSL's error queue, one for each thread.
enum ErrorQueue {
  /// Empties the queue and returns its texts, the first cause first; nil where there was none.
  static func drain() -> String? {
    var texts: [String] = []
    while true {
      let code = ERR_get_error()
      guard code != 0 else { break }
      texts.append(text(code))
    }
    return texts.isEmpty ? nil : texts.joined(separator: "; ")
  }

  private static func text(_ code: UInt) -> String {
    if let reason = ERR_reason_error_string(code) { return String(cString: reason) }
    // Longer than any text of OpenSSL's; it cuts what does not fit.
    var buffer = [CChar](repeating: 0, count: 256)
    ERR_error_string_n(code, &buffer, buffer.count)
    return buffer.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
  }
}
