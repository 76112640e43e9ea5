import APIs
import Glibc
import Logging

extension ReactiveExtensions {
  /// More than any build of RxJS; a longer file is certainly none, and is not read to its end.
  private static let byteLimit = 8 << 20

  /// Reads the file that the configuration names. What is wrong with it does not keep the appliance from starting: only
  /// pages that use the library need it, and they are told. The log says it once.
  static func read(_ path: String, _ logger: Logger) -> ReactiveExtensions {
    let reason: String
    switch contents(path) {
    case .success(let bytes) where bytes.count > byteLimit: reason = "it has more than \(byteLimit) bytes"
    case .success(let bytes): return .source(bytes)
    case .failure(let fault): reason = String(cString: strerror(fault.number))
    }
    let sentence =
      "Cannot read RxJS 4 from \(path): \(reason). Install the Debian package libjs-rx on the appliance's machine, "
      + "or name another complete build with --rxjs (the key rxjs of the configuration)."
    logger.warning("pages get no /api/state.js: \(sentence)")
    return .missing(sentence)
  }

  private struct Fault: Error { let number: Int32 }

  private static func contents(_ path: String) -> Result<[UInt8], Fault> {
    guard let file = fopen(path, "re") else { return .failure(Fault(number: errno)) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 65_536)
    while bytes.count <= byteLimit {
      let count = fread(&piece, 1, piece.count, file)
      guard count > 0 else { break }
      bytes += piece[..<count]
    }
    return ferror(file) == 0 ? .success(bytes) : .failure(Fault(number: errno))
  }
}
