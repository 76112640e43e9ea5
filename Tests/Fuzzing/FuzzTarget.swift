/// A parser under test: any bytes go in, and the process ends with a sentence where one of the target's properties does
/// not hold.
public struct FuzzTarget: Sendable {
  /// The name on the command line, and of the folder of its corpus.
  public var name: String
  /// Runs the target once.
  public var run: @Sendable (UnsafeRawBufferPointer) -> Void

  /// A target with its parts.
  public init(_ name: String, _ run: @escaping @Sendable (UnsafeRawBufferPointer) -> Void) {
    self.name = name
    self.run = run
  }
}

/// The targets of the engine's codecs and of the documents' readers.
public let engineTargets = [
  FuzzTarget("http", fuzzHTTP),
  FuzzTarget("response", fuzzResponse),
  FuzzTarget("websocket", fuzzWebSocket),
  FuzzTarget("deflate", fuzzDeflate),
  FuzzTarget("form", fuzzForm),
  FuzzTarget("multipart", fuzzMultipart),
  FuzzTarget("json", fuzzJSON),
  FuzzTarget("base64", fuzzBase64),
  FuzzTarget("brcs", fuzzConsoleScript),
]
