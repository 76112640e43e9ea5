/// What is too long for the appliance is cut where a customer must not be turned away for it.
extension String {
  /// How many characters the guides' limits count: code points, which do not depend on what looks like one.
  public var characterCount: Int { unicodeScalars.count }

  /// The longest beginning that has at most some characters, as ``characterCount`` counts them, and breaks nothing that
  /// looks like one.
  public func beginning(characters: Int) -> String {
    guard characterCount > characters else { return self }
    var end = startIndex
    var count = 0
    for index in indices {
      count += self[index].unicodeScalars.count
      guard count <= characters else { break }
      end = self.index(after: index)
    }
    return String(self[..<end])
  }

  /// The longest beginning that takes at most some bytes of UTF-8 and ends with a whole character.
  public func beginning(bytes: Int) -> String {
    guard utf8.count > bytes else { return self }
    var end = startIndex
    var count = 0
    for index in indices {
      count += self[index].utf8.count
      guard count <= bytes else { break }
      end = self.index(after: index)
    }
    return String(self[..<end])
  }
}

extension [AttributeValue] {
  /// The values, each cut to the longest one, and to what the ones before it leave of a total number of bytes; what is
  /// empty then is left out.
  public func cut(toTotal total: Int) -> [AttributeValue] {
    var room = total
    return compactMap { attribute in
      let value = attribute.value.beginning(characters: AttributeValue.maximumLength).beginning(bytes: room)
      room -= value.utf8.count
      return value.isEmpty ? nil : AttributeValue(codeName: attribute.codeName, value: value)
    }
  }
}
