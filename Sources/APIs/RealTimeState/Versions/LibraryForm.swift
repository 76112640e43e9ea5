import ApplianceDomain

// Differences: library-global, library-credentials

/// What of the JavaScript library differs between versions (guides: "JavaScript Library for the Real-Time State API").
struct LibraryForm: Sendable {
  /// What the function is called that a page calls.
  let names: [String]
  /// What the library offers as the WebSocket's subprotocol; nil where it greets with `NS01` instead.
  let subprotocol: String?

  /// Up to 18.1 there is `bomgarState`, and the connection begins with a greeting. The text of the 21.3 guide has
  /// `BomgarState`, its demonstration still `bomgarState`; its library needs the subprotocol as it is sent, for a
  /// browser takes no spaces there.
  static func of(_ version: APIVersion) -> LibraryForm {
    switch version {
    case .v1_15_1, .v1_16_0: LibraryForm(names: ["bomgarState"], subprotocol: nil)
    case .v1_21_1: LibraryForm(names: ["BomgarState", "bomgarState"], subprotocol: "ingredi%20state%20api")
    }
  }
}
