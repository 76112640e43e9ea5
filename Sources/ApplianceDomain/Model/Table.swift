/// The rows of one table, ordered by id, in pages.
///
/// Ids only grow, so a new row goes to the last page. A copy shares all pages; a change after it copies the one page
/// that it touches, never the table. Looking a row up is a binary search.
public struct Table<R: Row>: Sendable {
  /// Some rows with their ids. The ids stand apart, so that a search touches nothing but them.
  @usableFromInline
  struct Page: Sendable {
    @usableFromInline var ids: ContiguousArray<RowID> = []
    @usableFromInline var rows: ContiguousArray<R> = []
  }

  /// Rows in a full page: large enough to keep the list of pages short, small enough that the copy of one page after
  /// a snapshot is cheap.
  static var pageCapacity: Int { 32 }

  @usableFromInline var pages: ContiguousArray<Page> = []
  /// For each page an id that is above all before it and not above its own: a search for a page stays in one place in
  /// memory, however many there are.
  @usableFromInline var starts: ContiguousArray<RowID> = []
  /// How many rows there are.
  public private(set) var count = 0

  /// An empty table.
  public init() {}

  /// The row with an id; nil where there is none.
  @inlinable
  public subscript(id: RowID) -> R? {
    guard let (page, slot) = find(id) else { return nil }
    return pages[page].rows[slot]
  }

  /// What `body` makes of the row with an id, which is not copied for it; nil where there is none.
  @inlinable
  public func read<T>(_ id: RowID, _ body: (borrowing R) -> T) -> T? {
    guard let (page, slot) = find(id) else { return nil }
    return body(pages[page].rows[slot])
  }

  /// Whether a row has that id.
  public func contains(_ id: RowID) -> Bool { find(id) != nil }

  /// Calls `body` with each row, in the order of the ids.
  @inlinable
  public func forEach(_ body: (RowID, R) -> Void) {
    for page in pages { for slot in page.ids.indices { body(page.ids[slot], page.rows[slot]) } }
  }

  /// Calls `body` with each row whose id is larger than `id`, in the order of the ids, until it answers false.
  /// Costs a binary search and the rows that are visited, so that a follower need not walk over what it knows.
  @inlinable
  public func visit(after id: RowID, _ body: (RowID, R) -> Bool) {
    var low = 0
    var high = pages.count
    while low < high {
      let middle = (low + high) / 2
      if pages[middle].ids[pages[middle].ids.count - 1] <= id { low = middle + 1 } else { high = middle }
    }
    for page in pages[low...] {
      for slot in page.ids.indices where page.ids[slot] > id {
        guard body(page.ids[slot], page.rows[slot]) else { return }
      }
    }
  }

  /// The first row, in the order of the ids, that fulfils a condition.
  public func first(where condition: (R) -> Bool) -> (id: RowID, row: R)? {
    for page in pages {
      for slot in page.ids.indices where condition(page.rows[slot]) {
        return (page.ids[slot], page.rows[slot])
      }
    }
    return nil
  }

  /// The ids of the rows that fulfil a condition, in their order.
  public func ids(where condition: (R) -> Bool = { _ in true }) -> [RowID] {
    var ids: [RowID] = []
    forEach { id, row in if condition(row) { ids.append(id) } }
    return ids
  }

  /// The largest id that is in the table; nil where it is empty.
  public var lastID: RowID? { pages.last?.ids.last }

  /// Adds a row; its id is larger than every id that the table has seen.
  mutating func append(_ row: R, id: RowID) {
    precondition(lastID.map { $0 < id } ?? true, "Row ids only grow")
    if pages.last.map({ $0.ids.count >= Self.pageCapacity }) ?? true {
      var page = Page()
      page.ids.reserveCapacity(Self.pageCapacity)
      page.rows.reserveCapacity(Self.pageCapacity)
      pages.append(page)
      starts.append(id)
    }
    let last = pages.count - 1
    pages[last].ids.append(id)
    pages[last].rows.append(row)
    count += 1
  }

  /// Changes a row in place and answers the fields that differ then; nil where there is no such row.
  mutating func update(_ id: RowID, _ body: (inout R) -> Void) -> (row: R, changed: FieldMask)? {
    guard let (page, slot) = find(id) else { return nil }
    let before = pages[page].rows[slot]
    var after = before
    body(&after)
    let changed = after.difference(from: before)
    if !changed.isEmpty { pages[page].rows[slot] = after }
    return (after, changed)
  }

  /// Takes a row out; nil where there is none.
  mutating func remove(_ id: RowID) -> R? {
    guard let (page, slot) = find(id) else { return nil }
    pages[page].ids.remove(at: slot)
    let row = pages[page].rows.remove(at: slot)
    count -= 1
    if pages[page].ids.isEmpty {
      pages.remove(at: page)
      starts.remove(at: page)
    } else {
      join(page)
    }
    return row
  }

  /// Puts a page and the next one together where both are nearly empty.
  private mutating func join(_ page: Int) {
    guard page + 1 < pages.count,
      pages[page].ids.count + pages[page + 1].ids.count <= Self.pageCapacity / 2
    else { return }
    let next = pages.remove(at: page + 1)
    starts.remove(at: page + 1)
    pages[page].ids.append(contentsOf: next.ids)
    pages[page].rows.append(contentsOf: next.rows)
  }

  @inlinable
  func find(_ id: RowID) -> (page: Int, slot: Int)? {
    var low = 0
    var high = starts.count
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] <= id { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return nil }
    let page = low - 1
    var left = 0
    var right = pages[page].ids.count
    while left < right {
      let middle = (left + right) / 2
      let candidate = pages[page].ids[middle]
      if candidate == id { return (page, middle) }
      if candidate < id { left = middle + 1 } else { right = middle }
    }
    return nil
  }
}
