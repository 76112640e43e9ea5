import ApplianceDomain

/// The rows of one table as the changes tell them, with whatever is counted about them.
struct TableMirror<R: Row & Equatable> {
  private(set) var rows: [RowID: R] = [:]

  /// Takes in a change of this table; answers what contradicts what is known.
  mutating func apply(_ change: Change, _ row: R) -> (before: R?, problem: String?) {
    let before = rows[change.id]
    switch change.kind {
    case .insert:
      rows[change.id] = row
      return (nil, before == nil ? nil : "is inserted twice")
    case .update(let mask):
      rows[change.id] = row
      guard let before else { return (nil, "is updated and not there") }
      let differs = row.difference(from: before)
      return (before, differs == mask && !mask.isEmpty ? nil : "is updated, and the fields named are others")
    case .delete:
      rows[change.id] = nil
      guard let before else { return (nil, "is deleted and not there") }
      return (before, before == row ? nil : "is deleted with another content")
    }
  }
}

/// How many rows point at each row, so that a key to nowhere is found without a walk through the tables.
struct ReferenceCount {
  private var counts: [RowID: Int] = [:]

  mutating func add(_ keys: [RowID]) { for key in keys { counts[key, default: 0] += 1 } }

  mutating func remove(_ keys: [RowID]) {
    for key in keys {
      counts[key, default: 0] -= 1
      if counts[key] == 0 { counts[key] = nil }
    }
  }

  func isNamed(_ id: RowID) -> Bool { counts[id] != nil }
}

/// Which rows of a table name each row of another.
struct Links {
  private var links: [RowID: Set<RowID>] = [:]

  subscript(target: RowID) -> Set<RowID> { links[target] ?? [] }

  mutating func follow(_ change: Change, _ target: RowID) {
    switch change.kind {
    case .insert: links[target, default: []].insert(change.id)
    case .update: break
    case .delete:
      links[target]?.remove(change.id)
      if links[target]?.isEmpty == true { links[target] = nil }
    }
  }
}
