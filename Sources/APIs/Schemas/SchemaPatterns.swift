/// Regular expressions of the schemas that have many parts, in XML Schema's own notation.
///
/// Built-in types such as `xs:dateTime` would say some of it, but they take away white space before they look.
enum SchemaPatterns {
  /// What the parts name that both schemas have.
  static let shared = [
    "time_patterns": lines(times), "url_pattern": url, "address_patterns": lines([v4] + v6),
  ]

  /// Scheme and authority of a URL (RFC 3986 section 3.2).
  static let authority = "https?://([A-Za-z0-9\\-._~!$&amp;'()*+,;=:\\[\\]]|%[0-9A-Fa-f]{2})+"

  /// `address:port`, and `[address]:port` of IPv6.
  static let addressesAndPorts = lines(["\(v4):\(port)"] + v6.map { "\\[\($0)\\]:\(port)" })

  private static let url = authority + "(/([A-Za-z0-9\\-._~!$&amp;'()*+,;=:@/?]|%[0-9A-Fa-f]{2})*)?"

  /// The months of 31 and 30 days, February, and its last day in leap years.
  private static let times =
    [
      "(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])", "(0[469]|11)-(0[1-9]|[12][0-9]|30)",
      "02-(0[1-9]|1[0-9]|2[0-8])",
    ].map { "[1-9][0-9]{3}-\($0)\(timeOfDay)" } + [
      "([1-9][0-9](0[48]|[2468][048]|[13579][26])|([2468][048]|[13579][26])00)-02-29\(timeOfDay)"
    ]
  private static let timeOfDay = "T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\\+00:00"

  private static let v4: String = {
    let number = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
    return "(\(number)\\.){3}\(number)"
  }()

  /// Eight groups, and what leaves some out; an IPv4 address may be the last two. How many are left is not counted.
  private static let v6: [String] = {
    let group = "[0-9A-Fa-f]{1,4}"
    return [
      "(\(group):){6}(\(group):\(group)|\(v4))",
      "(\(group)(:\(group)){0,6})?::((\(group):){0,6}(\(group)|\(v4)))?",
    ]
  }()

  private static let port =
    "([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])"

  private static func lines(_ patterns: [String]) -> String {
    patterns.map { "      <xs:pattern value=\"\($0)\"/>" }.joined(separator: "\n")
  }
}
