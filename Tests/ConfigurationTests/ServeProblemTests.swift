import Configuration
import Testing

@Suite("what serve complains about")
struct ServeProblemTests {
  @Test(
    "a wrong value is refused, with the flag, the offending value and the mend",
    arguments: [
      (ServeKey.port, "many", "\"many\" is not a whole number; write a number such as 8443"),
      (.port, "65536", "\"65536\" is out of range; write a number from 0 to 65535"),
      (.port, "-1", "\"-1\" is out of range; write a number from 0 to 65535"),
      (.port, "99999999999999999999", "is not a whole number"),
      (.threads, "0", "write a number from 1 to 1024"),
      (.apiVersion, "9.9.9", "\"9.9.9\" is not known here; write 1.15.1, 1.16.0 or 1.21.1"),
      (.fidelity, "true", "write documented or observed"),
      (.host, "example.com", "is not an IP address; write 127.0.0.1"),
      (.hostname, "-a.test", "is not a host name"),
      (.hostname, "", "is not a host name"),
      (.company, "two words", "is not a company API name"),
      (
        .externalURL, "support.example.com",
        "is not a URL; write one such as https://support.example.com:8443"
      ),
      (.externalURL, "https://a/b", "has more than a scheme, a host and a port"),
      (.externalURL, "https://a{b}", "has more than a scheme, a host and a port"),
      (.seed, "-1", "is not a seed"),
      (.clockStart, "yesterday", "is not a time of RFC 3339; write one such as 2016-10-01T00:00:00Z"),
      (.clockRate, "-1", "is not a rate"),
      (.clockRate, "nan", "is not a rate"),
      (.clockRate, "86401", "is not a rate"),
      (.simulation, "maybe", "\"maybe\" is neither; write on or off"),
      (.connections, "open", "write close or keep-alive"),
      (.durability, "fsync", "write process or power"),
      (.history, "90", "is not a length of time; write a number of s, m, h, d or w, such as 90d"),
      (.history, "d", "is not a length of time"),
      (.history, "0d", "is not a length of time"),
      (.history, "-1d", "is not a length of time"),
      (.history, "1.5d", "is not a length of time"),
      (.history, "٣d", "is not a length of time"),
      (.history, "99999999999999999999d", "is not a length of time"),
      (.history, "3651d", "is too long; write 3650d at most"),
      (.history, "9223372036854775807w", "is too long"),
      (.logLevel, "loud", "write trace, debug, info, notice, warning, error or critical"),
      (.controlToken, "a b", "is not a token"),
      (.data, "", "is empty"),
      (.certificate, "a.pem", "has no key; add --private-key"),
      (.privateKey, "a.pem", "has no certificate; add --certificate"),
      (.controlHost, "0.0.0.0", "add a token with --control-token"),
      (.controlPort, "8443", "8443 is the port of --port too"),
      (.httpPort, "8443", "8443 is the port of --port too"),
      (.config, "no-such.yaml", "cannot read no-such.yaml: No such file or directory"),
    ])
  func wrongFlag(key: ServeKey, text: String, expected: String) {
    let found = problems { () throws(ConfigurationFault) in
      try ServeConfiguration.load(flags: [key: text], environment: [:])
    }
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("\(key.flag): ") == true)
    #expect(found.first?.contains(expected) == true, "\(found)")
  }

  @Test("a wrong variable is named")
  func wrongVariable() {
    let found = problems { () throws(ConfigurationFault) in
      try ServeConfiguration.load(
        flags: [:], environment: ["MOCK_APPLIANCE_PORT": "x", "MOCK_APPLIANCE_PROT": "1"])
    }
    #expect(
      found == [
        "MOCK_APPLIANCE_PROT: is not a variable of this program; did you mean MOCK_APPLIANCE_PORT?",
        "MOCK_APPLIANCE_PORT: \"x\" is not a whole number; write a number such as 8443",
      ])
  }

  @Test(
    "a wrong line of the file is named",
    arguments: [
      ("\nprot: 1\n", ":2: prot: is not a key here; did you mean \"port\"?"),
      ("rate_limit: on\n", ":1: rate_limit: is not a key here; known here: api_version"),
      ("# a\n\nport: x\n", ":3: port: \"x\" is not a whole number; write a number such as 8443"),
      ("port:\n", ":1: port: has no value; write one, or leave the key out"),
      ("port: [1]\n", ":1: port: is a list; write a single value"),
      ("port:\n  a: 1\n", ":1: port: has keys of its own; write a single value"),
      (
        "port: 1\nhost: ::1\nport: 2\n",
        ":3: port: is written twice in one mapping, first in line 1; leave one of them out"
      ),
      ("- port\n", ":1: is not a mapping"),
      ("port\n", ":1: is not a mapping"),
      ("[a]: 1\n", ": has a key that is no plain word"),
      ("port: 1\n  host: 2\n", ":2: is not YAML: mapping values are not allowed"),
      ("a: \"\n", "is not YAML"),
      ("port: *a\n", ":1: is not YAML: found undefined alias"),
      ("port: 1\n---\nport: 2\n", ":2: is not YAML: expected a single document"),
      ("port: 1\u{7}\n", "is not YAML"),
      (
        "settings:\n  integration_limit: many\n",
        ":2: settings.integration_limit: \"many\" is not a whole number; write a number such as 30"
      ),
      ("settings:\n  licences: 3\n", ":2: settings.licences: is not a key here; did you mean \"licenses\"?"),
      ("settings: on\n", ":1: settings: is not a mapping"),
      ("settings:\n  xml_api: yes\n", ":2: settings.xml_api: \"yes\" is neither; write true or false"),
      ("settings:\n  session_key_maximum_ttl: 0\n", "write a number from 1 to"),
      ("settings:\n  archive_delay: 86401\n", "write a number from 0 to 86400"),
      (
        "simulation_rates:\n  login_share: 1.5\n",
        ":2: simulation_rates.login_share: 1.5 is out of range; write a number from 0.0 to 1.0"
      ),
      (
        "limits:\n  connections: 0\n",
        ":2: limits.connections: \"0\" is out of range; write a number from 1 to"
      ),
      ("limits:\n  body_bytes: 1 MB\n", ":2: limits.body_bytes: \"1 MB\" is not a whole number"),
      ("limits:\n  idle_seconds: 0\n", ":2: limits.idle_seconds: \"0\" is not a number of seconds"),
      ("limits:\n  stream_piece_bytes: 15\n", ":2: limits.stream_piece_bytes: \"15\" is out of range"),
      ("limits:\n  stream_backlog_batches: 16384\n", "write a number from 1 to 16383"),
      (
        "limits:\n  stream_backlog_bytes: 16 MB\n",
        ":2: limits.stream_backlog_bytes: \"16 MB\" is not a whole"
      ),
      ("limits:\n  head_secs: 1\n", ":2: limits.head_secs: is not a key here"),
      (
        "simulation_rates:\n  chat_seconds: fast\n",
        ":2: simulation_rates.chat_seconds: \"fast\" is not a number"
      ),
    ])
  func wrongLine(text: String, expected: String) throws {
    let scratch = try Scratch()
    let path = try scratch.write("serve.yaml", text)
    let found = problems { () throws(ConfigurationFault) in
      try ServeConfiguration.load(flags: [.config: path], environment: [:])
    }
    #expect(found.count == 1, "\(found)")
    #expect(found.first?.hasPrefix(path) == true)
    #expect(found.first?.dropFirst(path.count).contains(expected) == true, "\(found)")
  }

  @Test("a file that is not UTF-8 is refused")
  func notUTF8() throws {
    let scratch = try Scratch()
    let path = try scratch.write("serve.yaml", bytes: [0x70, 0xFF, 0xFE])
    let found = problems { () throws(ConfigurationFault) in
      try ServeConfiguration.load(flags: [.config: path], environment: [:])
    }
    #expect(found == ["--config: \(path) is not UTF-8; write it in UTF-8"])
  }

  @Test("deep nesting ends with a sentence, not with the process")
  func nesting() throws {
    let scratch = try Scratch()
    let path = try scratch.write("serve.yaml", String(repeating: "[", count: 100_000))
    let found = problems { () throws(ConfigurationFault) in
      try ServeConfiguration.load(flags: [.config: path], environment: [:])
    }
    #expect(found.count == 1)
    #expect(found.first?.contains("is not YAML") == true)
  }

  @Test("all problems of flags, variables and file are told at once")
  func together() throws {
    let scratch = try Scratch()
    let path = try scratch.write("serve.yaml", "seed: x\nsettings:\n  licenses: -1\n  http_api: 3\n")
    let found = problems { () throws(ConfigurationFault) in
      try ServeConfiguration.load(
        flags: [.config: path, .port: "x"], environment: ["MOCK_APPLIANCE_THREADS": "x"])
    }
    #expect(found.count == 5)
  }

  @Test("more problems than a screen holds are counted")
  func many() throws {
    let scratch = try Scratch()
    let text = (0..<300).map { "unknown\($0): 1\n" }.joined()
    let path = try scratch.write("serve.yaml", text)
    let found = problems { () throws(ConfigurationFault) in
      try ServeConfiguration.load(flags: [.config: path], environment: [:])
    }
    #expect(found.count == 101)
    #expect(found.last?.hasSuffix("200 more problems follow") == true)
  }
}
