/// What the simulated people are called, and where they come from.
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

  static let teams = [
    "Desktop Support", "Field Service", "Point of Sale", "Office Software", "Mail and Calendar", "Telephony",
    "Printing", "Warehouse Systems", "Accounts and Access", "Mobile Devices", "Store Network", "Servers",
    "Databases", "Web Shop", "Time Recording", "Payroll Software", "Video Rooms", "Scanners",
    "Security Desk", "Second Level",
  ]
  static let consoleSystems = [
    "Windows 10 Enterprise (x64)", "Windows 10 Pro (x64)", "Windows 8.1 (x64)", "macOS 11.6", "Ubuntu 20.04",
  ]
  /// People from outside whom a representative invites into a session.
  static let experts = [
    "Vendor hotline", "Hardware partner", "Network operator", "Software publisher", "Data centre on call",
    "External auditor",
  ]
}
