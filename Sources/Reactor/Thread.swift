internal import CLinuxIO
internal import Glibc

/// A thread of the operating system, running one function. Detached: who must know of its end uses a ``Monitor``.
public enum Thread {
  private final class Start {
    let name: String
    let body: @Sendable () -> Void
    init(name: String, body: @escaping @Sendable () -> Void) {
      self.name = name
      self.body = body
    }
  }

  /// Starts a thread. The name shows in process listings; its first 15 bytes count.
  public static func start(named name: String, _ body: @escaping @Sendable () -> Void) throws(SystemFault) {
    var thread = pthread_t()
    let start = Unmanaged.passRetained(Start(name: name, body: body))
    let code = pthread_create(
      &thread, nil,
      { argument in
        let start = Unmanaged<Start>.fromOpaque(argument!).takeRetainedValue()
        linuxio_name_thread(String(start.name.prefix(15)))
        start.body()
        return nil
      }, start.toOpaque())
    guard code == 0 else {
      start.release()
      throw SystemFault(operation: "start the thread \(name)", code: code)
    }
    pthread_detach(thread)
  }
}
