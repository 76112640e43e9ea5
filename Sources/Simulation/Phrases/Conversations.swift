/// What is said in sessions, and what customers write down before.
extension Phrases {
  static let problems = [
    "The printer on the second floor takes jobs but prints nothing.",
    "My mailbox asks for the password again and again.",
    "Since this morning the tunnel to the office drops every few minutes.",
    "The invoice program closes as soon as I open the March folder.",
    "I get \"access denied\" on the team's shared drive.",
    "My second screen stays black after the update.",
    "The laptop has become very slow and the fan never stops.",
    "I locked myself out of my account.",
    "Video calls have no sound with the new headset.",
    "A file I need was saved over by mistake. Can it be brought back?",
    "The scanner sends empty pages to my inbox.",
    "A message tells me that the disk is almost full.",
    "I have a new phone and cannot sign in any more.",
    "The label program prints umlauts as question marks.",
  ]
  static let values = [
    "Building A", "Warehouse 3", "Head office", "Night shift", "Level 2", "Lease 2024", "Field service",
    "Reception",
  ]

  /// Conversations, the representative first, then by turns.
  static let scripts: [[String]] = [
    [
      "Good day, you are through to support. What can I do for you?",
      "Hi, nothing comes out of the printer, although the job shows up in the list.",
      "Let me look at the queue. Is it the device next to your desk?",
      "No, the big one in the corridor.",
      "I see it: an old job blocks the others. I am taking it out.",
      "It starts moving! Two pages so far.",
      "Good. Please tell me when the last page is there.",
      "All of them are here now, thank you.",
    ],
    [
      "Hello, thanks for waiting. Which account is affected?",
      "My normal one. It says that the password has run out.",
      "Did you change it on another device lately?",
      "Yes, on my phone yesterday evening.",
      "Then the computer still keeps the older one. May I have the mouse for a moment?",
      "Of course.",
      "Done. Please sign in once more with the new one.",
      "That works. Why did it not tell me so?",
      "A fair question. I will pass it on.",
    ],
    [
      "Hi, I have your request in front of me. Since when has this been happening?",
      "Since the restart this morning.",
      "Was there an update before that?",
      "I think so, it took rather long.",
      "I am going to check the driver. The screen may flicker.",
      "It did. And now both screens are on!",
      "Then the older driver suits it better. I will block the newer one for now.",
    ],
    [
      "Welcome. Could you describe what you see at the moment?",
      "A window with a red cross, and it comes back when I close it.",
      "What is the first line in it?",
      "It says that the share cannot be reached.",
      "Thanks. You were removed from a group by accident; I am asking for it to be put right.",
      "How long will that take?",
      "A few minutes. Please sign out and in again after that.",
      "Okay, I will try.",
    ],
    [
      "Hello, how may I help?",
      "The computer is so slow that I can hardly work.",
      "I see a backup running at full speed. It should do that at night.",
      "Ah, the laptop was off all night.",
      "I am moving it to the lunch break. Is it any better?",
      "Much better already.",
    ],
  ]
  static let customerFillers = [
    "One moment please, the phone is ringing.", "Yes, I can see that.", "No, still the same.",
    "It asks me to confirm. Shall I?", "That looks good.", "I have closed everything else.",
    "Where do I find that?",
  ]
  /// What customers write while their representative is away.
  static let impatience = [
    "Are you still there?", "Hello?", "It is still the same here.", "I will wait a little longer.",
  ]
  static let representativeFillers = [
    "I am still looking into it.", "Please do not touch the mouse for a moment.", "That is what I expected.",
    "Let me try another way.", "This may take a minute.", "I have made a note of it.",
    "Could you try that once more?",
  ]
  static let handovers = [
    "A colleague knows this better than I do; I am handing you over.",
    "I am passing this on to the people who look after that system.",
    "One moment, I will bring you to the right team.",
  ]
  /// The last words of a chat, the macro standing for whoever says them.
  static let farewells = [
    "Is there anything else that I can do for you?", "Thank you for your patience, and have a good day.",
    "You can reach us any time. Regards, %name%",
  ]
  static let greetings = [
    "Hello, my name is %name%. I am looking at your request now.",
    "%name% here. May I see what you see?",
  ]
  /// What a representative answers to a person, whatever it was, in this order; the fillers follow.
  static let replies = [
    "Thank you for telling me. Since when has it been like that?",
    "Did anything change shortly before, such as an update or a new password?",
    "I see. Give me a moment, I am looking at your account.",
    "I have found an entry that could explain it and have corrected it. Is it any better now?",
    "Good to know. I have written that down for the colleagues, too.",
  ]
  static let guestLines = [
    "I have seen this at another site this week.", "Could you open the settings once more?",
    "%name% here, I am only listening in.", "Let me take the next step.",
  ]
  static let notes = [
    "Customer confirmed that it works again.", "Driver rolled back; update held until the vendor answers.",
    "Waiting for the customer to try it after the restart.", "Password was reset by self-service before.",
    "Same fault as last month, see the earlier session.", "Escalated to the second level with screenshots.",
    "Cable was loose. No further action.", "License moved to the new computer.",
  ]
}
