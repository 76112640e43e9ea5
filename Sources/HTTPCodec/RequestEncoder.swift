public import HTTPMessages
public import HTTPTypes

/// Writes requests (RFC 9112 section 3) into a byte buffer.
public enum RequestEncoder {
  /// Appends the head of a request with its empty line; the content is to be appended then.
  ///
  /// - Parameters:
  ///   - target: path and query, already encoded. It comes from our own code: what is no visible ASCII is a bug.
  ///   - authority: the value of `Host`.
  ///   - contentLength: the length of the content, in bytes; nil where there is none.
  public static func appendHead(
    _ method: HTTPRequest.Method, target: String, authority: String, fields: FieldBlock = .empty,
    contentLength: Int? = nil, to output: inout [UInt8]
  ) {
    precondition(
      !target.isEmpty && target.utf8.allSatisfy { ByteClass.of($0).contains(.target) },
      "A request target must be visible ASCII")
    output += method.rawValue.utf8
    output.append(Ascii.space)
    output += target.utf8
    output.append(text: " HTTP/1.1\r\nHost: ")
    output += authority.utf8
    output.append(text: "\r\n")
    output += fields.bytes
    if let contentLength {
      output.append(text: "Content-Length: ")
      ResponseEncoder.appendDecimal(contentLength, to: &output)
      output.append(text: "\r\n")
    }
    output.append(text: "\r\n")
  }
}
