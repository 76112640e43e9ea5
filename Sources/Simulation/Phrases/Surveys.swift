import ApplianceDomain

/// Exit surveys.
extension Phrases {
  static let customerQuestions: [(question: String, answers: [String])] = [
    ("How satisfied are you with the session?", ["Very", "Quite", "Neither", "Not very"]),
    ("Was your problem solved?", ["Yes", "Partly", "No"]),
    ("Anything that you would like to add?", ["", "It was quick, thank you.", "I had to wait rather long."]),
  ]
  static let representativeQuestions: [(question: String, answers: [String])] = [
    ("Was the problem solved?", ["Yes", "No, escalated", "No, customer left"]),
    ("What was the cause?", ["Software", "Hardware", "Network", "Handling", "Unknown"]),
    ("Is a follow-up needed?", ["No", "Yes"]),
  ]
}
