/// The connected clients in the order of their IDs, in pages.
///
/// A copy costs nothing, and a change after it copies the one page that it touches: so whoever shows all of them takes
/// a copy under the lock and reads it outside.
public struct ClientList: Sendable {
  /// Clients in a full page.
  private static let pageCapacity = 64

  private var pages: ContiguousArray<ContiguousArray<ConnectedClient>> = []
  /// How many there are.
  public private(set) var count = 0

  /// The client with an ID; nil where none has it now.
  public subscript(id: Int) -> ConnectedClient? {
    guard let number = Int32(exactly: id), let (page, slot) = find(number) else { return nil }
    return pages[page][slot]
  }

  /// Calls `body` with each client.
  public func forEach(_ body: (ConnectedClient) -> Void) {
    for page in pages { for client in page { body(client) } }
  }

  /// Adds a client, whose ID is larger than all before it.
  mutating func append(_ client: ConnectedClient) {
    if pages.last.map({ $0.count >= Self.pageCapacity }) ?? true {
      var page = ContiguousArray<ConnectedClient>()
      page.reserveCapacity(Self.pageCapacity)
      pages.append(page)
    }
    pages[pages.count - 1].append(client)
    count += 1
  }

  /// Takes a client out; nil where there is none with that ID.
  mutating func remove(_ number: Int32) -> ConnectedClient? {
    guard let (page, slot) = find(number) else { return nil }
    let client = pages[page].remove(at: slot)
    count -= 1
    if pages[page].isEmpty { pages.remove(at: page) } else { join(page) }
    return client
  }

  /// Puts a page and the next one together where both are nearly empty.
  private mutating func join(_ page: Int) {
    guard page + 1 < pages.count, pages[page].count + pages[page + 1].count <= Self.pageCapacity / 2 else {
      return
    }
    pages[page].append(contentsOf: pages.remove(at: page + 1))
  }

  private func find(_ number: Int32) -> (page: Int, slot: Int)? {
    let page = Self.count(pages) { $0[0].number <= number } - 1
    guard page >= 0 else { return nil }
    let slot = Self.count(pages[page]) { $0.number < number }
    guard slot < pages[page].count, pages[page][slot].number == number else { return nil }
    return (page, slot)
  }

  /// How many elements at the beginning fulfil a condition, which none after them does.
  private static func count<T>(_ elements: ContiguousArray<T>, where condition: (T) -> Bool) -> Int {
    var (low, high) = (0, elements.count)
    while low < high {
      let middle = (low + high) / 2
      if condition(elements[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
