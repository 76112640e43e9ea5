internal import CLinuxIO
internal import Glibc

/// The signals that a server lives with, as values to wait for.
public final class Signals: Sendable {
  /// A signal that asks for something.
  public enum Signal: Sendable, Equatable {
    /// SIGTERM.
    case terminate
    /// SIGINT.
    case interrupt
    /// SIGHUP.
    case hangUp
  }

  private static let watched = [SIGTERM, SIGINT, SIGHUP]

  private let reading: Descriptor
  private let writing: Descriptor

  /// Watches SIGTERM, SIGINT and SIGHUP from now on, and ignores SIGPIPE (a write to a gone client is an error of that
  /// write). One such value per process. A self-pipe and not signalfd: signals may then reach any thread, also those
  /// that were started before.
  public init() throws(SystemFault) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw .last("make the pipe for signals") }
    reading = Descriptor(owning: ends[0])
    writing = Descriptor(owning: ends[1])
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    // A full pipe must not block the handler; then enough signals wait already.
    _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
    Signals.unblock()
    for signal in Signals.watched where linuxio_signal_to_pipe(signal, ends[1]) != 0 {
      throw .last("watch the signal \(signal)")
    }
    _ = linuxio_ignore_signal(SIGPIPE)
  }

  /// Lets the signals reach this thread: a parent that blocks them, as threads of some runtimes do, bequeaths that.
  private static func unblock() {
    var set = sigset_t()
    sigemptyset(&set)
    for signal in watched { sigaddset(&set, signal) }
    pthread_sigmask(SIG_UNBLOCK, &set, nil)
  }

  /// The pipe goes: no handler may write to whatever gets its number next.
  deinit { for signal in Signals.watched { _ = linuxio_default_signal(signal) } }

  /// Blocks until the next signal comes.
  public func next() -> Signal {
    while true {
      var byte: UInt8 = 0
      let count = read(reading.number, &byte, 1)
      precondition(count == 1 || errno == EINTR, "The pipe for signals never ends")
      switch Int32(byte) {
      case SIGTERM where count == 1: return .terminate
      case SIGINT where count == 1: return .interrupt
      case SIGHUP where count == 1: return .hangUp
      default: continue
      }
    }
  }

  /// The next signal, if one has come already.
  public func pending() -> Signal? {
    var waiting = pollfd(fd: reading.number, events: Int16(POLLIN), revents: 0)
    return poll(&waiting, 1, 0) > 0 ? next() : nil
  }
}
