import APIKit
import ApplianceDomain
import Changes
import Documents

/// The forms of parameters that the operations share. A parameter without a value is as if it had not been sent; each
/// fault names the parameter, what was given and what is allowed.
extension FormParameters {
  /// A required text; `allowed` ends the sentence about a missing one.
  func required(_ name: String, _ allowed: String) throws(CallFault) -> String {
    guard let text = filled(name) else {
      throw CallFault("The required parameter \(name) is missing; it is \(allowed).")
    }
    return text
  }

  /// A number in a range, in decimal digits with a sign where the range has one; nil where it was not sent.
  func integer(_ name: String, in range: ClosedRange<Int64>, _ unit: String = "a number") throws(CallFault)
    -> Int64?
  {
    guard let text = filled(name) else { return nil }
    guard let number = Self.number(text), range.contains(number) else {
      throw CallFault("The parameter \(name) is \"\(text)\"; it is \(Self.range(range, unit)).")
    }
    return number
  }

  /// A required number in a range.
  func requiredInteger(_ name: String, in range: ClosedRange<Int64>, _ unit: String = "a number")
    throws(CallFault) -> Int64
  {
    guard let number = try integer(name, in: range, unit) else {
      throw CallFault("The required parameter \(name) is missing; it is \(Self.range(range, unit)).")
    }
    return number
  }

  /// 1 or 0; false where it was not sent.
  func boolean(_ name: String) throws(CallFault) -> Bool {
    switch filled(name) {
    case nil, "0"?: return false
    case "1"?: return true
    case let text?: throw CallFault("The parameter \(name) is \"\(text)\"; it is 1 or 0.")
    }
  }

  /// Values separated by commas, each of them known, each named once; nil where none was sent.
  func list(_ name: String, of known: [String]) throws(CallFault) -> [String]? {
    guard let text = filled(name) else { return nil }
    var values: [String] = []
    for piece in text.split(separator: ",", omittingEmptySubsequences: false) {
      let value = String(piece.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
      if value.isEmpty { continue }
      guard known.contains(value) else {
        throw CallFault(
          "The parameter \(name) is \"\(text)\", in which \"\(value)\" is not known; it is a comma-separated list of "
            + "\(known.joined(separator: ", ")).")
      }
      if !values.contains(value) { values.append(value) }
    }
    return values.isEmpty ? nil : values
  }

  /// One of some values.
  func choice(_ name: String, of known: [String]) throws(CallFault) -> String? {
    guard let text = filled(name) else { return nil }
    guard known.contains(text) else {
      throw CallFault(
        "The parameter \(name) is \"\(text)\"; it is one of \(known.joined(separator: ", ")).")
    }
    return text
  }

  /// The required `lsid` in lower case: 32 hexadecimal digits, which callers may write in either case.
  func lsid() throws(CallFault) -> String {
    let allowed = "the 32 hexadecimal digits of a session"
    let text = try required("lsid", allowed)
    let isLSID = text.utf8.count == 32 && text.utf8.allSatisfy { Hex.value($0) != nil }
    guard isLSID else { throw CallFault("The parameter lsid is \"\(text)\"; it is \(allowed).") }
    return text.lowercased()
  }

  /// A required text under either of two names: the guide's, and one that clients in the field send.
  func required(_ name: String, or other: String, _ allowed: String) throws(CallFault) -> String {
    if filled(name) == nil, let text = filled(other) { return text }
    return try required(name, allowed)
  }

  /// `rep_id` under one of its names (some clients send `user_id`, which other APIs use), or `rep_username`; nil where
  /// neither was sent.
  func representative() throws(CallFault) -> RepresentativeName? {
    let idName = filled("rep_id") == nil && filled("user_id") != nil ? "user_id" : "rep_id"
    let id = try integer(idName, in: 1...Int64(Int32.max), "the ID of a representative")
    let username = filled("rep_username")
    switch (id, username) {
    case (nil, nil): return nil
    case (let id?, nil): return .id(Int(id))
    case (nil, let username?): return .username(username)
    case (let id?, let username?):
      throw CallFault(
        "The parameters \(idName) (\"\(id)\") and rep_username (\"\(username)\") exclude each other; send one of them."
      )
    }
  }

  /// The required representative, by `rep_id` or `rep_username`.
  func requiredRepresentative() throws(CallFault) -> RepresentativeName {
    guard let name = try representative() else {
      throw CallFault(
        "A required parameter is missing: rep_id, the ID of a representative, or rep_username, the username of one."
      )
    }
    return name
  }

  private static func number(_ text: String) -> Int64? {
    let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int64(text)
  }

  private static func range(_ range: ClosedRange<Int64>, _ unit: String) -> String {
    switch (range.lowerBound, range.upperBound) {
    case (let low, Int64.max), (let low, Int64(Int32.max)): "\(unit) of at least \(low)"
    case (let low, let high): "\(unit) from \(low) to \(high)"
    }
  }
}

/// A representative, as a caller names them.
enum RepresentativeName: Sendable {
  case id(Int)
  case username(String)

  /// The queue that bears the name.
  var queue: QueueReference {
    switch self {
    case .id(let id): .representative(id)
    case .username(let name): .representativeUsername(name)
    }
  }
}

extension CommandCall {
  /// The ID of a representative who is named; a user name must belong to a single user.
  func id(of name: RepresentativeName, about parameter: String? = nil) throws(CallFault) -> Int {
    let resolved = context.appliance.read { domain, _ in
      Result { () throws(Refusal) in try domain.resolve(name.queue) }
    }
    switch resolved {
    case .success(.representative(let id)): return id
    case .success: preconditionFailure("A representative's queue resolves to a representative")
    case .failure(let refusal): throw fault(refusal, about: parameter)
    }
  }
}
