import CLinuxIO
import Glibc

/// A blocking client whose reads give up after some seconds, so that no test hangs.
final class TestClient {
  let descriptor: Int32
  private var pending: [UInt8] = []
  private var taken = 0

  init(port: Int, receiveBuffer: Int32? = nil) {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    if let receiveBuffer { _ = linuxio_set_option(descriptor, SOL_SOCKET, SO_RCVBUF, receiveBuffer) }
    var patience = timeval(tv_sec: 5, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    _ = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }

  deinit { close(descriptor) }

  func send(_ text: String) { send(Array(text.utf8)) }

  func send(_ bytes: [UInt8]) {
    var start = 0
    while start < bytes.count {
      let count = bytes[start...].withUnsafeBytes { linuxio_send(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      start += count
    }
  }

  /// Whether bytes or the end come within so many milliseconds.
  func hasNews(within milliseconds: Int32) -> Bool {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&waiting, 1, milliseconds) > 0
  }

  func endWriting() { _ = shutdown(descriptor, Int32(SHUT_WR)) }

  /// The next bytes; empty at the end, nil on a reset or when nothing comes in time.
  func readSome(_ limit: Int = 65_536) -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: limit)
    let count = recv(descriptor, &buffer, limit, 0)
    return count < 0 ? nil : Array(buffer[..<count])
  }

  func read(count: Int) -> [UInt8] {
    if pending.count - taken < count {
      pending.removeFirst(taken)
      taken = 0
      while pending.count < count {
        guard let bytes = readSome(), !bytes.isEmpty else { break }
        pending += bytes
      }
    }
    let end = min(taken + count, pending.count)
    defer { taken = end }
    return Array(pending[taken..<end])
  }

  /// Everything up to and with a text.
  func read(until mark: String) -> String {
    let mark = Array(mark.utf8)
    var result: [UInt8] = []
    while result.count < mark.count || Array(result[(result.count - mark.count)...]) != mark {
      let byte = read(count: 1)
      if byte.isEmpty { break }
      result += byte
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Everything up to the end of the connection.
  func readToEnd() -> String {
    var result = Array(pending[taken...])
    pending = []
    taken = 0
    while let bytes = readSome(), !bytes.isEmpty { result += bytes }
    return String(decoding: result, as: UTF8.self)
  }

  /// Whether the server ends the connection in time: cleanly or by a reset.
  func seesEnd() -> Bool {
    while true {
      guard let bytes = readSome() else { return errno == ECONNRESET }
      if bytes.isEmpty { return true }
    }
  }

  /// A head and a body of the length that the head tells.
  func readAnswer() -> (head: String, body: String) {
    let head = read(until: "\r\n\r\n")
    if head.contains("Transfer-Encoding: chunked") {
      var body = ""
      while true {
        let line = read(until: "\r\n")
        guard let size = Int(line.dropLast(1), radix: 16), size > 0 else { break }
        body += String(decoding: read(count: size), as: UTF8.self)
        _ = read(count: 2)
      }
      _ = read(count: 2)
      return (head, body)
    }
    var length = 0
    for line in head.split(separator: "\r\n") where line.hasPrefix("Content-Length: ") {
      length = Int(line.dropFirst(16)) ?? 0
    }
    return (head, String(decoding: read(count: length), as: UTF8.self))
  }

  /// Sends a masked frame of a short payload.
  func sendFrame(opcode: UInt8, _ payload: [UInt8], final: Bool = true) {
    let mask: [UInt8] = [1, 2, 3, 4]
    var frame: [UInt8] = [(final ? 0x80 : 0) | opcode, 0x80 | UInt8(payload.count)] + mask
    for (index, byte) in payload.enumerated() { frame.append(byte ^ mask[index % 4]) }
    send(frame)
  }

  /// Reads an unmasked frame; the first byte and the payload.
  func readFrame() -> (first: UInt8, payload: [UInt8]) {
    let header = read(count: 2)
    guard header.count == 2 else { return (0, []) }
    var length = Int(header[1])
    if length == 126 { length = read(count: 2).reduce(0) { $0 << 8 | Int($1) } }
    if length == 127 { length = read(count: 8).reduce(0) { $0 << 8 | Int($1) } }
    return (header[0], read(count: length))
  }
}
