import Determinism
import Glibc
import Testing

@testable import TLS

@Suite("Session ticket keys on disk")
struct TicketKeyFileTests {
  private let entropy = TestEntropy()

  /// A directory of its own, gone at the end.
  private func inDirectory(_ body: (String) throws -> Void) throws {
    var template = Array("/tmp/ticket-keys-XXXXXX".utf8CString)
    try #require(mkdtemp(&template) != nil)
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer {
      for name in ["certificates/tickets.key", "certificates", ""] { remove("\(path)/\(name)") }
    }
    try body(path)
  }

  private func keys(rotations: Int) -> TicketKeys {
    let keys = TicketKeys(entropy: entropy, now: .june)
    for count in 0..<rotations { keys.rotate(entropy: entropy, now: .june.advanced(bySeconds: Int64(count))) }
    return keys
  }

  @Test("keys are read as they were written, each number of them", arguments: 0..<TicketKeys.limit)
  func roundTrip(rotations: Int) throws {
    try inDirectory { directory in
      let file = TicketKeyFile(dataDirectory: directory)
      #expect(try file.read() == nil, "none were kept yet")
      let all = keys(rotations: rotations).all
      try file.write([all[0]])
      try file.write(all)
      #expect(try file.read() == all)
    }
  }

  @Test("only this user may read them")
  func mode() throws {
    try inDirectory { directory in
      let file = TicketKeyFile(dataDirectory: directory)
      try file.write(keys(rotations: 0).all)
      var status = stat()
      #expect(stat(file.path, &status) == 0)
      #expect(status.st_mode & 0o777 == 0o600)
    }
  }

  @Test("a file that is cut anywhere, or has any other byte anywhere, is refused")
  func damage() {
    let text = TicketKeyFile.text(keys(rotations: 1).all)
    #expect(TicketKeyFile.keys(text)?.count == 2)
    for index in text.indices {
      #expect(TicketKeyFile.keys(Array(text[..<index])) == nil)
      var changed = text
      changed[index] ^= 0x01
      #expect(TicketKeyFile.keys(changed) == nil, "byte \(index)")
    }
    #expect(TicketKeyFile.keys(text + [0x0A]) == nil)
    #expect(TicketKeyFile.keys(TicketKeyFile.text([])) == nil)
    #expect(TicketKeyFile.keys([UInt8](repeating: 0, count: 400)) == nil)
    let many = (0...TicketKeys.limit).map { _ in TicketKeys(entropy: entropy, now: .june).newest }
    #expect(TicketKeyFile.keys(TicketKeyFile.text(many)) == nil)
  }

  @Test("a key from a time that no number holds is refused", arguments: [Int64.min, -1 << 40, 1 << 40, .max])
  func impossibleTimes(made: Int64) throws {
    let key = keys(rotations: 0).newest
    let text = "session ticket keys 1\n\(made) \(Digest.hex(key.bytes))\n"
    #expect(TicketKeyFile.keys(Array((text + "\(Digest.hex(Digest.sha256(text)))\n").utf8)) == nil)
  }

  @Test("what is wrong with the file is told with its name")
  func fault() throws {
    try inDirectory { directory in
      let file = TicketKeyFile(dataDirectory: directory)
      try file.write([])
      let fault = try #require(throws: CertificateFault.self) { try file.read() }
      #expect(fault.file == file.path)
      #expect(fault.description.contains("new keys take its place"))
    }
  }

  @Test("a directory that cannot be written is told")
  func noDirectory() throws {
    #expect(throws: CertificateFault.self) {
      try TicketKeyFile(dataDirectory: "/dev/null/x").write(keys(rotations: 0).all)
    }
  }

  @Test("a kept key goes on sealing until its time is over, and then still opens")
  func ages() {
    let period = TicketKeys.rotationSeconds
    let kept = TicketKeys(entropy: entropy, now: .june).all
    func after(_ seconds: Int64) -> TicketKeys {
      TicketKeys(kept: kept, entropy: entropy, now: .june.advanced(bySeconds: seconds))
    }
    #expect(after(0).all == kept)
    #expect(after(period - 1).all == kept)
    #expect(after(period).all.count == 2 && after(period).all.last == kept[0])
    #expect(after(3 * period - 1).all.last == kept[0])
    #expect(after(3 * period).all.count == 1 && after(3 * period).all != kept, "it is forgotten")
    #expect(after(-period + 1).all == kept, "a clock may have been set back")
    #expect(after(-period).all.count == 1 && after(-period).all != kept, "but not so far")
    #expect(TicketKeys(kept: [], entropy: entropy, now: .june).all.count == 1)
  }

  @Test("the next rotation is due when the newest key has sealed for its time")
  func rotationDue() {
    let period = TicketKeys.rotationSeconds
    let keys = keys(rotations: 0)
    for (later, due) in [(0, period), (1, period - 1), (period - 1, 1), (period, 0), (period * 9, 0)] {
      #expect(keys.secondsToRotation(now: .june.advanced(bySeconds: later)) == due)
    }
    #expect(keys.secondsToRotation(now: .june.advanced(bySeconds: -99)) == period)
  }

  @Test("every ticket can be opened for as long as it is valid")
  func reach() {
    // Sealed in the last moment of its key, which then opens during all but one of the rotations.
    #expect(Int64(TicketKeys.limit - 1) * TicketKeys.rotationSeconds >= TicketKeys.ticketSeconds)
  }
}
