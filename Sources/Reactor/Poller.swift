internal import CLinuxIO
internal import Glibc

/// What a descriptor is watched for, or was found ready for.
public struct Readiness: OptionSet, Sendable {
  /// The bits of epoll(7).
  public let rawValue: UInt32

  /// Bits of epoll(7).
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// Bytes, a connection or the end can be read.
  public static let readable = Readiness(rawValue: EPOLLIN.rawValue)
  /// There is room to write.
  public static let writable = Readiness(rawValue: EPOLLOUT.rawValue)
  /// Both directions are over, or the socket failed. Always watched for.
  public static let broken = Readiness(rawValue: EPOLLERR.rawValue | EPOLLHUP.rawValue)
  /// To be told only once, of whatever comes first; an interest, never found.
  public static let once = Readiness(rawValue: EPOLLONESHOT.rawValue)
}

/// Hears of a descriptor's readiness, on its loop.
public protocol ReadinessHandler: AnyObject {
  /// The descriptor is ready so.
  func ready(_ readiness: Readiness)
}

/// epoll, level-triggered: a read that took all there was needs no second one to learn it, and a connection that does
/// not want to read for a while just does not; only a socket that must not be heard costs a call. The user data holds
/// (generation, descriptor), so that an event for a descriptor closed and reused within a batch finds nobody.
struct Poller: ~Copyable {
  /// Events taken at once; the rest comes with the next call.
  static let batch = 256

  private let poller: Descriptor
  private var handlers: [(any ReadinessHandler)?] = []
  private var generations: [UInt32] = []
  private let events: UnsafeMutablePointer<epoll_event>

  init() throws(SystemFault) {
    let number = epoll_create1(Int32(EPOLL_CLOEXEC))
    guard number >= 0 else { throw .last("make an epoll instance") }
    poller = Descriptor(owning: number)
    events = .allocate(capacity: Poller.batch)
  }

  deinit { events.deallocate() }

  mutating func add(_ descriptor: Int32, _ interest: Readiness, _ handler: any ReadinessHandler)
    throws(SystemFault)
  {
    let index = Int(descriptor)
    while handlers.count <= index {
      handlers.append(nil)
      generations.append(0)
    }
    precondition(handlers[index] == nil, "A descriptor has one handler")
    generations[index] &+= 1
    guard control(EPOLL_CTL_ADD, descriptor, interest) == 0 else {
      throw .last("watch the descriptor \(descriptor)")
    }
    handlers[index] = handler
  }

  mutating func change(_ descriptor: Int32, _ interest: Readiness) {
    let code = control(EPOLL_CTL_MOD, descriptor, interest)
    precondition(code == 0, "A watched descriptor must be open")
  }

  /// Forgets a descriptor that is about to be closed, which takes it out of epoll without a call of ours: nobody else
  /// has a copy of it.
  mutating func remove(_ descriptor: Int32) {
    let index = Int(descriptor)
    guard index < handlers.count, handlers[index] != nil else { return }
    handlers[index] = nil
    generations[index] &+= 1
  }

  /// Waits for events; -1 waits for ever. Answers how many came.
  mutating func wait(milliseconds: Int32) -> Int {
    let count = epoll_wait(poller.number, events, Int32(Poller.batch), milliseconds)
    precondition(count >= 0 || errno == EINTR, "epoll_wait fails only when interrupted")
    return max(0, Int(count))
  }

  /// The handler of the n-th event, where its descriptor is still the one that the event is about.
  func event(_ number: Int) -> (handler: any ReadinessHandler, readiness: Readiness)? {
    let event = events[number]
    let index = Int(event.data.u64 & 0xFFFF_FFFF)
    let generation = UInt32(truncatingIfNeeded: event.data.u64 >> 32)
    guard generations[index] == generation, let handler = handlers[index] else { return nil }
    return (handler, Readiness(rawValue: event.events))
  }

  private func control(_ operation: Int32, _ descriptor: Int32, _ interest: Readiness) -> Int32 {
    let data = UInt64(generations[Int(descriptor)]) << 32 | UInt64(UInt32(bitPattern: descriptor))
    return linuxio_epoll_control(poller.number, operation, descriptor, interest.rawValue, data)
  }
}
