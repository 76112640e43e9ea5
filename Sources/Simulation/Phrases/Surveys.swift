import ApplianceDomain

/// What people write into exit surveys.
extension Phrases {
  /// What somebody writes where a line is asked for.
  typealias Lines = (customer: [String], representative: [String])

  static let shortAnswers: Lines = (
    ["020 7946 0018", "after six, please", "no need", "extension 204"],
    ["KB-1042", "KB-2210", "none", "printer handbook"]
  )
  static let remarks: Lines = (
    ["It was quick, thank you.", "I had to wait rather long.", "Very friendly.\nI would ask again."],
    [
      "The customer had closed the program already.", "Restarted the service; see the note.",
      "Asked the customer to update next week.",
    ]
  )
}
