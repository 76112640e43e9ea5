import APIKit
import ApplianceDomain
import Changes
import Documents
import HTTPMessages
import HTTPTypes
import Locking

/// What the routes share: the appliance, and the two locks that keep writers in order.
final class ControlDesk: Sendable {
  let context: APIContext
  let dependencies: ControlDependencies

  /// Held by who reads something, changes it and writes it back: settings and accounts. Quick.
  private let writing = Lock(())
  /// Held by who moves the clock or resets, on a worker thread. May be held for long.
  private let clockwork = Lock(())

  init(_ context: APIContext, _ dependencies: ControlDependencies) {
    self.context = context
    self.dependencies = dependencies
  }

  var appliance: Appliance { context.appliance }

  /// Carries out an intent, or says why not.
  @discardableResult
  func perform(_ intent: Intent) throws(Problem) -> Appliance.Performed {
    do throws(Refusal) {
      return try appliance.perform(intent)
    } catch {
      throw Problem(error)
    }
  }

  /// Runs `body` while no other reads and writes back.
  func exclusively<T: Sendable>(_ body: () throws(Problem) -> T) throws(Problem) -> T {
    let result: Result<T, Problem> = writing.withLock { _ in
      do throws(Problem) { return .success(try body()) } catch { return .failure(error) }
    }
    return try result.get()
  }

  /// An answer that is made on a worker thread: `body` runs there, one at a time of all that go this way, and what it
  /// did is durable before the document is written.
  ///
  /// It is a body and not a deferred answer, because a slow body is waited for without a bound, as an advance needs.
  func onWorker(
    _ body: @escaping @Sendable () -> Void, then write: @escaping @Sendable (inout JSONWriter) -> Void
  ) -> Response {
    let source = WorkerSource { [self] in
      clockwork.withLock { _ in body() }
      guard dependencies.waitUntilDurable(appliance.log.last) else { throw NotDurable() }
      var json = JSONWriter()
      json.object(write)
      return json.bytes
    }
    return Response(status: .ok, preset: Answer.block, body: .stream(source))
  }
}

/// What was to be acknowledged could not be kept: the connection is cut, so that nobody takes it for done.
struct NotDurable: Error {}

/// A body that is made in one piece, by work that may take long.
private final class WorkerSource: BodySource {
  private let work: @Sendable () throws -> [UInt8]

  init(_ work: @escaping @Sendable () throws -> [UInt8]) { self.work = work }

  func next(into buffer: inout [UInt8], limit: Int) throws -> Bool {
    buffer += try work()
    return false
  }
}

/// The control API's answers.
enum Answer {
  /// The header lines of every JSON document.
  static let block = FieldBlock([
    "Content-Type": "application/json", "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff",
  ])

  /// One JSON object.
  static func json(
    _ status: HTTPResponse.Status = .ok, gate: (any Gate)? = nil, _ write: (inout JSONWriter) -> Void
  ) -> Response {
    var json = JSONWriter()
    json.object(write)
    return Response(status: status, preset: block, body: .bytes(json.bytes), gate: gate)
  }

  /// Done, and nothing to say.
  static func done(gate: (any Gate)?) -> Response { Response(status: .noContent, gate: gate) }
}

extension JSONWriter {
  /// Writes an object.
  mutating func object(_ write: (inout JSONWriter) -> Void) {
    beginObject()
    write(&self)
    endObject()
  }

  /// Writes a member that is a string; null where there is none.
  mutating func member(_ name: StaticString, _ text: String?) {
    key(name)
    if let text { string(text) } else { null() }
  }

  /// Writes a member that is a whole number; null where there is none.
  mutating func member(_ name: StaticString, _ value: Int?) {
    key(name)
    if let value { number(Int64(value)) } else { null() }
  }

  /// Writes a member that is true or false.
  mutating func member(_ name: StaticString, _ value: Bool) {
    key(name)
    bool(value)
  }

  /// Writes a member that is an array of strings.
  mutating func member(_ name: StaticString, _ texts: [String]) {
    key(name)
    beginArray()
    for text in texts { string(text) }
    endArray()
  }
}
