import GRDBSQLite
import History

/// The values of a statement, from its first place on.
struct BoundRow {
  /// The texts of most rows have room in so many bytes; SQLite makes copies of those that do not.
  static let roomForTexts = 512

  private let statement: OpaquePointer
  private var room: Slice<UnsafeMutableRawBufferPointer>
  private var place: Int32 = 0
  /// The first code of SQLite that was no success.
  private(set) var failure: Int32?

  /// - Parameter room: for texts; it must outlive the bindings.
  init(_ statement: OpaquePointer, _ room: UnsafeMutableRawBufferPointer) {
    self.statement = statement
    self.room = room[...]
  }

  mutating func bind(_ value: Int64?) {
    place += 1
    note(value.map { sqlite3_bind_int64(statement, place, $0) } ?? sqlite3_bind_null(statement, place))
  }

  mutating func bind(_ value: Int?) { bind(value.map { Int64($0) }) }

  mutating func bind(_ flag: Bool) { bind(flag ? 1 as Int64 : 0) }

  mutating func bind(_ value: String?) {
    place += 1
    guard var value else { return note(sqlite3_bind_null(statement, place)) }
    value.withUTF8 { bytes in
      let (kept, destructor) = keep(UnsafeRawBufferPointer(bytes))
      kept.withMemoryRebound(to: CChar.self) {
        note(sqlite3_bind_text(statement, place, $0.baseAddress, Int32(clamping: $0.count), destructor))
      }
    }
  }

  /// Binds the body of an event.
  mutating func bind(_ body: EventBody) {
    switch body {
    case .none: bind(nil as String?)
    case .text(let text): bind(text)
    case .fields(let bytes):
      place += 1
      bytes.withUnsafeBytes {
        let (kept, destructor) = keep($0)
        note(sqlite3_bind_blob(statement, place, kept.baseAddress, Int32(clamping: kept.count), destructor))
      }
    }
  }

  /// Bytes where they stay until the statement has run, and what SQLite calls when it has done with them. They have an
  /// address even where there are none: without one they would stand for NULL.
  private mutating func keep(_ bytes: UnsafeRawBufferPointer) -> (
    UnsafeRawBufferPointer, sqlite3_destructor_type?
  ) {
    guard bytes.count <= room.count else {
      // SQLite makes a copy: -1 is its SQLITE_TRANSIENT, a macro that the importer cannot see.
      return (bytes, unsafeBitCast(-1, to: sqlite3_destructor_type.self))
    }
    let kept = UnsafeMutableRawBufferPointer(rebasing: room.prefix(bytes.count))
    kept.copyMemory(from: bytes)
    room = room.dropFirst(bytes.count)
    return (UnsafeRawBufferPointer(kept), nil)
  }

  private mutating func note(_ code: Int32) {
    if code != SQLITE_OK, failure == nil { failure = code }
  }
}
