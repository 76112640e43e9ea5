internal import CLinuxIO
internal import Glibc

/// Where a TCP connection may go: an IPv4 or IPv6 address with a port.
public struct SocketAddress: Sendable {
  /// When a silent peer is asked whether it is still there, how often, and how many times in vain before the connection
  /// counts as broken, in seconds: a peer that has lost its power says nothing.
  private static let keepAlive: (idle: Int32, interval: Int32, count: Int32) = (30, 10, 3)

  /// The bytes of a `sockaddr`.
  private let bytes: [UInt8]

  /// Why a name leads to no address: the system's word for it.
  public struct Unresolved: Error, Sendable {
    /// The system's word, such as `Name or service not known`.
    public var reason: String
  }

  /// The addresses of a host's name (or a numeric address without brackets), the best first. Blocks, and for long
  /// where a name server does not answer: not for loops.
  public static func resolve(host: String, port: Int) throws(Unresolved) -> [SocketAddress] {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    hints.ai_flags = AI_NUMERICSERV
    var found: UnsafeMutablePointer<addrinfo>?
    let code = getaddrinfo(host, String(port), &hints, &found)
    guard code == 0 else { throw Unresolved(reason: String(cString: gai_strerror(code))) }
    defer { freeaddrinfo(found) }
    var addresses: [SocketAddress] = []
    var next = found
    while let entry = next {
      if let address = entry.pointee.ai_addr {
        let raw = UnsafeRawBufferPointer(start: address, count: Int(entry.pointee.ai_addrlen))
        addresses.append(SocketAddress(bytes: Array(raw)))
      }
      next = entry.pointee.ai_next
    }
    return addresses
  }

  /// Begins to connect without waiting: the socket becomes writable when that has ended, one way or the other, and
  /// ``StreamSocket/connectFailure(_:)`` says which. It is non-blocking and without Nagle's delay.
  public func connect() throws(SystemFault) -> Descriptor {
    let (number, code) = bytes.withUnsafeBytes { raw -> (Int32, Int32) in
      let address = raw.assumingMemoryBound(to: sockaddr.self)
      guard let start = address.baseAddress else { return (-1, EINVAL) }
      let number = linuxio_stream_socket(Int32(start.pointee.sa_family))
      guard number >= 0 else { return (-1, errno) }
      _ = linuxio_set_option(number, Int32(IPPROTO_TCP), TCP_NODELAY, 1)
      _ = linuxio_set_option(number, SOL_SOCKET, SO_KEEPALIVE, 1)
      _ = linuxio_set_option(number, Int32(IPPROTO_TCP), TCP_KEEPIDLE, SocketAddress.keepAlive.idle)
      _ = linuxio_set_option(number, Int32(IPPROTO_TCP), TCP_KEEPINTVL, SocketAddress.keepAlive.interval)
      _ = linuxio_set_option(number, Int32(IPPROTO_TCP), TCP_KEEPCNT, SocketAddress.keepAlive.count)
      let result = Glibc.connect(number, start, socklen_t(raw.count))
      // Interrupted is not ended: connect(2) goes on by itself.
      return (number, result == 0 || errno == EINPROGRESS || errno == EINTR ? 0 : errno)
    }
    guard number >= 0 else { throw SystemFault(operation: "make a socket", code: code) }
    let descriptor = Descriptor(owning: number)
    guard code == 0 else { throw SystemFault(operation: "connect", code: code) }
    return descriptor
  }
}

extension StreamSocket {
  /// How connecting ended: nil where it succeeded, else the failure.
  public static func connectFailure(_ descriptor: Int32) -> SystemFault? {
    var code: Int32 = 0
    var length = socklen_t(MemoryLayout<Int32>.size)
    guard getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &length) == 0 else { return .last("connect") }
    return code == 0 ? nil : SystemFault(operation: "connect", code: code)
  }
}

extension SystemFault {
  /// The system's word for the error alone, such as `Connection refused`.
  public var reason: String { String(cString: strerror(code)) }
  /// Whether nobody listens there.
  public var isRefusal: Bool { code == ECONNREFUSED }
}
