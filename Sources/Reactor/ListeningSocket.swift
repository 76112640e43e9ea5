internal import CLinuxIO
internal import Glibc

/// A socket that accepts TCP connections.
public struct ListeningSocket: ~Copyable, Sendable {
  /// Connections that wait to be accepted; past it the kernel drops new ones, and clients try again.
  static let backlog: Int32 = 4096

  /// The socket.
  public let descriptor: Descriptor
  /// The port that it listens on.
  public let port: Int

  /// What ``accept()`` may answer.
  public enum Accepted: ~Copyable {
    /// A connection: non-blocking, closed on exec, without Nagle's delay.
    case connection(Descriptor)
    /// None waits.
    case nobody
    /// The process or the machine has no descriptor or memory left: pause, or the loop spins.
    case exhausted(SystemFault)
  }

  /// Listens on a numeric address (or `localhost`) and a port; port 0 picks a free one. Several sockets of this
  /// process may share a port (SO_REUSEPORT): the kernel spreads connections over them. With `exclusively`, a port
  /// that anybody listens on already is refused, as it would be without sharing.
  public static func open(host: String, port: Int, exclusively: Bool) throws(SystemFault) -> ListeningSocket {
    let address = try address(host, port)
    defer { freeaddrinfo(address) }
    let place = "\(host):\(port)"
    if exclusively && port != 0 {
      // Sharing would let a second process take half of the connections silently; this socket does not share.
      _ = try bound(address, place, sharing: false)
    }
    let descriptor = try bound(address, place, sharing: true)
    guard listen(descriptor.number, backlog) == 0 else { throw .last("listen on \(place)") }
    return ListeningSocket(port: localPort(descriptor.number), descriptor: descriptor)
  }

  /// A free port of an address, kept for this process: nobody listens there until ``open(host:port:exclusively:)``
  /// does, and clients are refused until then. It is free again when the answer has gone.
  public static func reserve(host: String) throws(SystemFault) -> ReservedPort {
    let address = try address(host, 0)
    defer { freeaddrinfo(address) }
    let descriptor = try bound(address, "\(host):0", sharing: true)
    return ReservedPort(port: localPort(descriptor.number), descriptor: descriptor)
  }

  private static func address(_ host: String, _ port: Int) throws(SystemFault) -> UnsafeMutablePointer<
    addrinfo
  > {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
    var found: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(host, String(port), &hints, &found) == 0, let address = found else {
      throw SystemFault(operation: "find the address \(host) to listen on", code: EADDRNOTAVAIL)
    }
    return address
  }

  private init(port: Int, descriptor: consuming Descriptor) {
    self.port = port
    self.descriptor = descriptor
  }

  private static func bound(_ address: UnsafeMutablePointer<addrinfo>, _ place: String, sharing: Bool)
    throws(SystemFault) -> Descriptor
  {
    let number = linuxio_stream_socket(address.pointee.ai_family)
    guard number >= 0 else { throw .last("make a socket for \(place)") }
    let descriptor = Descriptor(owning: number)
    _ = linuxio_set_option(number, SOL_SOCKET, SO_REUSEADDR, 1)
    // Linux gives it to every connection that is accepted here, which saves a call for each.
    _ = linuxio_set_option(number, Int32(IPPROTO_TCP), TCP_NODELAY, 1)
    if sharing { _ = linuxio_set_option(number, SOL_SOCKET, SO_REUSEPORT, 1) }
    guard bind(number, address.pointee.ai_addr, address.pointee.ai_addrlen) == 0 else {
      throw .last("bind to \(place)")
    }
    return descriptor
  }

  /// Takes the next waiting connection.
  public func accept() -> Accepted {
    while true {
      let number = linuxio_accept(descriptor.number)
      if number >= 0 { return .connection(Descriptor(owning: number)) }
      switch errno {
      case EAGAIN: return .nobody
      // The client has gone meanwhile, or the call was interrupted: accept(2) says to try the next.
      case ECONNABORTED, EINTR, EPROTO, ENETDOWN, EHOSTDOWN, EHOSTUNREACH, ENETUNREACH: continue
      default: return .exhausted(.last("accept a connection on port \(port)"))
      }
    }
  }

  private static func localPort(_ number: Int32) -> Int {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    return withUnsafeMutablePointer(to: &storage) { storage in
      storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { _ = getsockname(number, $0, &length) }
      // The port stands at the same place for both families, in network order.
      return storage.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
        Int(UInt16(bigEndian: $0.pointee.sin_port))
      }
    }
  }
}

/// A port that is bound and not listened on.
public final class ReservedPort: Sendable {
  /// The port.
  public let port: Int
  private let descriptor: Descriptor

  fileprivate init(port: Int, descriptor: consuming Descriptor) {
    self.port = port
    self.descriptor = descriptor
  }
}
