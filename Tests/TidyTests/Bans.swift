/// What this repository's code does not say. Allowances stand beside the ban, each with its reason.
let bans: [Ban] = failures + timeAndChance + threads + manners

private let code = ["Sources/", "Tests/"]
private let tidy = ["Tests/TidyTests/": "the bans themselves are written there"]
private let reactor = ["Sources/Reactor/": "the one room that touches the real world"]

private let failures = [
  Ban(
    pattern: #"\bfatalError\("#, reason: "no input may end the process, and a stub is not a feature",
    instead: "a typed error, or `precondition` with a sentence where only a bug can lead",
    places: code, allowances: tidy, breaks: #"fatalError("later")"#, keeps: "isFatalError(code)"),
  Ban(
    pattern: #"\btry!"#, reason: "it ends the process without a sentence", instead: "`try` and a typed error",
    places: code, allowances: tidy, breaks: "let a = try! read()", keeps: "let a = try? read()"),
  Ban(
    pattern: #"\bas!"#, reason: "it ends the process without a sentence", instead: "`as?` and a sentence",
    places: code, allowances: tidy, breaks: "let a = b as! Int", keeps: "let a = b as? Int"),
]

private let timeAndChance = [
  Ban(
    pattern: #"\bDate\(\)|\bDate\.now\b"#, reason: "time enters in one room and travels as a value",
    instead: "a Timestamp argument", places: code, allowances: tidy, breaks: "let now = Date()",
    keeps: "let then = Date(timeIntervalSince1970: 0)"),
  Ban(
    pattern:
      #"\b(clock_gettime|gettimeofday|mach_absolute_time)\b|\btime\(nil\)|DispatchTime\.now|\b(ContinuousClock|SuspendingClock)\b"#,
    reason: "time enters in one room and travels as a value", instead: "the clock that the caller was given",
    allowances: reactor.merging(["Sources/CLinuxIO/": "what the Reactor cannot call from Swift"]) {
      first, _ in first
    },
    breaks: "clock_gettime(CLOCK_REALTIME, &spec)", keeps: "let time = clock.now"),
  Ban(
    pattern: #"\b(getrandom|arc4random|random_device|getentropy)\b|/dev/u?random|\bRAND_(priv_)?bytes\b"#,
    reason: "entropy enters in one room and travels as a value",
    instead: "the entropy source that the caller was given",
    allowances: reactor.merging([
      "Sources/TLS/TicketCallback.swift": "OpenSSL calls it back where no argument can be brought"
    ]) { first, _ in first },
    breaks: "getrandom(buffer, 16, 0)", keeps: "generator.next()"),
  Ban(
    pattern:
      #"\bSystemRandomNumberGenerator\b|\.random\(in: [^,\n]*\)|\.random\(\)|\.shuffled\(\)|\.randomElement\(\)|\bUUID\(\)"#,
    reason: "two runs with one seed must agree", instead: "the seeded generator, passed with `using:`",
    places: code, allowances: tidy.merging(reactor) { first, _ in first },
    breaks: "let a = Int.random(in: 0..<9)", keeps: "let a = Int.random(in: 0..<9, using: &generator)"),
]

private let threads = [
  Ban(
    pattern: #"\bMutex\b"#,
    reason: "Thread Sanitizer does not see `Synchronization.Mutex` and reports a race wherever it is used",
    instead: "`Lock` of the room Locking; Synchronization is imported for `Atomic`", places: code,
    allowances: tidy, breaks: "private let keys: Mutex<[Key]>", keeps: "pthread_mutex_lock(mutex)"),
  Ban(
    pattern: #"\bDispatch(Queue|Semaphore|Group|Source)\b"#,
    reason: "nothing stands between a readable socket and its answer",
    instead: "the connection's own loop, or a mailbox of the Reactor", allowances: [:],
    breaks: "DispatchQueue.global().async {}", keeps: "loop.dispatch(task)"),
  Ban(
    pattern: #"\b(u|nano)?sleep\(|\bTask\.sleep\b"#, reason: "a wait for a time is a race",
    instead: "a timer of the loop; in tests a bounded wait for a level",
    places: code, allowances: tidy, breaks: "usleep(1000)", keeps: "sleeper(1)"),
  Ban(
    pattern: #"^\s*(\w+ )?import (NIO\w*|Hummingbird|Vapor|AsyncHTTPClient)\b"#,
    reason: "the engine is our own", instead: "Reactor, TLS and HTTPServing",
    places: code, breaks: "import NIOCore", keeps: "import HTTPTypes"),
]

private let manners = [
  Ban(
    pattern: #"(^|[^.\w])(print|debugPrint|dump)\("#, reason: "standard output carries the ready line only",
    instead: "the logger; a subcommand's own output goes through the command line's writer",
    allowances: ["Sources/ApplianceCLI/": "subcommands answer on standard output"],
    breaks: #"  print("here")"#, keeps: "document.print(to: buffer)"),
  Ban(
    pattern: #"\b(TO"# + #"DO|FIX"# + #"ME|XXX)\b"#,
    reason: "what is missing is said in the issue, not in the code",
    instead: "do it, or leave it out", places: ["Sources/", "Tests/", "scripts/", "bench/", "Package.swift"],
    allowances: tidy, includingComments: true, breaks: "// TO" + "DO: later", keeps: "todoList"),
  Ban(
    pattern: #"(?<![\w/])/(home|opt|root|work|tmp/bash\w*)/"#,
    reason: "a path of one machine means nothing on another",
    instead: "a relative path, or one that the caller gives", places: [""], allowances: tidy,
    includingComments: true, breaks: "cp /" + "home/me/x .", keeps: "see docs/notes and /tmp/example"),
  Ban(
    pattern: #""1\.(15\.1|16\.0|21\.1)""#, reason: "after the start nobody compares version numbers",
    instead: "a named difference of the Edition",
    allowances: [
      "Sources/ApplianceDomain/APIVersion.swift": "the versions are named there",
      "Sources/APIKit/Edition": "the chosen version is compiled there",
    ],
    breaks: #"if version == "1.16.0" {"#, keeps: "if version == .v1_16_0 {"),
]
