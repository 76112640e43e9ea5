import ApplianceDomain

/// What there is on customers' computers, and what representatives do with it.
extension Phrases {
  /// Directories, by the family of the operating system.
  static let windowsDirectories = [
    #"C:\Temp\support"#, #"C:\Users\Public\Documents"#, #"C:\ProgramData\Ledger"#, #"C:\Windows\Logs"#,
    #"C:\Users\Public\Desktop"#, #"C:\Program Files\TillPoint"#,
  ]
  static let unixDirectories = ["/tmp/support", "/var/log", "/srv/ledger", "/usr/local/etc", "/srv/shared"]
  static let mobileDirectories = ["/sdcard/Download", "/sdcard/Documents", "/sdcard/DCIM"]

  static let files = [
    "ledger.log", "printer-driver.zip", "tunnel.conf", "crash-0412.dmp", "settings-backup.xml",
    "invoice-march.pdf", "fonts.tar", "update-7.2.msi", "hosts.txt", "screens.png", "mail-archive.pst",
    "till-config.json", "certificate.cer", "event-export.csv",
  ]
  static let sharedDirectories = ["logs", "screenshots", "drivers"]
  static let failures = [
    "The connection was lost.", "Access is denied.", "There is not enough space on the disk.",
    "The file is in use by another program.", "The transfer was cancelled by the user.",
  ]
  static let windowsScripts = [
    "Flush the name cache", "Restart the print spooler", "Collect the logs", "Renew the address",
    "List pending updates", "Free disk space",
  ]
  static let unixScripts = [
    "Flush the name cache", "Collect the logs", "List pending updates", "Free disk space",
  ]
  static let networkScripts = ["Show the interfaces", "Save the configuration", "Show the log"]

  /// The special action after which the computer really restarts; it is not among those that are drawn.
  static let restart = "Restart"
  static let specialActions = [
    "Task Manager", "Control Panel", "Event Viewer", "Ctrl-Alt-Del", "Services", "Device Manager",
    "Command Prompt",
  ]
  static let macActions = ["Terminal", "System Preferences", "Activity Monitor"]
  static let unixActions = ["Terminal", "System Settings", "Process List"]

  /// Programs and the titles of their windows.
  static let windowsWindows: [(executable: String, title: String)] = [
    ("explorer.exe", "Documents"), ("outlook.exe", "Inbox - Outlook"),
    ("excel.exe", "Stock list.xlsx - Excel"),
    ("mmc.exe", "Services"), ("tillpoint.exe", "TillPoint - Cash desk 2"),
    ("chrome.exe", "Web shop - Orders"),
    ("ledger.exe", "Ledger - March"), ("taskmgr.exe", "Task Manager"),
  ]
  static let macWindows: [(executable: String, title: String)] = [
    ("Finder", "Downloads"), ("Mail", "Inbox"), ("Terminal", "shell - 80x24"),
    ("Safari", "Web shop - Orders"), ("System Preferences", "Network"), ("Ledger", "Ledger - March"),
  ]
  static let unixWindows: [(executable: String, title: String)] = [
    ("nautilus", "Downloads"), ("thunderbird", "Inbox"), ("gnome-terminal", "shell - 80x24"),
    ("firefox", "Web shop - Orders"), ("gnome-control-center", "Network"), ("ledger", "Ledger - March"),
  ]
  static let androidWindows: [(executable: String, title: String)] = [
    ("com.android.settings", "Network"), ("com.android.chrome", "Web shop - Orders"),
    ("com.android.mail", "Inbox"), ("com.tillpoint.mobile", "TillPoint"),
  ]
  static let appleWindows: [(executable: String, title: String)] = [
    ("Settings", "Wi-Fi"), ("Safari", "Web shop - Orders"), ("Mail", "Inbox"), ("TillPoint", "TillPoint"),
  ]
  /// What a browser shows.
  static let pages = ["Web shop - Orders", "Web shop - My account", "Web shop - Checkout", "Help pages"]

  static let registryPaths = [
    #"HKEY_LOCAL_MACHINE\SOFTWARE\TillPoint"#, #"HKEY_CURRENT_USER\Software\Ledger\Recent"#,
    #"HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Services\Spooler"#,
    #"HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Updates"#,
  ]
  static let registryKeys = ["Printers", "Sessions", "Backup", "Display", "Defaults", "Channel2"]
  static let registryValues: [(name: String, type: String, data: [String])] = [
    ("Timeout", "REG_DWORD", ["0x0000001e", "0x0000003c"]), ("Server", "REG_SZ", ["till01", "till02"]),
    ("Enabled", "REG_DWORD", ["0x00000000", "0x00000001"]),
    ("Path", "REG_EXPAND_SZ", [#"%ProgramFiles%\TillPoint"#, #"%SystemDrive%\TillPoint"#]),
    ("Start", "REG_DWORD", ["0x00000002", "0x00000003"]),
  ]

  static let buttonProfiles: [(id: Int, name: String)] = [
    (1, "Default"), (2, "Branch offices"), (3, "Managed servers"),
  ]
  static let buttonDescriptions = [
    "Call us back about the printer", "Cash desk 2", "Reception computer", "For the follow-up tomorrow",
  ]

  /// What customers read of a tool when they are asked for it.
  static func name(of tool: ServiceTool) -> String {
    switch tool {
    case .screenSharing: "Screen Sharing"
    case .cobrowse: "Browser Sharing"
    case .fileTransfer: "File Transfer"
    case .systemInformation: "System Information"
    case .remoteShell: "Command Shell"
    case .registry: "Registry Access"
    }
  }

  static let agreementTitle = "Before we begin"
  static let agreementText =
    "A representative will be able to see your screen and, if you allow it, to use your mouse and keyboard. "
    + "The session may be recorded. Do you agree?"

  static let presentations = [
    "Quarterly release notes", "New cash desk software", "Security briefing", "Onboarding, part 2",
    "Network plan for the branches", "How we handle returns", "Support desk demo",
  ]
  static let presentationLines = [
    "Can everybody see the screen?", "Could you make it a little larger?",
    "The slides are in the shared files.",
    "Is this being recorded?", "Thank you, that was helpful.", "%name% will answer questions at the end.",
    "Which version is that?", "One moment, I am looking for the page.",
  ]
}
