/// The event loops of a process, each on its own thread.
public final class EventLoopGroup: Sendable {
  /// The loops, by their index.
  public let loops: [EventLoop]

  /// Starts so many loops.
  public init(count: Int) throws(SystemFault) {
    precondition(count > 0, "A group needs a loop")
    var loops: [EventLoop] = []
    for index in 0..<count { loops.append(try EventLoop(index: index)) }
    self.loops = loops
  }

  /// Ends all loops and blocks until they have ended. Servers on them must have been shut down before.
  public func stop() {
    for loop in loops { loop.stop() }
  }
}
