import Configuration

/// The seam between the command line and the appliance.
enum Serving {
  /// Runs an appliance to its end; the answer is the exit code.
  static let run: @Sendable (ServeConfiguration) -> Int32 = { _ in
    StandardError.write("this build can read its configuration, and has no appliance in it yet")
    return 1
  }
}
