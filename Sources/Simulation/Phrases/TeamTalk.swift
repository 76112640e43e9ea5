/// What colleagues write into the chats of their teams.
extension Phrases {
  /// To everybody.
  static let teamTalk = [
    "Has anybody seen the update that blocks the print queue?", "The vendor answered: a fix comes tonight.",
    "I am taking the two oldest ones in the queue.", "Mail is slow at the moment, the provider knows.",
    "Please keep the driver folder tidy, I have moved the old ones.", "Who was on the gateway last night?",
    "Coffee machine is working again.", "Three customers with the same error since nine. Is it the proxy?",
    "Found it: the certificate of the test portal ran out.", "I will be back in ten minutes. %name%",
    "Reminder: the weekly call begins at half past.", "The new key codes are on the share.",
  ]
  /// To one of them.
  static let asides = [
    "Can you have a look at mine? It hangs at the login.", "Thanks for taking over earlier.",
    "Do you have the installer at hand?", "Lunch at noon?", "I have sent you the log.",
    "Could you call the branch back? They asked for you.",
  ]
}
