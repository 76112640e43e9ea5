import ApplianceDomain

// Differences: jump-shortcut-name, jump-shortcut-vnc, jump-shortcut-rdp-quality, jump-shortcut-rdp-quality-default

/// What of `import_jump_shortcut` differs between versions (guides: "API Command: import_jump_shortcut").
struct JumpShortcutForm: Sendable {
  /// Whether shortcuts have a `name` of their own: new in API 1.16.0 (18.1 guide, change log), as are VNC shortcuts.
  let hasName: Bool
  /// The ways to reach a system.
  let methods: Set<JumpMethod>
  /// The values of `quality`, with their meaning.
  let qualities: [(word: String, quality: RDPOptions.Quality)]
  /// The quality where none is given.
  let standardQuality = RDPOptions.Quality.fewColors

  /// The 18.1 guide names the qualities by speed, with `best_perf` as the default; the 21.3 guide by colours, and says
  /// no default. `Undocumented:` there it is the one with as many bits of colour.
  static func of(_ version: APIVersion) -> JumpShortcutForm {
    let bySpeed: [(String, RDPOptions.Quality)] = [
      ("low", .blackWhite), ("best_perf", .fewColors), ("perf_and_qual", .moreColors),
      ("best_qual", .fullColors),
      ("video_opt", .videoOptimised),
    ]
    let all = Set(JumpMethod.allCases)
    return switch version {
    case .v1_15_1:
      JumpShortcutForm(
        hasName: false, methods: all.subtracting([.remoteVNC, .localVNC]), qualities: bySpeed)
    case .v1_16_0: JumpShortcutForm(hasName: true, methods: all, qualities: bySpeed)
    case .v1_21_1:
      JumpShortcutForm(
        hasName: true, methods: all, qualities: RDPOptions.Quality.allCases.map { ($0.rawValue, $0) })
    }
  }
}
