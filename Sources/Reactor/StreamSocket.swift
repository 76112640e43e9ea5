internal import CLinuxIO
internal import Glibc

/// Reading and writing a connected, non-blocking socket.
public enum StreamSocket {
  /// What a transfer came to.
  public enum Transfer: Equatable, Sendable {
    /// So many bytes, at least one.
    case bytes(Int)
    /// Not now.
    case wouldBlock
    /// The peer has ended its direction (reading only).
    case ended
    /// The connection is broken; the code is an `errno`.
    case broken(Int32)
  }

  /// recv(2).
  public static func read(_ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) -> Transfer {
    while true {
      let count = recv(descriptor, buffer.baseAddress, buffer.count, 0)
      if count > 0 { return .bytes(count) }
      if count == 0 { return .ended }
      if errno != EINTR { return errno == EAGAIN ? .wouldBlock : .broken(errno) }
    }
  }

  /// send(2), without SIGPIPE.
  public static func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Transfer {
    while true {
      let count = linuxio_send(descriptor, bytes.baseAddress, bytes.count)
      if count >= 0 { return .bytes(count) }
      if errno != EINTR { return errno == EAGAIN ? .wouldBlock : .broken(errno) }
    }
  }

  /// Ends our direction: the peer reads the end after what has been written.
  public static func endWriting(_ descriptor: Int32) { _ = shutdown(descriptor, Int32(SHUT_WR)) }

  /// Has the coming close(2) reset the connection, so that the peer sees it broken and not ended.
  public static func resetOnClose(_ descriptor: Int32) {
    var option = linger(l_onoff: 1, l_linger: 0)
    _ = setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
  }
}
