/// The rows of one table, ordered by id, in pages.
///
/// Ids only grow, so a new row goes to the last page. A copy shares all pages; a change after it copies the one page
/// that it touches, never the table. Looking a row up is a binary search.
public struct Table<R: Row>: Sendable {
  struct Entry: Sendable {
    let id: RowID
    var row: R
  }

  /// Rows in a full page: large enough to keep the list of pages short, small enough that the copy of one page after
  /// a snapshot is cheap.
  static var pageCapacity: Int { 32 }

  private var pages: ContiguousArray<ContiguousArray<Entry>> = []
  /// How many rows there are.
  public private(set) var count = 0

  /// An empty table.
  public init() {}

  /// The row with an id; nil where there is none.
  public subscript(id: RowID) -> R? {
    guard let (page, slot) = find(id) else { return nil }
    return pages[page][slot].row
  }

  /// Whether a row has that id.
  public func contains(_ id: RowID) -> Bool { find(id) != nil }

  /// Calls `body` with each row, in the order of the ids.
  public func forEach(_ body: (RowID, R) -> Void) {
    for page in pages { for entry in page { body(entry.id, entry.row) } }
  }

  /// Calls `body` with each row whose id is larger than `id`, in the order of the ids, until it answers false.
  /// Costs a binary search and the rows that are visited, so that a follower need not walk over what it knows.
  public func visit(after id: RowID, _ body: (RowID, R) -> Bool) {
    var low = 0
    var high = pages.count
    while low < high {
      let middle = (low + high) / 2
      if pages[middle][pages[middle].count - 1].id <= id { low = middle + 1 } else { high = middle }
    }
    for page in pages[low...] {
      for entry in page where entry.id > id {
        guard body(entry.id, entry.row) else { return }
      }
    }
  }

  /// The first row, in the order of the ids, that fulfils a condition.
  public func first(where condition: (R) -> Bool) -> (id: RowID, row: R)? {
    for page in pages { for entry in page where condition(entry.row) { return (entry.id, entry.row) } }
    return nil
  }

  /// The ids of the rows that fulfil a condition, in their order.
  public func ids(where condition: (R) -> Bool = { _ in true }) -> [RowID] {
    var ids: [RowID] = []
    forEach { id, row in if condition(row) { ids.append(id) } }
    return ids
  }

  /// Adds a row; its id is larger than every id that the table has seen.
  mutating func append(_ row: R, id: RowID) {
    precondition(pages.last?.last.map { $0.id < id } ?? true, "Row ids only grow")
    if let last = pages.indices.last, pages[last].count < Self.pageCapacity {
      pages[last].append(Entry(id: id, row: row))
    } else {
      var page = ContiguousArray<Entry>()
      page.reserveCapacity(Self.pageCapacity)
      page.append(Entry(id: id, row: row))
      pages.append(page)
    }
    count += 1
  }

  /// Changes a row in place and answers the fields that differ then; nil where there is no such row.
  mutating func update(_ id: RowID, _ body: (inout R) -> Void) -> (row: R, changed: FieldMask)? {
    guard let (page, slot) = find(id) else { return nil }
    let before = pages[page][slot].row
    var after = before
    body(&after)
    let changed = after.difference(from: before)
    if !changed.isEmpty { pages[page][slot].row = after }
    return (after, changed)
  }

  /// Takes a row out; nil where there is none.
  mutating func remove(_ id: RowID) -> R? {
    guard let (page, slot) = find(id) else { return nil }
    let row = pages[page].remove(at: slot).row
    count -= 1
    if pages[page].isEmpty {
      pages.remove(at: page)
    } else if page + 1 < pages.count, pages[page].count + pages[page + 1].count <= Self.pageCapacity / 2 {
      pages[page].append(contentsOf: pages.remove(at: page + 1))
    }
    return row
  }

  private func find(_ id: RowID) -> (page: Int, slot: Int)? {
    var low = 0
    var high = pages.count
    while low < high {
      let middle = (low + high) / 2
      if pages[middle][0].id <= id { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return nil }
    let page = low - 1
    var left = 0
    var right = pages[page].count
    while left < right {
      let middle = (left + right) / 2
      let candidate = pages[page][middle].id
      if candidate == id { return (page, middle) }
      if candidate < id { left = middle + 1 } else { right = middle }
    }
    return nil
  }
}
