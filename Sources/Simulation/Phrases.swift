/// What the simulated people are called and what they say.
enum Phrases {
  static let firstNames = [
    "Amina", "Björn", "Carla", "Daniel", "Elif", "Farid", "Greta", "Hugo", "Ingrid", "Jonas", "Keiko",
    "Liam", "Mareike", "Nadia", "Owen", "Paula", "Rashid", "Sofia", "Tomasz", "Yara",
  ]
  static let lastNames = [
    "Abbott", "Brandt", "Castillo", "Dvořák", "Eriksen", "Fontaine", "Grünwald", "Hassan", "Ishikawa",
    "Jansen", "Kowalski", "Lindqvist", "Moreau", "Novak", "Okafor", "Petersen", "Quinn", "Rossi", "Sharma",
    "Winter",
  ]
  static let companies: [(name: String, code: String)] = [
    ("Alder & Finch Logistics", "ALDER"), ("Blue Harbour Foods", "BHF"), ("Cobalt Print Works", "COBALT"),
    ("Dorfner Anlagenbau", "DORF"), ("Eastgate Dental", "EDENT"), ("Fjord Textiles", "FJORD"),
    ("Granite Insurance", "GRANITE"), ("Hollow Tree Books", "HTB"), ("Iris Optics", "IRIS"),
    ("Kestrel Travel", "KESTREL"),
  ]
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
}
