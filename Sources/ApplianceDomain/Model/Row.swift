/// The id of a row: unique for the lifetime of the model, never used again.
///
/// Guide: "System State Model": ids are 64-bit unsigned integers.
public struct RowID: Hashable, Comparable, Sendable {
  /// The number.
  public let value: UInt64

  /// The id with a number.
  public init(_ value: UInt64) { self.value = value }

  /// The smaller, and so older, id comes first.
  public static func < (left: RowID, right: RowID) -> Bool { left.value < right.value }
}

/// A row of one of the state model's tables.
public protocol Row: Sendable {
  /// The table that such rows live in.
  static var table: TableName { get }
  /// The documented names of the fields, in alphabetical order; an index into it identifies a field.
  static var fieldNames: [String] { get }
  /// The value of the field at an index of ``fieldNames``.
  func value(at index: Int) -> FieldValue
  /// The row as a row of any table.
  var wrapped: TableRow { get }
  /// Gives access to the table of these rows in a model.
  static func withTable<T>(_ model: inout StateModel, _ body: (inout Table<Self>) -> T) -> T
}

extension Row {
  /// How many fields the row has.
  public var fieldCount: Int { Self.fieldNames.count }

  /// The fields in which two rows differ.
  public func difference(from other: Self) -> FieldMask {
    var mask = FieldMask()
    for index in Self.fieldNames.indices where value(at: index) != other.value(at: index) {
      mask.insert(index)
    }
    return mask
  }
}

/// The value of a field, in the guides' types.
public enum FieldValue: Hashable, Sendable {
  /// A string; empty where there is none.
  case text(String)
  /// A number or a UNIX timestamp.
  case integer(Int64)
  /// 1 or 0.
  case boolean(Bool)
  /// A foreign key, written as a string.
  case key(RowID)
  /// No value: `null`.
  case none
}

/// A set of fields of a row, by their index.
public struct FieldMask: Hashable, Sendable {
  /// Bit n stands for the field at index n.
  public private(set) var bits: UInt32 = 0

  /// No field.
  public init() {}

  /// The fields at some indices.
  public init(_ indices: some Sequence<Int>) { for index in indices { insert(index) } }

  /// Adds a field.
  public mutating func insert(_ index: Int) { bits |= 1 << UInt32(index) }

  /// Whether a field is in the set.
  public func contains(_ index: Int) -> Bool { bits & (1 << UInt32(index)) != 0 }

  /// Whether no field is in the set.
  public var isEmpty: Bool { bits == 0 }

  /// The fields that are in both sets.
  public func intersection(_ other: FieldMask) -> FieldMask {
    var mask = self
    mask.bits &= other.bits
    return mask
  }

  /// The fields that are in either set.
  public func union(_ other: FieldMask) -> FieldMask {
    var mask = self
    mask.bits |= other.bits
    return mask
  }
}
