import ApplianceDomain
import Documents

/// Which connected clients a call asks for (guide: "get_connected_client_list", "get_connected_clients").
struct ClientSelection: Sendable {
  /// The most IDs that a call may name (guide: "get_connected_clients").
  static let maximumIDs = 100

  /// The kinds.
  var kinds: Set<ClientKind> = Set(ClientKind.allCases)
  /// Whether `all` was asked for, or nothing said.
  var isAll = true
  /// The IDs; nil where none were named. Those that no client has are left out.
  var ids: [Int]?

  init(kindsOf parameters: FormParameters) throws(CallFault) {
    guard let words = try parameters.list("type", of: ["all"] + ClientKind.allCases.map(\.rawValue)),
      !words.contains("all")
    else { return }
    kinds = Set(words.compactMap { ClientKind(rawValue: $0) })
    isAll = false
  }

  /// Also reads `id`: texts, of which none that is no number is the ID of a client.
  init(_ parameters: FormParameters) throws(CallFault) {
    try self.init(kindsOf: parameters)
    guard let text = parameters.filled("id") else { return }
    let pieces = text.split(separator: ",")
    guard pieces.count <= Self.maximumIDs else {
      throw CallFault(
        "The parameter id has \(pieces.count) values; it is a comma-separated list of at most \(Self.maximumIDs) IDs."
      )
    }
    ids = Set(pieces.compactMap { Int($0.filter { $0 != " " }) }).sorted()
  }

  /// The clients in a list, in the order of their IDs.
  func clients(in list: ClientList) -> [ConnectedClient] {
    if let ids { return ids.compactMap { list[$0] }.filter { kinds.contains($0.kind) } }
    var clients: [ConnectedClient] = []
    clients.reserveCapacity(list.count)
    list.forEach { if isAll || kinds.contains($0.kind) { clients.append($0) } }
    return clients
  }
}
